import { say, type FailureArea } from "./area.ts";

/** Station packs and the table of stations that they are made from. */
export const packsFailures = {
  /** `line` counts from 1; `place`: the column's name. */
  "csv-invalid": {
    data: ["path", "line", "place", "reason"],
    en: say(
      "{path} is not right in line {line}, column {place}: {reason}",
      "Correct that line of the table and start again; nothing was made for any station.",
    ),
    "zh-Hans": say(
      "{path} 第 {line} 行的 {place} 列有误：{reason}",
      "请更正表格中的该行后重新开始；尚未为任何站点创建内容。",
    ),
    ja: say(
      "{path} の {line} 行目、{place} 列に誤りがあります：{reason}",
      "表のその行を修正して、もう一度実行してください。どのステーションにもまだ何も作成されていません。",
    ),
  },
  "pack-invalid": {
    data: ["path", "reason"],
    en: say(
      "{path} is no station pack: {reason}",
      "Give the file that headquarters made for this station; its name ends in .pack.",
    ),
    "zh-Hans": say(
      "{path} 不是站点包：{reason}",
      "请使用总部为本站点制作的文件；其名称以 .pack 结尾。",
    ),
    ja: say(
      "{path} はステーションパックではありません：{reason}",
      "本部がこのステーション用に作成した、名前が .pack で終わるファイルを指定してください。",
    ),
  },
  "pack-newer": {
    data: ["path", "version"],
    en: say(
      "The station pack {path} was made by a newer version of this program (format {version}).",
      "Update this program, or have headquarters make the pack with this version.",
    ),
    "zh-Hans": say(
      "站点包 {path} 由更新版本的程序制作（格式 {version}）。",
      "请更新本程序，或让总部用当前版本重新制作站点包。",
    ),
    ja: say(
      "ステーションパック {path} は、このプログラムの新しいバージョンで作成されています（形式 {version}）。",
      "このプログラムを更新するか、このバージョンでパックを作り直すよう本部に依頼してください。",
    ),
  },
  "pack-altered": {
    data: ["path"],
    en: say(
      "The station pack {path} is not what headquarters made: it is damaged or was altered.",
      "Do not use it. Copy it again from headquarters.",
    ),
    "zh-Hans": say(
      "站点包 {path} 与总部制作的内容不符：已损坏或被更改。",
      "请勿使用。请从总部重新复制。",
    ),
    ja: say(
      "ステーションパック {path} は本部が作成した内容と異なります。破損しているか、改変されています。",
      "使わないでください。本部のものをコピーし直してください。",
    ),
  },
  "pack-passphrase-wrong": {
    data: ["path"],
    en: say(
      "The passphrase does not open {path}.",
      "Type it again; upper and lower case count. If it is right, ask headquarters whether this pack has another one.",
    ),
    "zh-Hans": say(
      "该密码短语无法打开 {path}。",
      "请重新输入，注意区分大小写。如果确认无误，请向总部询问此站点包是否使用了其他密码短语。",
    ),
    ja: say(
      "このパスフレーズでは {path} を開けません。",
      "大文字と小文字に注意して入力し直してください。正しいはずの場合は、このパックのパスフレーズを本部に確認してください。",
    ),
  },
  "pack-expired": {
    data: ["station", "expires"],
    en: say(
      "The pack of station {station} was valid until {expires:time} only; Rancher would refuse it.",
      "From any laptop with an uplink run `forecourt pack renew FILE`, then use it again. If the date looks right, check the clock of this laptop.",
    ),
    "zh-Hans": say(
      "站点 {station} 的站点包有效期到 {expires:time} 为止，现已过期，Rancher 会拒绝它。",
      "请在任意一台可联网的笔记本电脑上运行 `forecourt pack renew FILE`，然后再使用。如果该日期看起来没有问题，请检查这台笔记本电脑的时钟。",
    ),
    ja: say(
      "ステーション {station} のパックの有効期限（{expires:time}）が切れているため、Rancher に拒否されます。",
      "ネットワークにつながるノートパソコンで `forecourt pack renew FILE` を実行してから、もう一度使ってください。期限に問題がないように見える場合は、このノートパソコンの時計を確認してください。",
    ),
  },
  /** `station`: whose pack it is; `wanted`: where it was to be used. */
  "pack-other-station": {
    data: ["path", "station", "wanted"],
    en: say(
      "{path} is the pack of station {station}, not of {wanted}.",
      "Take the pack of {wanted}. Nothing was changed.",
    ),
    "zh-Hans": say(
      "{path} 是站点 {station} 的站点包，不是 {wanted} 的。",
      "请使用 {wanted} 的站点包。没有进行任何更改。",
    ),
    ja: say(
      "{path} はステーション {station} のパックで、{wanted} のものではありません。",
      "{wanted} のパックを使ってください。何も変更されていません。",
    ),
  },
  /** When this pack was made, and the one that the station registered with. */
  "pack-older": {
    data: ["path", "created", "used"],
    en: say(
      "{path} was made on {created:time}, and this station registers with a newer one of {used:time} already.",
      "Use the newest pack, or renew this one from a laptop with an uplink. Nothing was changed.",
    ),
    "zh-Hans": say(
      "{path} 制作于 {created:time}，而本站点已在使用 {used:time} 制作的较新站点包。",
      "请使用最新的站点包，或在可联网的笔记本电脑上更新此站点包。没有进行任何更改。",
    ),
    ja: say(
      "{path} は {created:time} に作成されたものですが、このステーションではより新しいパック（{used:time} 作成）がすでに使われています。",
      "最新のパックを使うか、ネットワークにつながるノートパソコンでこのパックを更新してください。何も変更されていません。",
    ),
  },
  /** `pinned`: the pack's; `fingerprint`: as it is remembered here, or as the host shows it. */
  "pack-host-key": {
    data: ["path", "pinned", "fingerprint"],
    en: say(
      "{host} has the key {fingerprint} here, but {path} knows it by {pinned}. Nothing was sent to it and nothing was changed.",
      "It may be another machine at the same address, or the pack of other servers. Only if this server was set up anew since the pack was made: compare the key with the one on its own screen, then remember it with `forecourt trust --pack {path} --host {host}`.",
    ),
    "zh-Hans": say(
      "{host} 在此处的密钥是 {fingerprint}，但 {path} 中记录的是 {pinned}。没有向它发送任何内容，也没有进行任何更改。",
      "可能是同一地址上换了另一台机器，也可能是用错了站点包。只有当这台服务器在站点包制作之后重新安装过时：请先与服务器自身屏幕上的密钥核对，再用 `forecourt trust --pack {path} --host {host}` 记住它。",
    ),
    ja: say(
      "{host} の鍵は、ここでは {fingerprint} ですが、{path} には {pinned} と記録されています。ホストには何も送信しておらず、何も変更していません。",
      "同じアドレスにある別の機器か、別のサーバー用のパックの可能性があります。パックの作成後にこのサーバーをセットアップし直した場合に限り、サーバー自身の画面の鍵と見比べてから、`forecourt trust --pack {path} --host {host}` で覚えさせてください。",
    ),
  },
  /** `pack` and `here`: the servers as each has them. */
  "pack-station-differs": {
    data: ["station", "pack", "here"],
    en: say(
      "This laptop knows the station {station} otherwise than its pack. Servers in the pack: {pack}. Servers on this laptop: {here}.",
      "Say which of them it is. If only settings differ, the pack is what headquarters wants by now.",
    ),
    "zh-Hans": say(
      "此电脑上的站点 {station} 与站点包中的不同。站点包中的服务器：{pack}。此电脑上的服务器：{here}。",
      "请选择以哪一个为准。如果只是设置不同，则站点包代表总部目前的要求。",
    ),
    ja: say(
      "このパソコンにあるステーション {station} の内容が、パックの内容と異なります。パックのサーバー：{pack}。このパソコンのサーバー：{here}。",
      "どちらを使うか選んでください。設定だけが異なる場合は、パックの方が本部の今の指定です。",
    ),
  },
  "passphrase-weak": {
    data: ["least"],
    en: say(
      "A passphrase of fewer than {least} characters is too easy to guess for a file that registers a station.",
      "Choose a longer one, such as four words that have nothing to do with each other.",
    ),
    "zh-Hans": say(
      "对于可用来注册站点的文件，少于 {least} 个字符的密码短语太容易被猜到。",
      "请选择更长的密码短语，例如四个互不相关的词。",
    ),
    ja: say(
      "ステーションを登録できるファイルに対して、{least} 文字未満のパスフレーズは推測されやすすぎます。",
      "互いに関係のない単語を四つ並べるなど、より長いものにしてください。",
    ),
  },
  /** `path`: the folder of the packs. */
  "pack-build-other": {
    data: ["path", "found", "wanted"],
    en: say(
      "The packs in {path} were begun for the Rancher at {found}, not {wanted}.",
      "Give another folder, or delete this one if its packs are no longer needed.",
    ),
    "zh-Hans": say(
      "{path} 中的站点包是为 {found} 的 Rancher 制作的，而不是 {wanted}。",
      "请指定其他文件夹；如果不再需要其中的站点包，请将其删除。",
    ),
    ja: say(
      "{path} のパックは {wanted} ではなく、{found} の Rancher 用に作り始められたものです。",
      "別のフォルダーを指定するか、不要であればこのフォルダーを削除してください。",
    ),
  },
  "pack-build-busy": {
    data: ["path"],
    en: say(
      "Another build is writing packs into {path}.",
      "Wait until it has ended, or give another folder.",
    ),
    "zh-Hans": say(
      "另一个制作过程正在向 {path} 写入站点包。",
      "请等待其结束，或指定其他文件夹。",
    ),
    ja: say(
      "別の処理が {path} にパックを書き込んでいます。",
      "終わるまで待つか、別のフォルダーを指定してください。",
    ),
  },
  /** `failed` of `all` stations. `station` and `reason`: the first of them. */
  "pack-build-incomplete": {
    data: ["failed", "all", "station", "reason"],
    en: say(
      "For {failed} of {all} stations no pack was made; the first is {station}: {reason}",
      "Remove the cause and run the same command again: it goes on with the missing ones.",
    ),
    "zh-Hans": say(
      "{all} 个站点中有 {failed} 个未能制作站点包；第一个是 {station}：{reason}",
      "请排除原因后再次运行同一命令：它会继续制作缺少的站点包。",
    ),
    ja: say(
      "{all} 件中 {failed} 件のステーションのパックを作成できませんでした。最初のものは {station} です：{reason}",
      "原因を取り除いて同じコマンドをもう一度実行すると、残りから再開します。",
    ),
  },
} as const satisfies FailureArea;
