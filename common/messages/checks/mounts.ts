import { say, type SomeTexts } from "./texts.ts";

export const mountTexts = {
  "disk.noexec": {
    data: ["path"],
    en: say(
      "Programs may run",
      "{path} is mounted with `noexec`.",
      "K3s and Docker start programs from there.",
    ),
    "zh-Hans": say(
      "允许运行程序",
      "{path} 以 `noexec` 挂载。",
      "K3s 和 Docker 要从那里启动程序。",
    ),
    ja: say(
      "プログラムの実行",
      "{path} は `noexec` でマウントされています。",
      "K3s と Docker はそこからプログラムを起動します。",
    ),
  },
  "disk.read-only": {
    data: ["path"],
    en: say(
      "Writable",
      "{path} is mounted read-only.",
      "Nothing can be installed there. A disk with errors is often switched to this by the kernel.",
      "Look into `dmesg` for disk errors before you mount it writable.",
    ),
    "zh-Hans": say(
      "可写",
      "{path} 以只读方式挂载。",
      "无法在那里安装。磁盘出错时内核常会切换为只读。",
      "请先在 `dmesg` 中查看磁盘错误，再改为可写。",
    ),
    ja: say(
      "書き込み可能",
      "{path} は読み取り専用でマウントされています。",
      "そこには何もインストールできません。ディスクエラー時にカーネルが切り替えることがあります。",
      "書き込み可能にする前に、`dmesg` でディスクエラーを確認してください。",
    ),
  },
  "disk.mount-options": {
    data: ["path"],
    en: say(
      "Mount options",
      "{path} is mounted with `nosuid` or `nodev`.",
      "Programs in containers that need other rights or devices fail there.",
    ),
    "zh-Hans": say(
      "挂载选项",
      "{path} 以 `nosuid` 或 `nodev` 挂载。",
      "容器中需要特殊权限或设备的程序会失败。",
    ),
    ja: say(
      "マウントオプション",
      "{path} は `nosuid` または `nodev` でマウントされています。",
      "特別な権限やデバイスが必要なコンテナー内のプログラムが失敗します。",
    ),
  },
  "disk.network": {
    data: ["path", "type"],
    en: say(
      "Local disk",
      "{path} lies on the network ({type}).",
      "K3s' store and containers need a local file system.",
      "Put the folder onto a local disk.",
    ),
    "zh-Hans": say(
      "本地磁盘",
      "{path} 位于网络存储上（{type}）。",
      "K3s 的存储和容器需要本地文件系统。",
      "请把该目录放到本地磁盘。",
    ),
    ja: say(
      "ローカルディスク",
      "{path} はネットワーク上（{type}）にあります。",
      "K3s のデータストアとコンテナーにはローカルのファイルシステムが必要です。",
      "フォルダーをローカルディスクに置いてください。",
    ),
  },
  "disk.overlay": {
    data: ["path", "type"],
    en: say(
      "File system for containers",
      "{path} has the file system {type}.",
      "Containers stack their files with overlayfs, which does not work on every file system.",
      "Use ext4 or XFS for it.",
    ),
    "zh-Hans": say(
      "适合容器的文件系统",
      "{path} 的文件系统是 {type}。",
      "容器用 overlayfs 叠加文件，并非所有文件系统都支持。",
      "请使用 ext4 或 XFS。",
    ),
    ja: say(
      "コンテナー用のファイルシステム",
      "{path} のファイルシステムは {type} です。",
      "コンテナーは overlayfs でファイルを重ねますが、使えないファイルシステムがあります。",
      "ext4 または XFS を使ってください。",
    ),
  },
  "disk.xfs": {
    data: ["path"],
    en: say(
      "XFS with ftype",
      "The XFS at {path} was made with `ftype=0`.",
      "overlayfs does not work on it.",
      "It can only be made anew: back up, `mkfs.xfs -n ftype=1`, restore.",
    ),
    "zh-Hans": say(
      "XFS 的 ftype",
      "{path} 的 XFS 创建时为 `ftype=0`。",
      "overlayfs 无法在其上工作。",
      "只能重新创建：备份，`mkfs.xfs -n ftype=1`，再恢复。",
    ),
    ja: say(
      "XFS の ftype",
      "{path} の XFS は `ftype=0` で作られています。",
      "その上では overlayfs が動きません。",
      "作り直すしかありません：バックアップし、`mkfs.xfs -n ftype=1` を実行して復元します。",
    ),
  },
  "disk.links": {
    data: ["paths"],
    en: say(
      "No linked folders",
      "These folders are links: {paths}",
      "After a restart the target may not be mounted yet, and then everything starts empty.",
      "Use a mount instead of a link.",
    ),
    "zh-Hans": say(
      "目录不是链接",
      "这些目录是符号链接：{paths}",
      "重启后目标可能尚未挂载，一切会从空目录启动。",
      "请用挂载代替链接。",
    ),
    ja: say(
      "リンクのフォルダー",
      "これらのフォルダーはリンクです：{paths}",
      "再起動後にリンク先がまだマウントされておらず、空の状態で起動することがあります。",
      "リンクではなくマウントを使ってください。",
    ),
  },
  "disk.closed-folders": {
    data: ["paths"],
    en: say(
      "Passable folders",
      "Only root may pass these folders: {paths}",
      "Programs in containers that do not run as root do not reach their files.",
    ),
    "zh-Hans": say(
      "目录可进入",
      "只有 root 能进入这些目录：{paths}",
      "容器中非 root 的程序将无法访问其文件。",
    ),
    ja: say(
      "フォルダーの権限",
      "これらのフォルダーは root しか通れません：{paths}",
      "root 以外で動くコンテナー内のプログラムがファイルに届きません。",
    ),
  },
  "disk.tmp-noexec": {
    data: ["path"],
    en: say(
      "Programs in /tmp",
      "Programs may not run from {path} (`noexec`).",
      "This app does not need it; installers of other programs may.",
    ),
    "zh-Hans": say(
      "/tmp 中的程序",
      "{path} 不允许运行程序（`noexec`）。",
      "本程序不需要，但其他程序的安装程序可能需要。",
    ),
    ja: say(
      "/tmp でのプログラム実行",
      "{path} ではプログラムを実行できません（`noexec`）。",
      "このアプリには不要ですが、ほかのインストーラーには必要なことがあります。",
    ),
  },
} as const satisfies SomeTexts;
