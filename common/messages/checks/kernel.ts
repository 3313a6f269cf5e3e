import { say, type SomeTexts } from "./texts.ts";

const bootParameter = {
  en: "Set the kernel's start parameter, and restart.",
  "zh-Hans": "请设置内核启动参数并重启。",
  ja: "カーネルの起動パラメーターを設定し、再起動してください。",
};
const bringPackage = {
  en: "Without internet, bring the package along from the system's installation medium.",
  "zh-Hans": "没有互联网时，请从系统安装介质中带上该软件包。",
  ja: "インターネットがない場合は、OS のインストールメディアからパッケージを持参してください。",
};

export const kernelTexts = {
  "kernel.version": {
    data: ["release"],
    en: say(
      "Kernel",
      "The kernel {release} is old.",
      "Containers need functions of newer kernels: 3.10 is the least, 4.15 or newer is wanted.",
      "Upgrade the operating system.",
    ),
    "zh-Hans": say(
      "内核",
      "内核 {release} 过旧。",
      "容器需要较新内核的功能：最低 3.10，建议 4.15 或更高。",
      "请升级操作系统。",
    ),
    ja: say(
      "カーネル",
      "カーネル {release} は古いものです。",
      "コンテナーには新しいカーネルの機能が必要です。最低 3.10、できれば 4.15 以降です。",
      "OS をアップグレードしてください。",
    ),
  },
  "kernel.cgroup": {
    data: ["version", "found"],
    en: say(
      "Control groups version 2",
      "{host} uses cgroup {found}.",
      "K3s {version} and newer start on it only when told to, and Kubernetes will drop it.",
      "Switch to version 2 at the next opportunity.",
    ),
    "zh-Hans": say(
      "cgroup v2",
      "{host} 使用 cgroup {found}。",
      "K3s {version} 及更高版本需要额外设置才能在其上启动，Kubernetes 也将停止支持。",
      "请尽早切换到 v2。",
    ),
    ja: say(
      "cgroup v2",
      "{host} は cgroup {found} を使っています。",
      "K3s {version} 以降は明示的に設定しないと起動せず、Kubernetes では廃止予定です。",
      "機会を見て v2 に切り替えてください。",
    ),
  },
  "kernel.cgroup-memory": {
    data: ["controllers"],
    en: say(
      "Control of memory",
      "The kernel does not control memory (there are: {controllers}).",
      "K3s ends at once. On a Raspberry Pi this is so from the factory.",
      bootParameter.en,
    ),
    "zh-Hans": say(
      "内存控制",
      "内核未启用内存控制（现有：{controllers}）。",
      "K3s 会立即退出。树莓派出厂即如此。",
      bootParameter["zh-Hans"],
    ),
    ja: say(
      "メモリの制御",
      "カーネルのメモリ制御が無効です（有効：{controllers}）。",
      "K3s がすぐに終了します。Raspberry Pi では初期状態です。",
      bootParameter.ja,
    ),
  },
  "kernel.cgroup-cpu": {
    data: ["controllers"],
    en: say(
      "Control of processors",
      "The kernel does not control processor time (there are: {controllers}).",
      "K3s ends at once without it.",
      bootParameter.en,
    ),
    "zh-Hans": say(
      "处理器控制",
      "内核未启用处理器时间控制（现有：{controllers}）。",
      "没有它 K3s 会立即退出。",
      bootParameter["zh-Hans"],
    ),
    ja: say(
      "プロセッサーの制御",
      "カーネルの CPU 時間制御が無効です（有効：{controllers}）。",
      "ないと K3s がすぐに終了します。",
      bootParameter.ja,
    ),
  },
  "kernel.cgroup-cpuset": {
    data: ["controllers"],
    en: say(
      "Control of cores",
      "The kernel does not assign cores (there are: {controllers}).",
      "K3s ends at once with version 2, and warns with version 1.",
      bootParameter.en,
    ),
    "zh-Hans": say(
      "核心分配",
      "内核未启用核心分配（现有：{controllers}）。",
      "v2 下 K3s 会立即退出，v1 下会发出警告。",
      bootParameter["zh-Hans"],
    ),
    ja: say(
      "コアの割り当て",
      "カーネルのコア割り当てが無効です（有効：{controllers}）。",
      "v2 では K3s がすぐに終了し、v1 では警告が出ます。",
      bootParameter.ja,
    ),
  },
  "kernel.cgroup-pids": {
    data: ["controllers"],
    en: say(
      "Control of processes",
      "The kernel does not count processes (there are: {controllers}).",
      "The kubelet does not start without it.",
      bootParameter.en,
    ),
    "zh-Hans": say(
      "进程数控制",
      "内核未启用进程数控制（现有：{controllers}）。",
      "没有它 kubelet 无法启动。",
      bootParameter["zh-Hans"],
    ),
    ja: say(
      "プロセス数の制御",
      "カーネルのプロセス数制御が無効です（有効：{controllers}）。",
      "ないと kubelet が起動しません。",
      bootParameter.ja,
    ),
  },
  "kernel.modules-folder": {
    data: ["release"],
    en: say(
      "Modules of this kernel",
      "There are no modules for the running kernel {release}.",
      "After an update the old kernel runs on until a restart, and can load nothing more.",
    ),
    "zh-Hans": say(
      "当前内核的模块",
      "没有当前内核 {release} 的模块。",
      "更新后旧内核会一直运行到重启，无法再加载模块。",
    ),
    ja: say(
      "実行中カーネルのモジュール",
      "実行中のカーネル {release} のモジュールがありません。",
      "更新後は再起動するまで古いカーネルが動き、モジュールを読み込めません。",
    ),
  },
  "kernel.overlay": {
    data: ["module"],
    en: say(
      "overlayfs",
      "The kernel's module {module} is missing.",
      "Containers stack their files with it.",
      bringPackage.en,
    ),
    "zh-Hans": say(
      "overlayfs",
      "缺少内核模块 {module}。",
      "容器用它叠加文件。",
      bringPackage["zh-Hans"],
    ),
    ja: say(
      "overlayfs",
      "カーネルモジュール {module} がありません。",
      "コンテナーのファイルを重ねるのに使います。",
      bringPackage.ja,
    ),
  },
  "kernel.br-netfilter": {
    data: ["module"],
    en: say(
      "Bridges and firewall",
      "The kernel's module {module} is missing.",
      "Services of the cluster are not reached from pods without it. On RHEL 10 and its kin it lies in a package of its own.",
      bringPackage.en,
    ),
    "zh-Hans": say(
      "网桥与防火墙",
      "缺少内核模块 {module}。",
      "没有它 pod 无法访问集群服务。RHEL 10 系列把它放在单独的软件包中。",
      bringPackage["zh-Hans"],
    ),
    ja: say(
      "ブリッジとファイアウォール",
      "カーネルモジュール {module} がありません。",
      "ないと pod からクラスターのサービスに届きません。RHEL 10 系では別パッケージです。",
      bringPackage.ja,
    ),
  },
  "kernel.vxlan": {
    data: ["module"],
    en: say(
      "Network between nodes",
      "The kernel's module {module} is missing.",
      "Pods of different nodes speak to each other through it.",
      bringPackage.en,
    ),
    "zh-Hans": say(
      "节点间网络",
      "缺少内核模块 {module}。",
      "不同节点的 pod 通过它通信。",
      bringPackage["zh-Hans"],
    ),
    ja: say(
      "node 間ネットワーク",
      "カーネルモジュール {module} がありません。",
      "異なる node の pod はこれで通信します。",
      bringPackage.ja,
    ),
  },
  "kernel.conntrack": {
    data: ["module"],
    en: say(
      "Tracking of connections",
      "The kernel's module {module} is missing.",
      "kube-proxy cannot lead connections to services without it.",
      bringPackage.en,
    ),
    "zh-Hans": say(
      "连接跟踪",
      "缺少内核模块 {module}。",
      "没有它 kube-proxy 无法把连接转到服务。",
      bringPackage["zh-Hans"],
    ),
    ja: say(
      "接続の追跡",
      "カーネルモジュール {module} がありません。",
      "ないと kube-proxy が接続をサービスへ振り向けられません。",
      bringPackage.ja,
    ),
  },
  "kernel.nat": {
    data: [],
    en: say(
      "Translation of addresses",
      "The kernel has neither iptable_nat nor nf_tables.",
      "Services and outgoing traffic of pods are made with one of them.",
      bringPackage.en,
    ),
    "zh-Hans": say(
      "地址转换",
      "内核既没有 iptable_nat 也没有 nf_tables。",
      "服务和 pod 的出站流量依赖其中之一。",
      bringPackage["zh-Hans"],
    ),
    ja: say(
      "アドレス変換",
      "カーネルに iptable_nat も nf_tables もありません。",
      "サービスと pod の外向き通信にどちらかが必要です。",
      bringPackage.ja,
    ),
  },
} as const satisfies SomeTexts;
