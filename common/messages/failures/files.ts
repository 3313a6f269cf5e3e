import { say, type FailureArea } from "./area.ts";

/** Files given to us. */
export const filesFailures = {
  "file-unreadable": {
    data: ["path", "reason"],
    en: say(
      "The file {path} cannot be read: {reason}",
      "Check the path and that you may read it. If it is on a USB stick, check that the stick is plugged in.",
    ),
    "zh-Hans": say(
      "无法读取文件 {path}：{reason}",
      "请检查路径以及您是否有读取权限。如果文件在 U 盘上，请检查 U 盘是否插好。",
    ),
    ja: say(
      "ファイル {path} を読み取れません：{reason}",
      "パスと読み取り権限を確認してください。USB メモリにある場合は、接続されているか確認してください。",
    ),
  },
  "file-unwritable": {
    data: ["path", "reason"],
    en: say(
      "The file {path} cannot be written: {reason}",
      "Choose another folder, one that you may write to and that has room. On a USB stick, check that it is not write-protected.",
    ),
    "zh-Hans": say(
      "无法写入文件 {path}：{reason}",
      "请选择另一个您有写入权限且空间充足的文件夹。如果在 U 盘上，请检查是否开启了写保护。",
    ),
    ja: say(
      "ファイル {path} に書き込めません：{reason}",
      "書き込み権限があり、空き容量のある別のフォルダーを選んでください。USB メモリの場合は、書き込み禁止になっていないか確認してください。",
    ),
  },
  /** `line` and `column` count from 1. */
  "yaml-invalid": {
    data: ["path", "line", "column", "reason"],
    en: say(
      "{path} has a mistake in line {line}, column {column}: {reason}",
      "Open the file at that line. Frequent causes: tabs instead of spaces, wrong indentation, a missing colon or quotation mark.",
    ),
    "zh-Hans": say(
      "{path} 第 {line} 行第 {column} 列有错误：{reason}",
      "请打开文件查看该行。常见原因：用了制表符而不是空格、缩进错误、缺少冒号或引号。",
    ),
    ja: say(
      "{path} の {line} 行 {column} 列に誤りがあります：{reason}",
      "ファイルを開いてその行を確認してください。よくある原因は、空白の代わりのタブ、字下げの誤り、コロンや引用符の抜けです。",
    ),
  },
  /** `place`: where in the file, such as `hosts[1].name`. */
  "station-invalid": {
    data: ["path", "place", "reason"],
    en: say(
      "The station file {path} is not right at {place}: {reason}",
      "Correct that entry and try again; nothing was changed on any host.",
    ),
    "zh-Hans": say(
      "站点文件 {path} 在 {place} 处有误：{reason}",
      "请更正该项后重试；任何主机都没有被更改。",
    ),
    ja: say(
      "ステーションファイル {path} の {place} に誤りがあります：{reason}",
      "その項目を修正してもう一度実行してください。どのホストも変更されていません。",
    ),
  },
  "recipe-invalid": {
    data: ["path", "place", "reason"],
    en: say(
      "The bundle recipe {path} is not right at {place}: {reason}",
      "Correct that entry and build the bundle again.",
    ),
    "zh-Hans": say(
      "安装包配方 {path} 在 {place} 处有误：{reason}",
      "请更正该项并重新制作安装包。",
    ),
    ja: say(
      "バンドルのレシピ {path} の {place} に誤りがあります：{reason}",
      "その項目を修正して、バンドルを作り直してください。",
    ),
  },
  "bundle-missing": {
    data: ["path"],
    en: say(
      "There is no bundle in {path}.",
      "Give the folder that contains `manifest.json`. If it is on a USB stick, check that the stick is plugged in.",
    ),
    "zh-Hans": say(
      "{path} 中没有安装包。",
      "请指定包含 `manifest.json` 的文件夹。如果它在 U 盘上，请检查 U 盘是否插好。",
    ),
    ja: say(
      "{path} にバンドルがありません。",
      "`manifest.json` のあるフォルダーを指定してください。USB メモリにある場合は、接続されているか確認してください。",
    ),
  },
  "manifest-unsigned": {
    data: ["path"],
    en: say(
      "The bundle in {path} has no signature, so nobody vouches for what is in it.",
      "Copy the whole bundle again, including `manifest.json.minisig`, or ask headquarters for a signed one.",
    ),
    "zh-Hans": say(
      "{path} 中的安装包没有签名，无法证明其内容可信。",
      "请重新完整复制安装包（包括 `manifest.json.minisig`），或向总部索取已签名的安装包。",
    ),
    ja: say(
      "{path} のバンドルには署名がないため、内容を信頼できません。",
      "`manifest.json.minisig` を含めてバンドル全体をコピーし直すか、署名済みのものを本部に依頼してください。",
    ),
  },
  "manifest-invalid": {
    data: ["path", "reason"],
    en: say(
      "The bundle's table of contents {path} cannot be understood: {reason}",
      "Copy the bundle again. If that does not help, update this program: the bundle may be newer than it.",
    ),
    "zh-Hans": say(
      "无法识别安装包的清单 {path}：{reason}",
      "请重新复制安装包。如果仍然不行，请更新本程序：安装包可能比本程序新。",
    ),
    ja: say(
      "バンドルの目録 {path} を解釈できません：{reason}",
      "バンドルをコピーし直してください。それでも解決しない場合は、バンドルのほうが新しい可能性があるため、このプログラムを更新してください。",
    ),
  },
  "signature-invalid": {
    data: ["path"],
    en: say(
      "The signature of {path} does not fit: the file was altered or damaged.",
      "Do not use this bundle. Copy it again from headquarters and check it with `forecourt bundle verify`.",
    ),
    "zh-Hans": say(
      "{path} 的签名不符：文件已被更改或损坏。",
      "请勿使用此安装包。请从总部重新复制，并用 `forecourt bundle verify` 检查。",
    ),
    ja: say(
      "{path} の署名が一致しません。ファイルが改変されたか、破損しています。",
      "このバンドルは使わないでください。本部のものをコピーし直し、`forecourt bundle verify` で検査してください。",
    ),
  },
  /** `key`: the id of the key that signed. */
  "signature-key-unknown": {
    data: ["key"],
    en: say(
      "The bundle is signed with the key {key}, which this program does not trust.",
      "Use a bundle from headquarters, or update this program if headquarters has changed its key.",
    ),
    "zh-Hans": say(
      "安装包是用密钥 {key} 签名的，本程序不信任该密钥。",
      "请使用总部提供的安装包；如果总部更换了密钥，请更新本程序。",
    ),
    ja: say(
      "バンドルは鍵 {key} で署名されていますが、このプログラムはその鍵を信頼していません。",
      "本部のバンドルを使うか、本部が鍵を変更した場合はこのプログラムを更新してください。",
    ),
  },
  "bundle-expired": {
    data: ["expires"],
    en: say(
      "The bundle was valid until {expires:time} only.",
      "Get a current bundle from headquarters. If the date looks right, check the clock of this laptop.",
    ),
    "zh-Hans": say(
      "安装包的有效期到 {expires:time} 为止，现已过期。",
      "请向总部索取最新的安装包。如果该日期看起来没有问题，请检查这台笔记本电脑的时钟。",
    ),
    ja: say(
      "バンドルの有効期限（{expires:time}）が切れています。",
      "最新のバンドルを本部から入手してください。期限に問題がないように見える場合は、このノートパソコンの時計を確認してください。",
    ),
  },
  /** `seen`: the highest sequence number that this laptop has used. */
  "bundle-older": {
    data: ["sequence", "seen"],
    en: say(
      "This bundle (number {sequence}) is older than one that was used here before (number {seen}).",
      "Use the newest bundle; an old one could bring back security holes that were closed.",
    ),
    "zh-Hans": say(
      "此安装包（编号 {sequence}）比之前在这里用过的（编号 {seen}）旧。",
      "请使用最新的安装包；旧安装包可能会重新带来已修复的安全漏洞。",
    ),
    ja: say(
      "このバンドル（番号 {sequence}）は、以前ここで使われたもの（番号 {seen}）より古いものです。",
      "最新のバンドルを使ってください。古いバンドルを使うと、修正済みのセキュリティ問題が再発するおそれがあります。",
    ),
  },
  "bundle-file-missing": {
    data: ["path"],
    en: say(
      "The bundle lacks the file {path}.",
      "Copy the bundle again in full, then check it with `forecourt bundle verify`.",
    ),
    "zh-Hans": say(
      "安装包中缺少文件 {path}。",
      "请重新完整复制安装包，然后用 `forecourt bundle verify` 检查。",
    ),
    ja: say(
      "バンドルにファイル {path} がありません。",
      "バンドル全体をコピーし直し、`forecourt bundle verify` で検査してください。",
    ),
  },
  "bundle-file-altered": {
    data: ["path"],
    en: say(
      "The file {path} in the bundle is not what was signed: altered or damaged.",
      "Copy the bundle again, if possible onto another USB stick, then check it with `forecourt bundle verify`.",
    ),
    "zh-Hans": say(
      "安装包中的文件 {path} 与签名时的内容不符：已被更改或损坏。",
      "请重新复制安装包，最好换一个 U 盘，然后用 `forecourt bundle verify` 检查。",
    ),
    ja: say(
      "バンドルのファイル {path} が署名時の内容と一致しません。改変されたか、破損しています。",
      "できれば別の USB メモリにバンドルをコピーし直し、`forecourt bundle verify` で検査してください。",
    ),
  },
  "bundle-wrong-arch": {
    data: ["arch"],
    en: say(
      "The bundle holds nothing for hosts of the architecture {arch}.",
      "Use a bundle that was built for {arch} (`forecourt bundle info` shows for which one it is).",
    ),
    "zh-Hans": say(
      "安装包中没有适用于 {arch} 架构主机的内容。",
      "请使用为 {arch} 制作的安装包（`forecourt bundle info` 会显示它适用的架构）。",
    ),
    ja: say(
      "バンドルにはアーキテクチャ {arch} のホスト用のファイルがありません。",
      "{arch} 用に作られたバンドルを使ってください（`forecourt bundle info` で対象を確認できます）。",
    ),
  },
  /** `kind`: a file kind of the manifest. */
  "bundle-incomplete": {
    data: ["arch", "kind"],
    en: say(
      "The bundle lacks something that hosts of the architecture {arch} need: {kind}.",
      "Ask headquarters for a complete bundle, or add it to the recipe and build the bundle again.",
    ),
    "zh-Hans": say(
      "安装包中缺少 {arch} 架构主机所需的内容：{kind}。",
      "请向总部索取完整的安装包，或将其加入配方并重新制作安装包。",
    ),
    ja: say(
      "アーキテクチャ {arch} のホストに必要なものがバンドルにありません：{kind}。",
      "完全なバンドルを本部に依頼するか、レシピに追加してバンドルを作り直してください。",
    ),
  },
  "versions-do-not-fit": {
    data: ["reason"],
    en: say(
      "The versions in the bundle do not fit each other: {reason}",
      "Choose versions in the recipe that are made for each other and build the bundle again.",
    ),
    "zh-Hans": say(
      "安装包中的各个版本互不匹配：{reason}",
      "请在配方中选择互相匹配的版本，然后重新制作安装包。",
    ),
    ja: say(
      "バンドル内のバージョンの組み合わせが正しくありません：{reason}",
      "レシピで互いに対応するバージョンを選び、バンドルを作り直してください。",
    ),
  },
  "download-failed": {
    data: ["url", "reason"],
    en: say(
      "{url} could not be downloaded: {reason}",
      "Check the internet connection and the proxy, then start again; what is already there is kept.",
    ),
    "zh-Hans": say(
      "无法下载 {url}：{reason}",
      "请检查互联网连接和代理，然后重新开始；已下载的内容会保留。",
    ),
    ja: say(
      "{url} をダウンロードできませんでした：{reason}",
      "インターネット接続とプロキシを確認して、もう一度実行してください。取得済みの部分は保持されます。",
    ),
  },
  "download-altered": {
    data: ["url"],
    en: say(
      "What came from {url} is not what its publisher announced.",
      "Start again. If it stays so, the source or a proxy in between is altering the file: use another source.",
    ),
    "zh-Hans": say(
      "从 {url} 下载的内容与发布者公布的不一致。",
      "请重新开始。如果仍然如此，说明下载源或中间的代理更改了文件：请换用其他下载源。",
    ),
    ja: say(
      "{url} から取得した内容が、配布元の公表したものと一致しません。",
      "もう一度実行してください。変わらない場合は、配布元または途中のプロキシがファイルを改変しています。別の入手先を使ってください。",
    ),
  },
  "laptop-disk-full": {
    data: ["path"],
    en: say(
      "The disk of this laptop is full: {path} could not be written.",
      "Free some space or choose another folder, then start again.",
    ),
    "zh-Hans": say(
      "这台笔记本电脑的磁盘已满：无法写入 {path}。",
      "请释放一些空间或选择其他文件夹，然后重新开始。",
    ),
    ja: say(
      "このノートパソコンのディスクがいっぱいで、{path} に書き込めませんでした。",
      "空き容量を増やすか別のフォルダーを選び、もう一度実行してください。",
    ),
  },
  "output-exists": {
    data: ["path"],
    en: say(
      "{path} exists already and is not overwritten.",
      "Choose another folder, or delete this one if you no longer need it.",
    ),
    "zh-Hans": say(
      "{path} 已存在，不会被覆盖。",
      "请选择其他文件夹；如果不再需要该文件夹，请将其删除。",
    ),
    ja: say(
      "{path} はすでに存在するため、上書きしません。",
      "別のフォルダーを選ぶか、不要であれば削除してください。",
    ),
  },
} as const satisfies FailureArea;
