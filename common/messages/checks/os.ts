import { brief, say, type SomeTexts } from "./texts.ts";

export const osTexts = {
  "os.linux": {
    data: ["reason"],
    en: brief("Linux", "K3s runs on Linux only."),
    "zh-Hans": brief("Linux 系统", "K3s 只能在 Linux 上运行。"),
    ja: brief("Linux であること", "K3s は Linux でのみ動作します。"),
  },
  "os.systemd": {
    data: ["reason"],
    en: brief("systemd", "K3s and Docker are started and watched by systemd."),
    "zh-Hans": brief("systemd", "K3s 和 Docker 由 systemd 启动和监管。"),
    ja: brief("systemd", "K3s と Docker は systemd が起動し、監視します。"),
  },
  "os.architecture": {
    data: ["machine"],
    en: brief(
      "Processor architecture",
      "There are programs of K3s for some processors only.",
    ),
    "zh-Hans": brief("处理器架构", "K3s 只提供部分处理器的程序。"),
    ja: brief(
      "プロセッサーの種類",
      "K3s のプログラムは一部のプロセッサー用しかありません。",
    ),
  },
  "os.bundle-architecture": {
    data: ["arch"],
    en: brief(
      "Bundle for this processor",
      "Programs for another processor do not start here.",
    ),
    "zh-Hans": brief(
      "安装包适用于此处理器",
      "为其他处理器编译的程序无法在此启动。",
    ),
    ja: brief(
      "このプロセッサー用のバンドル",
      "別のプロセッサー用のプログラムは起動できません。",
    ),
  },
  "os.tools": {
    data: ["tools"],
    en: brief(
      "Programs that are needed",
      "The installation uses them on the host.",
    ),
    "zh-Hans": brief("所需程序", "安装过程要在主机上使用这些程序。"),
    ja: brief("必要なプログラム", "インストール時にホスト上で使います。"),
  },
  "os.release": {
    data: ["name"],
    en: say(
      "Supported release",
      "{name} gets no more updates from its maker.",
      "Holes in it are not closed any more, and current K3s is not tested on it.",
      "Plan an upgrade of the operating system, such as to Debian 12, Ubuntu 24.04 or Rocky 9.",
    ),
    "zh-Hans": say(
      "系统版本受支持",
      "{name} 已停止更新。",
      "其漏洞不再修复，当前的 K3s 也不再在其上测试。",
      "请计划升级操作系统，例如 Debian 12、Ubuntu 24.04 或 Rocky 9。",
    ),
    ja: say(
      "サポート中のリリース",
      "{name} はすでに更新が終了しています。",
      "脆弱性は修正されず、現在の K3s もこの上ではテストされていません。",
      "Debian 12、Ubuntu 24.04、Rocky 9 などへの OS のアップグレードを計画してください。",
    ),
  },
  "os.systemd-version": {
    data: ["version"],
    en: say(
      "Version of systemd",
      "systemd {version} is old.",
      "Long work on the host runs under it, so that a lost connection does not end it.",
      "Upgrade the operating system; version 231 or newer is wanted, 219 is the least.",
    ),
    "zh-Hans": say(
      "systemd 版本",
      "systemd {version} 过旧。",
      "主机上的长时间任务由它托管，断线时不会中断。",
      "请升级操作系统；建议 231 或更高版本，最低为 219。",
    ),
    ja: say(
      "systemd のバージョン",
      "systemd {version} は古いバージョンです。",
      "ホスト上の長い処理は systemd の下で動き、接続が切れても続きます。",
      "OS をアップグレードしてください。231 以降が望ましく、最低でも 219 が必要です。",
    ),
  },
  "os.failed-units": {
    data: ["units"],
    en: say(
      "Services of the system",
      "Services have failed: {units}",
      "What is broken already may be taken for a fault of the installation later.",
    ),
    "zh-Hans": say(
      "系统服务",
      "有服务启动失败：{units}",
      "原有的故障日后可能被误认为是安装造成的。",
    ),
    ja: say(
      "システムのサービス",
      "失敗しているサービスがあります：{units}",
      "もともとの不具合が、後でインストールのせいだと思われかねません。",
    ),
  },
  "os.host-name": {
    data: ["name"],
    en: brief(
      "Host name",
      "Kubernetes takes only lower-case names of a fixed form.",
    ),
    "zh-Hans": brief("主机名", "Kubernetes 只接受特定格式的小写名称。"),
    ja: brief(
      "ホスト名",
      "Kubernetes は決まった形の小文字の名前しか受け付けません。",
    ),
  },
  "os.host-name-unique": {
    data: ["name", "other"],
    en: say(
      "Host names differ",
      "{host} and {other} are both called {name}.",
      "In logs and on the network nobody can tell them apart.",
      "Give one of them another name, or set `setHostName: true` in the station file.",
    ),
    "zh-Hans": say(
      "主机名不重复",
      "{host} 和 {other} 的主机名都是 {name}。",
      "在日志和网络中无法区分它们。",
      "请修改其中一台的主机名，或在站点文件中设置 `setHostName: true`。",
    ),
    ja: say(
      "ホスト名の重複",
      "{host} と {other} のホスト名がどちらも {name} です。",
      "ログでもネットワークでも区別できません。",
      "どちらかの名前を変えるか、ステーションファイルに `setHostName: true` を設定してください。",
    ),
  },
  "os.machine-id": {
    data: ["other"],
    en: say(
      "Machine id",
      "{host} has the same machine id as {other}: one was copied from the other.",
      "DHCP may lend both the same address, and monitoring takes them for one.",
    ),
    "zh-Hans": say(
      "机器标识",
      "{host} 与 {other} 的机器标识相同：系统是克隆出来的。",
      "DHCP 可能给两者分配同一地址，监控也会把它们当成一台。",
    ),
    ja: say(
      "マシン ID",
      "{host} のマシン ID が {other} と同じです。片方はもう片方のコピーです。",
      "DHCP が同じアドレスを割り当てたり、監視で 1 台と見なされたりします。",
    ),
  },
  "os.own-hosts-line": {
    data: ["name"],
    en: say(
      "Own name in /etc/hosts",
      "/etc/hosts does not know the name {name}.",
      "Without a name server every sudo then waits, and programs do not find their own host.",
    ),
    "zh-Hans": say(
      "/etc/hosts 中的本机名",
      "/etc/hosts 中没有 {name}。",
      "没有 DNS 时，每次 sudo 都会等待，程序也找不到本机。",
    ),
    ja: say(
      "/etc/hosts の自ホスト名",
      "/etc/hosts に {name} がありません。",
      "DNS がないと sudo のたびに待たされ、プログラムが自ホストを見つけられません。",
    ),
  },
  "os.localhost": {
    data: [],
    en: say(
      "localhost in /etc/hosts",
      "/etc/hosts has no line for localhost.",
      "K3s and what is checked on it speak to localhost.",
    ),
    "zh-Hans": say(
      "/etc/hosts 中的 localhost",
      "/etc/hosts 中没有 localhost。",
      "K3s 及其健康检查都要访问 localhost。",
    ),
    ja: say(
      "/etc/hosts の localhost",
      "/etc/hosts に localhost の行がありません。",
      "K3s とその動作確認は localhost に接続します。",
    ),
  },
  "os.reboot-required": {
    data: [],
    en: say(
      "No restart pending",
      "{host} waits for a restart after an update.",
      "Better now than in the middle of the installation, or with a running station.",
    ),
    "zh-Hans": say(
      "无待重启",
      "{host} 更新后尚未重启。",
      "现在重启，好过安装途中或站点营业时重启。",
    ),
    ja: say(
      "再起動待ちなし",
      "{host} は更新後の再起動を待っています。",
      "インストールの途中や営業中より、今のうちに再起動するほうが安全です。",
    ),
  },
  "os.package-work": {
    data: ["programs"],
    en: say(
      "Package manager at rest",
      "The package manager is at work: {programs}",
      "It may restart services meanwhile, and takes the disk's time.",
      "Wait until it is done.",
    ),
    "zh-Hans": say(
      "软件包管理器空闲",
      "软件包管理器正在运行：{programs}",
      "它可能在此期间重启服务，并占用磁盘。",
      "请等待其完成。",
    ),
    ja: say(
      "パッケージ管理の停止",
      "パッケージ管理が動作中です：{programs}",
      "その間にサービスが再起動されたり、ディスクが占有されたりします。",
      "終わるまで待ってください。",
    ),
  },
  "os.secure-path": {
    data: ["path"],
    en: say(
      "sudo finds K3s",
      "sudo looks for programs in {path} only, without /usr/local/bin.",
      "`sudo k3s` will then say that there is no such program; the installation itself does not mind.",
    ),
    "zh-Hans": say(
      "sudo 能找到 K3s",
      "sudo 只在 {path} 中查找程序，不含 /usr/local/bin。",
      "届时 `sudo k3s` 会提示找不到程序；安装本身不受影响。",
    ),
    ja: say(
      "sudo の検索パス",
      "sudo は {path} しか探さず、/usr/local/bin が含まれていません。",
      "`sudo k3s` が見つからないと言われます。インストール自体には影響しません。",
    ),
  },
  "os.virtualization": {
    data: ["kind"],
    en: say(
      "Not a container",
      "{host} is itself a container ({kind}).",
      "K3s needs much of the kernel that containers are usually kept from.",
      "Use a real or a virtual machine.",
    ),
    "zh-Hans": say(
      "不是容器",
      "{host} 本身是一个容器（{kind}）。",
      "K3s 需要许多容器通常无权使用的内核功能。",
      "请使用物理机或虚拟机。",
    ),
    ja: say(
      "コンテナーではないこと",
      "{host} 自体がコンテナー（{kind}）です。",
      "K3s は、通常コンテナーには許されないカーネル機能を多く必要とします。",
      "実機または仮想マシンを使ってください。",
    ),
  },
} as const satisfies SomeTexts;
