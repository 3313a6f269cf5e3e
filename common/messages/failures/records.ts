import { say, type FailureArea } from "./area.ts";

/** What leaves the laptop (exports, reports), and what comes back to be looked at. */
export const recordFailures = {
  "output-too-small": {
    data: ["path", "need", "free"],
    en: say(
      "There is too little room for {path}: {need:gbUp} are needed at most, {free:gbDown} are free.",
      "Make room there, or choose another place. Nothing was left behind.",
    ),
    "zh-Hans": say(
      "{path} 的空间不足：最多需要 {need:gbUp}，剩余 {free:gbDown}。",
      "请在该处腾出空间，或选择其他位置。没有留下任何残缺文件。",
    ),
    ja: say(
      "{path} の空き容量が足りません：最大 {need:gbUp} 必要ですが、空きは {free:gbDown} です。",
      "空き容量を増やすか、別の場所を選んでください。途中のファイルは残っていません。",
    ),
  },
  "output-lost": {
    data: ["path", "reason"],
    en: say(
      "{path} could not be written to its end: {reason}",
      "Check that the USB stick is plugged in and not write-protected, and save again.",
    ),
    "zh-Hans": say(
      "{path} 未能写完：{reason}",
      "请检查 U 盘是否插好、是否写保护，然后重新保存。",
    ),
    ja: say(
      "{path} を最後まで書き込めませんでした：{reason}",
      "USB メモリが接続されていて書き込み禁止になっていないことを確認し、もう一度保存してください。",
    ),
  },
  "signed-out": {
    data: [],
    en: say(
      "{host} was not asked: nobody is signed in to it.",
      "Sign in to the hosts and export once more, if their own logs are needed.",
    ),
    "zh-Hans": say(
      "未查询 {host}：当前没有登录该主机。",
      "如果需要主机自身的日志，请登录主机后重新导出。",
    ),
    ja: say(
      "{host} にはサインインしていないため、問い合わせていません。",
      "ホスト自身のログが必要な場合は、サインインしてからもう一度書き出してください。",
    ),
  },
  "archive-invalid": {
    data: ["path", "reason"],
    en: say(
      "{path} is no exported run, or is damaged: {reason}",
      "Ask for the file again: what `forecourt export` or the wizard saved, copied whole.",
    ),
    "zh-Hans": say(
      "{path} 不是导出的运行记录，或已损坏：{reason}",
      "请重新索取该文件：须为 `forecourt export` 或向导保存的完整文件。",
    ),
    ja: say(
      "{path} は書き出された実行記録ではないか、壊れています：{reason}",
      "`forecourt export` またはウィザードが保存したファイルを、完全な形でもう一度受け取ってください。",
    ),
  },
  "archive-unsafe": {
    data: ["path", "entry"],
    en: say(
      "{path} names a file outside itself ({entry}) and was not opened.",
      "No version of this program writes such a file. Do not use it, and ask where it came from.",
    ),
    "zh-Hans": say(
      "{path} 指向了其自身之外的文件（{entry}），因此未打开。",
      "本程序的任何版本都不会生成这样的文件。请勿使用，并查明其来源。",
    ),
    ja: say(
      "{path} は自身の外のファイル（{entry}）を指しているため、開きませんでした。",
      "このプログラムはこのようなファイルを作りません。使用せず、入手元を確認してください。",
    ),
  },
  /** `limit` in bytes. */
  "archive-too-large": {
    data: ["path", "limit"],
    en: say(
      "{path} unpacks to more than {limit:bytes} and was not opened.",
      "Ask where the file came from. A run's record is never that large.",
    ),
    "zh-Hans": say(
      "{path} 解压后超过 {limit:bytes}，因此未打开。",
      "请查明该文件的来源。运行记录不会有这么大。",
    ),
    ja: say(
      "{path} は展開すると {limit:bytes} を超えるため、開きませんでした。",
      "ファイルの入手元を確認してください。実行記録がこれほど大きくなることはありません。",
    ),
  },
  "archive-newer": {
    data: ["path", "format"],
    en: say(
      "{path} was written by a newer version of this program ({format}).",
      "Update this program, then open the file again.",
    ),
    "zh-Hans": say(
      "{path} 由本程序的更新版本写成（{format}）。",
      "请先更新本程序，再打开该文件。",
    ),
    ja: say(
      "{path} はこのプログラムの新しいバージョンで作成されています（{format}）。",
      "このプログラムを更新してから、もう一度開いてください。",
    ),
  },
  "archive-unsigned": {
    data: ["path"],
    en: say(
      "{path} carries no signature, so nobody can tell whether it was altered.",
      "Ask for the file as it was saved, not packed anew.",
    ),
    "zh-Hans": say(
      "{path} 没有签名，无法判断是否被更改过。",
      "请索取保存时的原始文件，而不是重新打包的文件。",
    ),
    ja: say(
      "{path} には署名がないため、改変の有無を判断できません。",
      "圧縮し直したものではなく、保存されたままのファイルを受け取ってください。",
    ),
  },
  "archive-altered": {
    data: ["path", "entry"],
    en: say(
      "{path} was altered after it was saved: {entry} is not what was signed.",
      "Do not rely on it. Ask for the file again as it was saved.",
    ),
    "zh-Hans": say(
      "{path} 在保存后被更改：{entry} 与签名时不符。",
      "请勿以此为据，并重新索取保存时的原始文件。",
    ),
    ja: say(
      "{path} は保存後に改変されています：{entry} が署名時のものと一致しません。",
      "内容を信頼せず、保存されたままのファイルをもう一度受け取ってください。",
    ),
  },
  "report-unsigned": {
    data: ["path"],
    en: say(
      "{path} is no signed report.",
      "Give the HTML or PDF file as this program saved it. A report that was printed and scanned, or saved anew by another program, carries no signature.",
    ),
    "zh-Hans": say(
      "{path} 不是带签名的报告。",
      "请提供本程序保存的 HTML 或 PDF 原文件。打印后扫描的，或由其他程序另存的报告不带签名。",
    ),
    ja: say(
      "{path} は署名付きの報告書ではありません。",
      "このプログラムが保存した HTML または PDF ファイルを指定してください。印刷してスキャンしたものや、別のプログラムで保存し直したものには署名がありません。",
    ),
  },
  "report-altered": {
    data: ["path"],
    en: say(
      "{path} was altered after it was signed.",
      "Do not rely on it. Ask the technician for the report again, or make it anew from the run's export.",
    ),
    "zh-Hans": say(
      "{path} 在签名后被更改。",
      "请勿以此为据。请向技术人员重新索取报告，或用该运行的导出文件重新生成。",
    ),
    ja: say(
      "{path} は署名後に改変されています。",
      "内容を信頼しないでください。技術者に報告書を再度依頼するか、書き出された実行記録から作り直してください。",
    ),
  },
  /** `key`: its fingerprint. */
  "signer-unknown": {
    data: ["path", "key"],
    en: say(
      "{path} is unaltered, but was signed by another laptop than the one given: {key}",
      "Compare the fingerprint with the laptop that should have signed it (`forecourt report key` shows it there).",
    ),
    "zh-Hans": say(
      "{path} 未被更改，但签名的并非指定的笔记本电脑：{key}",
      "请与应当签名的笔记本电脑核对指纹（在那台电脑上用 `forecourt report key` 查看）。",
    ),
    ja: say(
      "{path} は改変されていませんが、指定とは別のノートパソコンで署名されています：{key}",
      "署名したはずのノートパソコンのフィンガープリントと照合してください（そのパソコンで `forecourt report key` を実行すると表示されます）。",
    ),
  },
  "pdf-impossible": {
    data: ["reason"],
    en: say(
      "No PDF could be made here: {reason}",
      "Open the HTML report in any browser and print it, or install Chromium, Chrome or Edge.",
    ),
    "zh-Hans": say(
      "此处无法生成 PDF：{reason}",
      "请用任意浏览器打开 HTML 报告并打印，或安装 Chromium、Chrome 或 Edge。",
    ),
    ja: say(
      "ここでは PDF を作成できません：{reason}",
      "HTML の報告書を任意のブラウザーで開いて印刷するか、Chromium、Chrome、Edge のいずれかをインストールしてください。",
    ),
  },
  /** `code`: as it was typed. */
  "support-code-wrong": {
    data: ["code"],
    en: say(
      "The support code {code} has a mistake in it.",
      "Have it read out once more, character by character. There is no I, L, O or U in it.",
    ),
    "zh-Hans": say(
      "支持代码 {code} 有误。",
      "请对方逐字再念一遍。代码中没有字母 I、L、O、U。",
    ),
    ja: say(
      "サポートコード {code} に誤りがあります。",
      "1 文字ずつもう一度読み上げてもらってください。I、L、O、U は使われません。",
    ),
  },
} as const satisfies FailureArea;
