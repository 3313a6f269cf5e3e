import type { stationWordsEn } from "./words.en.ts";

export const stationWordsJa = {
  intro: "どのステーションに、何をインストールしますか？",
  "note.station": "まずステーションを選んでください。",
  "note.bundle": "インストール元のバンドルを選んでください。",
  "note.verifying": "バンドルを検証しています。",
  "note.changes":
    "ステーションかバンドルを変えるとサインアウトし、確認と計画はやり直しになります。",

  station: "ステーション",
  "station.none": "ステーションがまだありません",
  "station.none.text":
    "本部から届いたファイルを開くか、ここで新しいステーションを作成してください。",
  "station.known": "このパソコンにあるステーション",
  "station.new": "新規作成",
  "station.open": "ファイルを開く",
  "station.open.title": "ステーションファイルを開く",
  "station.other": "別のステーションを選ぶ",
  "station.draft": "新しいステーションです。サーバーと一緒に保存されます。",
  "station.id": "番号",
  "station.name": "名前",
  "station.hosts": "サーバー",
  "station.hosts.none": "次の画面で入力",
  "station.file": "ファイル",
  "station.isolated": "インターネット",
  "station.isolated.yes": "現地にはない",
  "station.isolated.no": "接続できる",
  "station.passwordless": "サインイン",
  "station.passwordless.yes": "1 台目のサーバーから各エージェントへ自動",
  "doing.station": "ステーションを開く",
  "station.interrupted": "未完了",

  "form.title": "新しいステーション",
  "form.id": "ステーションの番号",
  "form.id.hint": "例：s-0042。ステーションはどこでもこの番号で表されます。",
  "form.name": "名前",
  "form.name.hint": "普段の呼び名。空欄でもかまいません。",
  "form.isolated": "現地にインターネットがない",
  "form.isolated.hint":
    "既定の経路がないサーバーには、K3s に必要な経路を追加します。",
  "form.key": "サインインを許可する公開鍵",
  "form.key.hint":
    "自分またはステーションの公開鍵（.pub ファイルの 1 行）。空欄でもかまいません。取り消すと削除されます。",
  "form.key.choose": "選択",
  "form.key.title": "どの公開鍵ですか？",
  "form.passwordless":
    "1 台目のサーバーから各エージェントに自動でサインインできる",
  "form.passwordless.hint":
    "このサーバーからエージェントを操作するスクリプトがある場合に使います。パスワードは変わりません。取り消すと元に戻ります。",
  "fault.key": ".pub ファイルにある形の公開鍵ではありません。",
  "form.use": "このステーションを使う",
  "form.cancel": "キャンセル",
  "fault.id.missing": "番号を入力してください。",
  "fault.id.shape":
    "使えるのは小文字 a–z、数字、ハイフンだけです。先頭と末尾は文字か数字にしてください。",
  "fault.id.too-long": "63 文字以内にしてください。",
  "fault.id.localhost":
    "どのコンピューターも自分自身を指す名前なので使えません。",
  "fault.name.too-long": "200 文字以内にしてください。",

  bundle: "バンドル",
  "bundle.none": "USB メモリを差し込んでください",
  "bundle.none.text":
    "インストールするものは、USB メモリやフォルダーにある署名済みのバンドルから取り出します。",
  "bundle.found": "見つかりました",
  "bundle.last": "前回使用",
  "bundle.folder": "フォルダーを選ぶ",
  "bundle.folder.title": "バンドルはどこにありますか？",
  "bundle.look": "再検索",
  "bundle.other": "別のバンドルを選ぶ",
  "bundle.verifying": "バンドルの全ファイルを検証しています",
  "bundle.opening": "バンドルを開いています…",
  "bundle.progress": "{bytes:bytes} / {total:bytes}",
  "bundle.speed": "{rate:bytes}/秒",
  "bundle.left": "残り約 {left:ms}",
  "bundle.cancel": "キャンセル",
  "bundle.good": "署名は有効で、全ファイルが署名時のままです",
  "bundle.name": "名前",
  "bundle.number": "{name}、番号 {sequence}",
  "bundle.contains": "内容",
  "bundle.versions": "K3s {k3s}、Docker {docker}",
  "bundle.for": "対象",
  "bundle.size": "サイズ",
  "bundle.files": "{bytes:bytes}（{files} ファイル）",
  "bundle.expires": "有効期限",
  "bundle.where": "フォルダー",
  "doing.bundle": "バンドルを開く",
  "bundle.again": "再試行",
  "bundle.key": "公開鍵を選ぶ",
  "bundle.key.title": "どの公開鍵で署名されていますか？",
  "bundle.key.text":
    "本部から受け取った鍵（.pub）だけを使ってください。同じ USB メモリの鍵は使わないでください。",

  "unfinished.title": "完了していないインストールがあります",
  "unfinished.title.undo": "完了していない取り消し作業があります",
  "unfinished.title.register": "完了していない登録作業があります",
  "unfinished.text":
    "{name}、{started:time} に開始。済んだ部分はそのまま残り、止まった所から続きます。",
  "unfinished.text.unknown":
    "{name}。済んだ部分はそのまま残り、止まった所から続きます。",
  "unfinished.go": "続きから始める",
  "unfinished.next":
    "サーバーにもう一度サインインすると、計画の画面で続きから始められます。",
} as const satisfies Record<keyof typeof stationWordsEn, string>;
