import { say, type FailureArea } from "./area.ts";

/** What a host must be. */
export const hostFailures = {
  /** `machine`: what `uname -m` says. */
  "arch-unsupported": {
    data: ["machine"],
    en: say(
      "{host} has a processor ({machine}) for which there is no K3s.",
      "Use a host with a 64-bit Intel or AMD processor, or ARM (arm64, armv7).",
    ),
    "zh-Hans": say(
      "{host} 的处理器（{machine}）没有可用的 K3s。",
      "请使用配备 64 位 Intel 或 AMD 处理器，或 ARM（arm64、armv7）处理器的主机。",
    ),
    ja: say(
      "{host} のプロセッサー（{machine}）に対応する K3s はありません。",
      "64 ビットの Intel または AMD、あるいは ARM（arm64、armv7）のプロセッサーを搭載したホストを使ってください。",
    ),
  },
  "os-unsupported": {
    data: ["reason"],
    en: say(
      "The operating system of {host} does not fit: {reason}",
      "Use a current Linux with systemd, such as Debian 12, Ubuntu 22.04 or Rocky 9.",
    ),
    "zh-Hans": say(
      "{host} 的操作系统不符合要求：{reason}",
      "请使用带有 systemd 的较新 Linux，例如 Debian 12、Ubuntu 22.04 或 Rocky 9。",
    ),
    ja: say(
      "{host} の OS は要件を満たしていません：{reason}",
      "systemd を備えた新しい Linux（Debian 12、Ubuntu 22.04、Rocky 9 など）を使ってください。",
    ),
  },
  "disk-too-small": {
    data: ["path", "need", "free"],
    en: say(
      "{host} has only {free:gbDown} free at {path}; {need:gbUp} are needed.",
      "Free some space (`sudo du -xh --max-depth=2 {path} | sort -h | tail` shows what is large) or enlarge the disk.",
    ),
    "zh-Hans": say(
      "{host} 的 {path} 只有 {free:gbDown} 可用空间，需要 {need:gbUp}。",
      "请释放一些空间（`sudo du -xh --max-depth=2 {path} | sort -h | tail` 可显示占用大的内容）或扩大磁盘。",
    ),
    ja: say(
      "{host} の {path} の空き容量は {free:gbDown} しかありません。{need:gbUp} 必要です。",
      "空き容量を増やす（`sudo du -xh --max-depth=2 {path} | sort -h | tail` で大きなものを確認できます）か、ディスクを拡張してください。",
    ),
  },
  "memory-too-small": {
    data: ["need", "found"],
    en: say(
      "{host} has only {found:gbDown} of memory; {need:gbUp} are needed.",
      "Add memory, or use another host.",
    ),
    "zh-Hans": say(
      "{host} 只有 {found:gbDown} 内存，需要 {need:gbUp}。",
      "请增加内存，或使用其他主机。",
    ),
    ja: say(
      "{host} のメモリは {found:gbDown} しかありません。{need:gbUp} 必要です。",
      "メモリを増設するか、別のホストを使ってください。",
    ),
  },
  /** `found`: what was seen, such as a version or a path. */
  "other-k3s": {
    data: ["found"],
    en: say(
      "{host} already has a K3s that does not belong to this installation: {found}",
      "If it is no longer needed, remove it with `sudo k3s-uninstall.sh` (on an agent `sudo k3s-agent-uninstall.sh`). This deletes all its data.",
    ),
    "zh-Hans": say(
      "{host} 上已有不属于本次安装的 K3s：{found}",
      "如果不再需要它，请用 `sudo k3s-uninstall.sh` 卸载（agent 上为 `sudo k3s-agent-uninstall.sh`）。这会删除其全部数据。",
    ),
    ja: say(
      "{host} には、このインストールによるものではない K3s がすでにあります：{found}",
      "不要であれば `sudo k3s-uninstall.sh`（agent では `sudo k3s-agent-uninstall.sh`）で削除してください。そのデータはすべて消えます。",
    ),
  },
  "other-kubernetes": {
    data: ["found"],
    en: say(
      "{host} already has another Kubernetes: {found}",
      "Both cannot run on one host. Remove the other one (for kubeadm: `sudo kubeadm reset`) or use another host.",
    ),
    "zh-Hans": say(
      "{host} 上已有其他 Kubernetes：{found}",
      "两者不能在同一台主机上运行。请卸载另一个（kubeadm 请用 `sudo kubeadm reset`），或使用其他主机。",
    ),
    ja: say(
      "{host} には別の Kubernetes がすでにあります：{found}",
      "1 台のホストで両方を動かすことはできません。もう一方を削除する（kubeadm の場合は `sudo kubeadm reset`）か、別のホストを使ってください。",
    ),
  },
  /** `version`: the K3s version of the bundle. */
  "cgroup-v1": {
    data: ["version"],
    en: say(
      "{host} still uses the old resource control cgroup v1, with which K3s {version} does not start.",
      "Add `systemd.unified_cgroup_hierarchy=1` to the kernel's start parameters and restart the host, use a bundle with K3s 1.34 or older, or set `allowCgroupV1: true` in the station file.",
    ),
    "zh-Hans": say(
      "{host} 仍在使用旧的资源控制方式 cgroup v1，K3s {version} 在此方式下无法启动。",
      "请在内核启动参数中加入 `systemd.unified_cgroup_hierarchy=1` 并重启主机；或使用 K3s 1.34 及更早版本的安装包；或在站点文件中设置 `allowCgroupV1: true`。",
    ),
    ja: say(
      "{host} は古いリソース制御方式 cgroup v1 を使っており、K3s {version} は起動しません。",
      "カーネルの起動パラメーターに `systemd.unified_cgroup_hierarchy=1` を追加してホストを再起動するか、K3s 1.34 以前のバンドルを使うか、ステーションファイルに `allowCgroupV1: true` を設定してください。",
    ),
  },
  /** `ports`: such as `6443/tcp (nginx), 10250/tcp`. */
  "ports-in-use": {
    data: ["ports"],
    en: say(
      "On {host} other programs use ports that K3s needs: {ports}",
      "`sudo ss -lntup` shows the programs. Stop them, or move them to other ports.",
    ),
    "zh-Hans": say(
      "{host} 上有其他程序占用了 K3s 需要的端口：{ports}",
      "`sudo ss -lntup` 可显示这些程序。请停止它们，或让它们改用其他端口。",
    ),
    ja: say(
      "{host} では、K3s に必要なポートを他のプログラムが使っています：{ports}",
      "`sudo ss -lntup` でプログラムを確認できます。停止するか、別のポートに変更してください。",
    ),
  },
  "no-default-route": {
    data: [],
    en: say(
      "{host} has no default route, and K3s needs one even without internet.",
      "Set `isolated: true` in the station file, and the installation will add one. Or set a gateway in the host's network settings (`ip route show default` must show a line).",
    ),
    "zh-Hans": say(
      "{host} 没有默认路由，而 K3s 即使没有互联网也需要默认路由。",
      "请在站点文件中设置 `isolated: true`，安装时会自动添加；或在主机的网络设置中设置网关（`ip route show default` 必须有输出）。",
    ),
    ja: say(
      "{host} にはデフォルトルートがありません。K3s にはインターネットがなくても必要です。",
      "ステーションファイルに `isolated: true` を設定すると、インストール時に追加されます。または、ホストのネットワーク設定でゲートウェイを設定してください（`ip route show default` で行が表示される必要があります）。",
    ),
  },
  /** How far the host's clock is from the laptop's; the sign does not matter. */
  "clock-off": {
    data: ["seconds"],
    en: say(
      "The clock of {host} is off by {seconds:duration}; certificates would not be valid.",
      'Set it on the host: `sudo timedatectl set-time "YYYY-MM-DD hh:mm:ss"`, or let it get the time from a time server. Check the laptop\'s clock too.',
    ),
    "zh-Hans": say(
      "{host} 的时钟偏差 {seconds:duration}，证书将无法生效。",
      '请在主机上设置时间：`sudo timedatectl set-time "YYYY-MM-DD hh:mm:ss"`，或让它从时间服务器获取时间。也请检查笔记本电脑的时钟。',
    ),
    ja: say(
      "{host} の時計が {seconds:duration} ずれているため、証明書が有効になりません。",
      'ホストで `sudo timedatectl set-time "YYYY-MM-DD hh:mm:ss"` を実行して合わせるか、時刻サーバーと同期させてください。ノートパソコンの時計も確認してください。',
    ),
  },
  "host-name-invalid": {
    data: ["name"],
    en: say(
      "The name {name} of {host} cannot be the name of a node.",
      "Use small letters, digits and hyphens only, 63 characters at most, not `localhost`. `setHostName: true` in the station file gives the host its name from there.",
    ),
    "zh-Hans": say(
      "{host} 的名称 {name} 不能用作 node 的名称。",
      "只能使用小写字母、数字和连字符，最多 63 个字符，且不能是 `localhost`。在站点文件中设置 `setHostName: true`，即可按其中的名称为主机命名。",
    ),
    ja: say(
      "{host} の名前 {name} は node の名前として使えません。",
      "使えるのは小文字の英字、数字、ハイフンのみで、63 文字までです。`localhost` は使えません。ステーションファイルに `setHostName: true` を設定すると、ファイル内の名前がホストに設定されます。",
    ),
  },
  "selinux-policy-missing": {
    data: [],
    en: say(
      "{host} enforces SELinux, but the rules for K3s are missing.",
      "Use a bundle that contains the package k3s-selinux for this system, or install it on the host first. `rpm -q k3s-selinux` must find it.",
    ),
    "zh-Hans": say(
      "{host} 强制启用了 SELinux，但缺少 K3s 的规则。",
      "请使用包含适用于该系统的 k3s-selinux 软件包的安装包，或先在主机上安装它。`rpm -q k3s-selinux` 必须能找到它。",
    ),
    ja: say(
      "{host} では SELinux が強制されていますが、K3s 用のルールがありません。",
      "このシステム用の k3s-selinux パッケージを含むバンドルを使うか、先にホストにインストールしてください。`rpm -q k3s-selinux` で見つかる必要があります。",
    ),
  },
  /** `network`: what the host has already; `cluster`: what K3s would use. */
  "network-overlap": {
    data: ["network", "cluster"],
    en: say(
      "The network {network} of {host} overlaps with {cluster}, which the cluster would use for itself.",
      "Set another `clusterCidr` or `serviceCidr` under `k3s` in the station file, such as 10.52.0.0/16 and 10.53.0.0/16.",
    ),
    "zh-Hans": say(
      "{host} 的网络 {network} 与集群自身要使用的 {cluster} 重叠。",
      "请在站点文件的 `k3s` 下设置其他的 `clusterCidr` 或 `serviceCidr`，例如 10.52.0.0/16 和 10.53.0.0/16。",
    ),
    ja: say(
      "{host} のネットワーク {network} が、クラスターの使う {cluster} と重なっています。",
      "ステーションファイルの `k3s` で別の `clusterCidr` または `serviceCidr`（10.52.0.0/16 と 10.53.0.0/16 など）を設定してください。",
    ),
  },
  "tool-missing": {
    data: ["tools"],
    en: say(
      "{host} lacks programs that the installation needs: {tools}",
      "Install them from the installation medium of the operating system, then start again.",
    ),
    "zh-Hans": say(
      "{host} 缺少安装所需的程序：{tools}",
      "请从操作系统的安装介质中安装它们，然后重新开始。",
    ),
    ja: say(
      "{host} にはインストールに必要なプログラムがありません：{tools}",
      "OS のインストールメディアからインストールし、もう一度実行してください。",
    ),
  },
} as const satisfies FailureArea;
