import type { Language } from "../../../common/messages/language.ts";

export interface Words {
  readonly closeQuestion: string;
  readonly closeIsSafe: string;
  readonly stay: string;
  readonly close: string;
  readonly engineStopped: string;
  readonly nothingLost: string;
  readonly restart: string;
  readonly runs: string;
  readonly openRun: string;
  readonly exportLogs: string;
}

/** What is said in native dialogs and in the menu. */
export const words: Readonly<Record<Language, Words>> = {
  en: {
    closeQuestion: "A run is going. Close Forecourt?",
    closeIsSafe:
      "Closing is safe: what is running on the servers goes on to its end. Open Forecourt again to resume the run.",
    stay: "Stay",
    close: "Close",
    engineStopped: "Forecourt's engine stopped unexpectedly.",
    nothingLost:
      "What is running on the servers goes on to its end. After a restart you can sign in again and resume the run.",
    restart: "Restart",
    runs: "Run",
    openRun: "Open run …",
    exportLogs: "Export logs …",
  },
  "zh-Hans": {
    closeQuestion: "任务正在进行。要关闭 Forecourt 吗？",
    closeIsSafe:
      "可以放心关闭：服务器上正在执行的步骤会继续完成。再次打开 Forecourt 即可继续任务。",
    stay: "留下",
    close: "关闭",
    engineStopped: "Forecourt 的后台进程意外停止。",
    nothingLost:
      "服务器上正在执行的步骤会继续完成。重新启动后，可以再次登录并继续任务。",
    restart: "重新启动",
    runs: "运行记录",
    openRun: "打开运行记录…",
    exportLogs: "导出日志…",
  },
  ja: {
    closeQuestion: "実行中です。Forecourt を閉じますか？",
    closeIsSafe:
      "閉じても問題ありません。サーバーで実行中の処理は最後まで続きます。もう一度 Forecourt を開くと再開できます。",
    stay: "閉じない",
    close: "閉じる",
    engineStopped: "Forecourt のエンジンが予期せず停止しました。",
    nothingLost:
      "サーバーで実行中の処理は最後まで続きます。再起動後にもう一度サインインすると、再開できます。",
    restart: "再起動",
    runs: "実行記録",
    openRun: "実行記録を開く…",
    exportLogs: "ログを書き出す…",
  },
};
