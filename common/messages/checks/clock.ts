import { brief, say, type SomeTexts } from "./texts.ts";

export const clockTexts = {
  "clock.laptop": {
    data: ["seconds"],
    en: brief(
      "Clock like the laptop's",
      "Certificates that are made in a wrong time stay invalid, also after the clock was set right.",
    ),
    "zh-Hans": brief(
      "时钟与笔记本电脑一致",
      "在错误时间生成的证书会一直无效，即使之后校正了时钟。",
    ),
    ja: brief(
      "ノートパソコンとの時刻差",
      "誤った時刻で作られた証明書は、時計を直した後も無効のままです。",
    ),
  },
  "clock.bundle": {
    data: ["clock", "created"],
    en: say(
      "Clock after the bundle's day",
      "The clock of {host} ({clock:time}) is before the day on which the bundle was made ({created:time}).",
      "Such a clock is wrong for certain, even where the laptop's says the same.",
      "Set the laptop's clock, then the host's.",
    ),
    "zh-Hans": say(
      "时钟晚于安装包日期",
      "{host} 的时钟（{clock:time}）早于安装包的制作日期（{created:time}）。",
      "这样的时钟肯定不对，即使笔记本电脑也显示同样的时间。",
      "请先校正笔记本电脑的时钟，再校正主机。",
    ),
    ja: say(
      "バンドル作成日より後の時刻",
      "{host} の時計（{clock:time}）がバンドルの作成日時（{created:time}）より前です。",
      "ノートパソコンが同じ時刻でも、この時計は確実に誤りです。",
      "先にノートパソコン、次にホストの時計を合わせてください。",
    ),
  },
  "clock.service": {
    data: ["units"],
    en: say(
      "Time service",
      "No time service runs on {host}.",
      "Its clock will drift by seconds per day, until certificates and receipts are wrong.",
      "Switch one on, and name a time server of the site in its settings.",
    ),
    "zh-Hans": say(
      "时间服务",
      "{host} 上没有运行时间服务。",
      "时钟每天会漂移数秒，直到证书和票据出错。",
      "请启用一个时间服务，并在其设置中填写现场的时间服务器。",
    ),
    ja: say(
      "時刻サービス",
      "{host} では時刻サービスが動いていません。",
      "時計は 1 日に数秒ずつずれ、やがて証明書やレシートの時刻が狂います。",
      "時刻サービスを有効にし、現場の時刻サーバーを設定してください。",
    ),
  },
  "clock.synchronized": {
    data: [],
    en: say(
      "Time service has a source",
      "The time service of {host} has not found a time server yet.",
      "Until then the clock drifts as if there were none.",
      "Check the server's name in its settings, and that it can be reached (123/udp).",
    ),
    "zh-Hans": say(
      "时间服务已同步",
      "{host} 的时间服务尚未连上时间服务器。",
      "在此之前，时钟仍会漂移。",
      "请检查设置中的服务器名称，以及能否访问（123/udp）。",
    ),
    ja: say(
      "時刻の同期",
      "{host} の時刻サービスはまだ時刻サーバーに同期していません。",
      "それまでは時計がずれ続けます。",
      "設定されたサーバー名と、到達できるか（123/udp）を確認してください。",
    ),
  },
  "clock.rtc": {
    data: [],
    en: say(
      "Clock with a battery",
      "{host} has no clock that runs while it is off.",
      "After a power cut it starts with a time of long ago, and K3s does not start.",
      "Fit a clock module, or keep a time server at the site.",
    ),
    "zh-Hans": say(
      "带电池的时钟",
      "{host} 没有断电后仍走时的时钟。",
      "断电后会以很久以前的时间启动，K3s 无法启动。",
      "请加装时钟模块，或在现场保留时间服务器。",
    ),
    ja: say(
      "電池付きの時計",
      "{host} には電源断中も動く時計がありません。",
      "停電後は古い時刻で起動し、K3s が起動しません。",
      "時計モジュールを付けるか、現場に時刻サーバーを置いてください。",
    ),
  },
  "clock.rtc-local": {
    data: [],
    en: say(
      "Hardware clock in UTC",
      "The hardware clock of {host} runs in local time.",
      "When summer time begins or ends, the host starts an hour off.",
    ),
    "zh-Hans": say(
      "硬件时钟为 UTC",
      "{host} 的硬件时钟使用本地时间。",
      "夏令时切换时，主机启动后会差一小时。",
    ),
    ja: say(
      "ハードウェア時計は UTC",
      "{host} のハードウェア時計がローカル時刻です。",
      "夏時間の切り替え時に、起動後の時刻が 1 時間ずれます。",
    ),
  },
  "clock.time-zone": {
    data: ["zone", "other", "theirs"],
    en: say(
      "Same time zone",
      "{host} is in the time zone {zone}, {other} in {theirs}.",
      "Logs of the hosts are hard to read side by side, and jobs run at different hours.",
    ),
    "zh-Hans": say(
      "时区一致",
      "{host} 的时区是 {zone}，{other} 的时区是 {theirs}。",
      "各主机的日志难以对照，定时任务的执行时间也不同。",
    ),
    ja: say(
      "同じタイムゾーン",
      "{host} のタイムゾーンは {zone}、{other} は {theirs} です。",
      "ログの突き合わせが難しく、定時処理の時刻もずれます。",
    ),
  },
  "clock.hosts": {
    data: ["seconds", "other"],
    en: say(
      "Clocks of the hosts agree",
      "The clocks of {host} and {other} are {seconds:duration} apart.",
      "Tokens and certificates of one are not valid yet on the other.",
      "Let both get the time from the same server.",
    ),
    "zh-Hans": say(
      "各主机时钟一致",
      "{host} 与 {other} 的时钟相差 {seconds:duration}。",
      "一台签发的令牌和证书在另一台上尚未生效。",
      "请让两者使用同一时间服务器。",
    ),
    ja: say(
      "ホスト間の時刻差",
      "{host} と {other} の時計が {seconds:duration} ずれています。",
      "片方の証明書やトークンが、もう片方ではまだ有効になりません。",
      "両方を同じ時刻サーバーに合わせてください。",
    ),
  },
} as const satisfies SomeTexts;
