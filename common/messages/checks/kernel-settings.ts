import { say, type SomeTexts } from "./texts.ts";

export const kernelSettingTexts = {
  "kernel.forwarding": {
    data: ["files"],
    en: say(
      "Forwarding stays on",
      "Forwarding of packets is switched off in: {files}",
      "After the next start this would be laid over the cluster's setting, and pods lose their network.",
    ),
    "zh-Hans": say(
      "转发保持开启",
      "以下文件关闭了数据包转发：{files}",
      "下次启动后它会覆盖集群的设置，pod 将断网。",
    ),
    ja: say(
      "転送の有効化",
      "パケット転送を無効にするファイルがあります：{files}",
      "次回起動後にクラスターの設定を上書きし、pod の通信が切れます。",
    ),
  },
  "kernel.rp-filter": {
    data: ["value"],
    en: say(
      "Check of the way back",
      "The kernel checks senders strictly (rp_filter = {value}).",
      "Packets of pods that come back by another way are dropped.",
    ),
    "zh-Hans": say(
      "反向路径检查",
      "内核严格检查来源（rp_filter = {value}）。",
      "从另一路径返回的 pod 数据包会被丢弃。",
    ),
    ja: say(
      "逆経路の検査",
      "カーネルが送信元を厳しく検査しています（rp_filter = {value}）。",
      "別の経路で戻る pod のパケットが捨てられます。",
    ),
  },
  "kernel.arp": {
    data: ["ignore", "filter"],
    en: say(
      "Answers to ARP",
      "arp_ignore is {ignore}, arp_filter is {filter}; both should be 0.",
      "Nodes and services may not find each other's addresses.",
    ),
    "zh-Hans": say(
      "ARP 应答",
      "arp_ignore 为 {ignore}，arp_filter 为 {filter}；两者都应为 0。",
      "节点和服务可能找不到彼此的地址。",
    ),
    ja: say(
      "ARP の応答",
      "arp_ignore は {ignore}、arp_filter は {filter} です。どちらも 0 であるべきです。",
      "node やサービスのアドレスが見つからないことがあります。",
    ),
  },
  "kernel.conntrack-max": {
    data: ["value"],
    en: say(
      "Number of connections",
      "The kernel tracks only {value} connections.",
      "When the table is full, new connections are dropped.",
    ),
    "zh-Hans": say(
      "连接数上限",
      "内核只跟踪 {value} 个连接。",
      "表满后新连接会被丢弃。",
    ),
    ja: say(
      "接続数の上限",
      "カーネルが追跡する接続は {value} 個までです。",
      "いっぱいになると新しい接続が捨てられます。",
    ),
  },
  "kernel.pid-max": {
    data: ["value"],
    en: say(
      "Number of processes",
      "Only {value} processes are possible.",
      "Containers together need more.",
    ),
    "zh-Hans": say(
      "进程数上限",
      "最多只允许 {value} 个进程。",
      "所有容器加起来需要更多。",
    ),
    ja: say(
      "プロセス数の上限",
      "プロセスは {value} 個までです。",
      "コンテナー全体ではもっと必要です。",
    ),
  },
  "kernel.overcommit": {
    data: ["value"],
    en: say(
      "Promise of memory",
      "The kernel promises no more memory than there is (overcommit_memory = {value}).",
      "K3s and programs written in Go reserve much and use little; they end here.",
    ),
    "zh-Hans": say(
      "内存超分配",
      "内核不允许超分配内存（overcommit_memory = {value}）。",
      "K3s 等 Go 程序预留多而使用少，会因此退出。",
    ),
    ja: say(
      "メモリのオーバーコミット",
      "カーネルがメモリのオーバーコミットを禁じています（overcommit_memory = {value}）。",
      "K3s などの Go のプログラムは多く確保して少し使うため、終了してしまいます。",
    ),
  },
  "kernel.panic-on-oom": {
    data: ["value"],
    en: say(
      "Out of memory ends one program",
      "The whole host stops when memory runs out (panic_on_oom = {value}).",
      "One greedy container would take the station down.",
    ),
    "zh-Hans": say(
      "内存耗尽只结束一个程序",
      "内存耗尽时整台主机会停止（panic_on_oom = {value}）。",
      "一个贪婪的容器就会使站点停摆。",
    ),
    ja: say(
      "メモリ不足時の動作",
      "メモリ不足でホスト全体が停止します（panic_on_oom = {value}）。",
      "1 つのコンテナーのせいで現場全体が止まります。",
    ),
  },
  "kernel.seccomp": {
    data: [],
    en: say(
      "Filter of system calls",
      "The kernel cannot filter system calls (seccomp).",
      "Containers run with less protection than usual.",
      "Use the distribution's own kernel.",
    ),
    "zh-Hans": say(
      "系统调用过滤",
      "内核不支持系统调用过滤（seccomp）。",
      "容器的防护会弱于平常。",
      "请使用发行版自带的内核。",
    ),
    ja: say(
      "システムコールの制限",
      "カーネルがシステムコールを制限できません（seccomp）。",
      "コンテナーの保護が通常より弱くなります。",
      "ディストリビューション標準のカーネルを使ってください。",
    ),
  },
} as const satisfies SomeTexts;
