import type { ExportManifest } from "../model/export.ts";
import type { Language } from "./language.ts";
import { failureText } from "./sentence.ts";

interface Texts {
  readonly title: string;
  readonly about: string;
  readonly outcome: Readonly<Record<ExportManifest["outcome"], string>>;
  readonly labels: readonly [
    station: string,
    run: string,
    outcome: string,
    saved: string,
    program: string,
  ];
  readonly content: string;
  readonly files: Readonly<Record<string, string>>;
  readonly masked: string;
  readonly missing: string;
  readonly again: string;
}

const texts: Readonly<Record<Language, Texts>> = {
  en: {
    title: "Record of an installation",
    about:
      "This archive tells what Forecourt did on the hosts of a station. Begin with account.txt.",
    outcome: {
      done: "done",
      failed: "failed",
      aborted: "stopped by the technician",
      open: "without an end: still going, or the program was killed",
    },
    labels: ["Station", "Run", "Outcome", "Saved", "Forecourt"],
    content: "What is in it",
    files: {
      "account.txt": "the run, line by line, for people",
      "run/journal.ndjson": "the same for programs: one event per line",
      "run/run.json": "station, bundle, hosts and plan",
      "run/transcript-HOST.log":
        "every line that commands printed on that host",
      "hosts/HOST/": "the host's own logs since the run began",
      "cluster/": "nodes, pods and events of the cluster as they were now",
      "export.json, export.sig": "checksums of all files, signed by the laptop",
    },
    masked:
      "Passwords, keys and tokens have been replaced with ******. If you find one that was not, tell the maintainers.",
    missing: "What could not be had",
    again:
      "To look at it in the same screens: `forecourt replay FILE.zip`, or Open run… in the wizard.",
  },
  "zh-Hans": {
    title: "安装记录",
    about:
      "本压缩包记录了 Forecourt 在站点各主机上所做的操作。请从 account.txt 看起。",
    outcome: {
      done: "完成",
      failed: "失败",
      aborted: "由技术人员停止",
      open: "没有结束：仍在进行，或程序被强行终止",
    },
    labels: ["站点", "运行", "结果", "保存时间", "Forecourt"],
    content: "内容",
    files: {
      "account.txt": "逐行说明整个运行过程，供人阅读",
      "run/journal.ndjson": "同样的内容，供程序读取：每行一个事件",
      "run/run.json": "站点、安装包、主机和计划",
      "run/transcript-HOST.log": "该主机上各命令输出的每一行",
      "hosts/HOST/": "主机自身自运行开始以来的日志",
      "cluster/": "导出时集群的节点、Pod 和事件",
      "export.json, export.sig": "所有文件的校验和，由笔记本电脑签名",
    },
    masked: "密码、密钥和令牌已替换为 ******。如果发现有遗漏，请告知维护者。",
    missing: "未能取得的内容",
    again:
      "如需用同样的界面查看：`forecourt replay FILE.zip`，或在向导中选择“打开运行记录…”。",
  },
  ja: {
    title: "インストールの記録",
    about:
      "このアーカイブには、Forecourt がステーションの各ホストで行ったことが記録されています。まず account.txt をご覧ください。",
    outcome: {
      done: "完了",
      failed: "失敗",
      aborted: "技術者が停止",
      open: "終了の記録なし：実行中か、プログラムが強制終了されました",
    },
    labels: ["ステーション", "実行", "結果", "保存日時", "Forecourt"],
    content: "内容",
    files: {
      "account.txt": "実行の経過を 1 行ずつ、人が読む形で",
      "run/journal.ndjson": "同じ内容をプログラム用に：1 行に 1 イベント",
      "run/run.json": "ステーション、バンドル、ホスト、計画",
      "run/transcript-HOST.log": "そのホストでコマンドが出力したすべての行",
      "hosts/HOST/": "実行開始以降のホスト自身のログ",
      "cluster/": "書き出し時点のクラスターのノード、Pod、イベント",
      "export.json, export.sig":
        "全ファイルのチェックサム（ノートパソコンによる署名付き）",
    },
    masked:
      "パスワード、鍵、トークンは ****** に置き換えてあります。置き換えられていないものを見つけたら、開発者に知らせてください。",
    missing: "取得できなかったもの",
    again:
      "同じ画面で見るには：`forecourt replay FILE.zip`、またはウィザードの「実行記録を開く…」。",
  },
};

/** README.txt of an export, for whoever opens it. */
export function exportReadme(
  manifest: Omit<ExportManifest, "files">,
  language: Language,
): string {
  const {
    title,
    about,
    outcome,
    labels,
    content,
    files,
    masked,
    missing,
    again,
  } = texts[language];
  const values = [
    manifest.station,
    manifest.run,
    outcome[manifest.outcome],
    manifest.created,
    manifest.app,
  ];
  return [
    title,
    "",
    about,
    again,
    "",
    ...labels.map((label, index) => `${label}: ${values[index] ?? ""}`),
    "",
    content,
    ...Object.entries(files).map(([path, text]) => `  ${path}\n      ${text}`),
    "",
    masked,
    ...(manifest.missing.length === 0
      ? []
      : [
          "",
          missing,
          ...manifest.missing.map(
            ({ host, what, failure }) =>
              `  ${host} ${what}: ${failureText({ ...failure, host }, language).what} [${failure.code}]`,
          ),
        ]),
    "",
  ].join("\n");
}
