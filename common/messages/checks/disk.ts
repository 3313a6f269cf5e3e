import { brief, say, type SomeTexts } from "./texts.ts";

export const diskTexts = {
  "disk.free": {
    data: ["path", "need", "free"],
    en: brief(
      "Free space",
      "Archives, what is unpacked from them and images lie side by side for a while.",
    ),
    "zh-Hans": brief(
      "可用空间",
      "安装时压缩包、解压内容和镜像会同时占用空间。",
    ),
    ja: brief(
      "空き容量",
      "アーカイブと展開したもの、イメージが一時的に同時に置かれます。",
    ),
  },
  "disk.eviction": {
    data: ["path", "left"],
    en: say(
      "Space left after installing",
      "At {path} {left} % would be left free.",
      "Below 15 % Kubernetes deletes images, and without internet it cannot get them back.",
      "Free some space, or enlarge the disk.",
    ),
    "zh-Hans": say(
      "安装后的剩余空间",
      "{path} 安装后只剩 {left} % 可用。",
      "低于 15 % 时 Kubernetes 会删除镜像，而没有互联网就无法重新获取。",
      "请释放空间，或扩大磁盘。",
    ),
    ja: say(
      "インストール後の空き",
      "{path} の空きが {left} % になります。",
      "15 % を下回ると Kubernetes がイメージを削除し、インターネットなしでは取り戻せません。",
      "空き容量を増やすか、ディスクを拡張してください。",
    ),
  },
  "disk.inodes": {
    data: ["path", "free"],
    en: say(
      "Free inodes",
      "{path} can hold only {free} more files.",
      "Container images are tens of thousands of small files.",
      "Find and delete masses of small files.",
    ),
    "zh-Hans": say(
      "可用 inode",
      "{path} 只能再存放 {free} 个文件。",
      "容器镜像由数万个小文件组成。",
      "请找出并删除大量的小文件。",
    ),
    ja: say(
      "空き inode",
      "{path} にはあと {free} 個のファイルしか置けません。",
      "コンテナーイメージは数万個の小さなファイルからなります。",
      "大量の小さなファイルを探して削除してください。",
    ),
  },
  "disk.writing": {
    data: ["p99", "most"],
    en: say(
      "Writing speed",
      "Bringing a small write safely to the disk takes up to {p99} ms; {most} ms are the most that is wanted.",
      "The cluster's store writes all the time and waits each time.",
      "Use an SSD; check the disk's health and the controller's cache.",
    ),
    "zh-Hans": say(
      "写入速度",
      "一次小写入落盘最多要 {p99} 毫秒，建议不超过 {most} 毫秒。",
      "集群的存储一直在写入，每次都要等待。",
      "请使用 SSD，并检查磁盘健康状况和控制器缓存。",
    ),
    ja: say(
      "書き込み速度",
      "小さな書き込みの確定に最大 {p99} ミリ秒かかります。{most} ミリ秒以内が望まれます。",
      "クラスターのデータストアは常に書き込み、そのたびに待ちます。",
      "SSD を使い、ディスクの状態とコントローラーのキャッシュを確認してください。",
    ),
  },
  "disk.rotational": {
    data: ["device"],
    en: say(
      "SSD",
      "{device} is a spinning disk.",
      "A server's store on it is slow, and shocks at the site wear it out.",
      "Use an SSD for the server.",
    ),
    "zh-Hans": say(
      "固态硬盘",
      "{device} 是机械硬盘。",
      "server 的存储会很慢，现场震动也会损坏它。",
      "server 请使用 SSD。",
    ),
    ja: say(
      "SSD",
      "{device} は回転式ディスクです。",
      "server のデータストアが遅くなり、現場の振動で傷みます。",
      "server には SSD を使ってください。",
    ),
  },
  "disk.sd-card": {
    data: ["device"],
    en: say(
      "No memory card",
      "The system lies on a memory card ({device}).",
      "Constant writing wears cards out within months.",
      "Start the host from an SSD, or use industrial cards and keep a spare.",
    ),
    "zh-Hans": say(
      "非存储卡",
      "系统安装在存储卡上（{device}）。",
      "持续写入会在数月内磨损存储卡。",
      "请从 SSD 启动，或使用工业级存储卡并备好备件。",
    ),
    ja: say(
      "メモリカードではないこと",
      "システムがメモリカード（{device}）上にあります。",
      "書き込みが続くと数か月で寿命が来ます。",
      "SSD から起動するか、産業用カードを使い、予備を用意してください。",
    ),
  },
  "disk.tmp": {
    data: ["free"],
    en: say(
      "Space in /tmp",
      "/tmp has only {free:bytes} free, or cannot be written.",
      "Many programs put their working files there.",
      "Delete what is old there.",
    ),
    "zh-Hans": say(
      "/tmp 空间",
      "/tmp 只剩 {free:bytes}，或不可写。",
      "许多程序在那里存放工作文件。",
      "请删除其中的旧文件。",
    ),
    ja: say(
      "/tmp の空き",
      "/tmp の空きが {free:bytes} しかないか、書き込めません。",
      "多くのプログラムが作業ファイルを置く場所です。",
      "古いものを削除してください。",
    ),
  },
  "disk.log": {
    data: ["free"],
    en: say(
      "Space for logs",
      "/var/log has only {free:bytes} free.",
      "Full logs stop services, and what happened is lost.",
    ),
    "zh-Hans": say(
      "日志空间",
      "/var/log 只剩 {free:bytes}。",
      "日志写满会使服务停止，并丢失记录。",
    ),
    ja: say(
      "ログの空き",
      "/var/log の空きは {free:bytes} しかありません。",
      "ログがいっぱいになるとサービスが止まり、記録も失われます。",
    ),
  },
  "disk.errors": {
    data: ["devices"],
    en: say(
      "File system without errors",
      "The kernel has counted errors on {devices}.",
      "The disk may be dying; installing on it loses the station's data.",
      "Check the disk (`smartctl -a`), and replace it where in doubt. The check at the next start repairs the file system.",
    ),
    "zh-Hans": say(
      "文件系统无错误",
      "内核在 {devices} 上记录到错误。",
      "磁盘可能即将损坏；在其上安装会丢失站点数据。",
      "请检查磁盘（`smartctl -a`），如有疑问请更换。下次启动时的检查会修复文件系统。",
    ),
    ja: say(
      "ファイルシステムのエラー",
      "カーネルが {devices} でエラーを記録しています。",
      "ディスクが壊れかけている可能性があり、データを失う恐れがあります。",
      "ディスクを検査し（`smartctl -a`）、疑わしければ交換してください。次回起動時の検査でファイルシステムが修復されます。",
    ),
  },
  "disk.raid": {
    data: ["devices"],
    en: say(
      "RAID complete",
      "A disk is missing in {devices}.",
      "The next fault loses everything.",
      "Replace the broken disk and let the RAID rebuild.",
    ),
    "zh-Hans": say(
      "RAID 完整",
      "{devices} 缺少一块磁盘。",
      "再有一次故障就会丢失全部数据。",
      "请更换损坏的磁盘并重建 RAID。",
    ),
    ja: say(
      "RAID の状態",
      "{devices} のディスクが欠けています。",
      "次の故障ですべてを失います。",
      "壊れたディスクを交換し、RAID を再構築してください。",
    ),
  },
} as const satisfies SomeTexts;
