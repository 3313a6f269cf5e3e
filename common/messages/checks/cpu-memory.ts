import { brief, say, type SomeTexts } from "./texts.ts";

export const cpuMemoryTexts = {
  "cpu.cores": {
    data: ["found", "need"],
    en: say(
      "Processor cores",
      "{host} has {found} core(s); {need} are wanted.",
      "A server with one core answers slowly, and starts take minutes.",
      "Give the machine more cores, or use another host.",
    ),
    "zh-Hans": say(
      "处理器核心",
      "{host} 只有 {found} 个核心，建议 {need} 个。",
      "单核 server 响应缓慢，启动要几分钟。",
      "请增加核心数，或使用其他主机。",
    ),
    ja: say(
      "プロセッサーのコア数",
      "{host} のコアは {found} 個です。{need} 個が望まれます。",
      "1 コアの server は応答が遅く、起動に数分かかります。",
      "コアを増やすか、別のホストを使ってください。",
    ),
  },
  "cpu.level": {
    data: ["level", "cpu"],
    en: say(
      "Processor level",
      "{cpu} is an x86-64 processor of level {level}.",
      "More and more container images need level 2 (2009 and later) and end at once without it.",
      "In a virtual machine choose the processor type `host`; else use a newer host.",
    ),
    "zh-Hans": say(
      "处理器级别",
      "{cpu} 是 x86-64 级别 {level} 的处理器。",
      "越来越多的容器镜像需要级别 2（2009 年之后），否则会立即退出。",
      "虚拟机请把处理器类型设为 `host`；否则请使用较新的主机。",
    ),
    ja: say(
      "プロセッサーのレベル",
      "{cpu} は x86-64 のレベル {level} です。",
      "レベル 2（2009 年以降）を必要とするイメージが増えており、満たさないとすぐに終了します。",
      "仮想マシンではプロセッサーの種類を `host` にし、実機なら新しいものを使ってください。",
    ),
  },
  "cpu.userland": {
    data: ["bits"],
    en: say(
      "64-bit system",
      "The programs of {host} are {bits}-bit.",
      "Makers end their 32-bit packages, Docker's among them.",
      "Install the 64-bit edition of the system where the processor can.",
    ),
    "zh-Hans": say(
      "64 位系统",
      "{host} 的系统程序是 {bits} 位的。",
      "各厂商正停止提供 32 位软件包，Docker 也是。",
      "如处理器支持，请安装 64 位版系统。",
    ),
    ja: say(
      "64 ビットのシステム",
      "{host} のプログラムは {bits} ビットです。",
      "Docker を含め、32 ビット版の提供は終わりつつあります。",
      "プロセッサーが対応していれば 64 ビット版の OS を入れてください。",
    ),
  },
  "cpu.load": {
    data: ["load", "cpus"],
    en: say(
      "Load",
      "{host} is busy: load {load} with {cpus} core(s).",
      "The installation takes longer, and time-outs may strike.",
      "See what takes the processor, and wait or stop it.",
    ),
    "zh-Hans": say(
      "负载",
      "{host} 很忙：负载 {load}，共 {cpus} 个核心。",
      "安装会变慢，并可能超时。",
      "请查看占用处理器的程序，等待其结束或停止它。",
    ),
    ja: say(
      "負荷",
      "{host} は高負荷です：負荷 {load}、コア {cpus} 個。",
      "インストールが遅くなり、タイムアウトすることがあります。",
      "負荷の原因を調べ、終わるのを待つか停止してください。",
    ),
  },
  "memory.size": {
    data: ["found", "need"],
    en: brief("Memory", "With less the kernel ends programs at random."),
    "zh-Hans": brief("内存", "内存不足时，内核会随意结束程序。"),
    ja: brief("メモリ", "不足すると、カーネルがプログラムを強制終了します。"),
  },
  "memory.rancher": {
    data: ["found", "need"],
    en: say(
      "Memory for Rancher's agents",
      "{host} has {found:gbDown} of memory; with Rancher {need:gbUp} are wanted.",
      "Rancher's agents take up to 1 GB more on the server.",
      "Add memory before the station is registered with Rancher.",
    ),
    "zh-Hans": say(
      "Rancher 代理所需内存",
      "{host} 有 {found:gbDown} 内存；接入 Rancher 建议 {need:gbUp}。",
      "Rancher 的代理会在 server 上多占用最多 1 GB。",
      "请在站点注册到 Rancher 之前增加内存。",
    ),
    ja: say(
      "Rancher 用のメモリ",
      "{host} のメモリは {found:gbDown} です。Rancher を使うなら {need:gbUp} が望まれます。",
      "Rancher のエージェントは server で最大 1 GB を余分に使います。",
      "Rancher に登録する前にメモリを増設してください。",
    ),
  },
  "memory.available": {
    data: ["found", "need"],
    en: say(
      "Free memory",
      "Only {found:gbDown} of memory are free; {need:gbUp} are wanted.",
      "What runs there now and K3s do not fit side by side.",
      "Stop what is not needed, or add memory.",
    ),
    "zh-Hans": say(
      "可用内存",
      "可用内存只有 {found:gbDown}，建议 {need:gbUp}。",
      "现有程序与 K3s 无法同时容纳。",
      "请停止不需要的程序，或增加内存。",
    ),
    ja: say(
      "空きメモリ",
      "空きメモリは {found:gbDown} しかありません。{need:gbUp} が望まれます。",
      "今動いているものと K3s が同時には収まりません。",
      "不要なものを停止するか、メモリを増設してください。",
    ),
  },
  "memory.swap": {
    data: ["used", "swap"],
    en: say(
      "Swap",
      "{used:gbUp} of {swap:gbUp} swap are in use.",
      "A host that lives on swap already has too little memory; K3s makes it very slow.",
      "Find what takes the memory; stop it, or add memory.",
    ),
    "zh-Hans": say(
      "交换空间",
      "交换空间已用 {used:gbUp}，共 {swap:gbUp}。",
      "已在使用交换空间说明内存不足；装上 K3s 后会非常慢。",
      "请找出占用内存的程序并停止它，或增加内存。",
    ),
    ja: say(
      "スワップ",
      "スワップ {swap:gbUp} のうち {used:gbUp} を使用中です。",
      "すでにメモリが足りておらず、K3s を入れると非常に遅くなります。",
      "メモリを使っているものを調べて停止するか、メモリを増設してください。",
    ),
  },
  "memory.huge-pages": {
    data: ["reserved"],
    en: say(
      "Reserved memory",
      "{reserved:gbUp} are reserved as huge pages.",
      "Nobody else can use that memory, K3s neither.",
      "Give it back where no database of yours needs it.",
    ),
    "zh-Hans": say(
      "预留内存",
      "有 {reserved:gbUp} 被预留为大页内存。",
      "这部分内存其他程序无法使用，包括 K3s。",
      "如果没有数据库需要它，请释放。",
    ),
    ja: say(
      "予約済みメモリ",
      "{reserved:gbUp} がヒュージページとして予約されています。",
      "その分は K3s を含め、ほかのプログラムでは使えません。",
      "使うデータベースがなければ解放してください。",
    ),
  },
} as const satisfies SomeTexts;
