import { brief, say, type SomeTexts } from "./texts.ts";

export const networkTexts = {
  "network.default-route": {
    data: ["route"],
    en: brief(
      "Default route",
      "K3s finds a node's address by it, and does not start without.",
    ),
    "zh-Hans": brief("默认路由", "K3s 靠它确定节点地址，没有则无法启动。"),
    ja: brief(
      "デフォルトルート",
      "K3s はこれで node のアドレスを決め、ないと起動しません。",
    ),
  },
  "network.route-source": {
    data: ["address"],
    en: say(
      "Address of the default route",
      "Packets leave with the address {address}, which holds on the cable only.",
      "K3s does not take such an address for a node.",
      "Give the host a fixed address in its network settings.",
    ),
    "zh-Hans": say(
      "默认路由的地址",
      "数据包以 {address} 发出，该地址只在本链路有效。",
      "K3s 不接受这样的节点地址。",
      "请在网络设置中为主机配置固定地址。",
    ),
    ja: say(
      "デフォルトルートのアドレス",
      "パケットはリンクローカルアドレス {address} から出ます。",
      "K3s はこのアドレスを node に使えません。",
      "ネットワーク設定で固定アドレスを設定してください。",
    ),
  },
  "network.node-address": {
    data: ["address"],
    en: say(
      "Address is the host's own",
      "{host} has no interface with the address {address}.",
      "K3s tells the other nodes to reach it there, and starts only with an address of its own.",
      "Set `nodeIp` of this host in the station file to one of the addresses that the command shows.",
    ),
    "zh-Hans": say(
      "地址属于本机",
      "{host} 没有地址为 {address} 的网卡。",
      "K3s 会让其他节点通过该地址访问它，且只接受本机地址。",
      "请把站点文件中该主机的 `nodeIp` 设为命令所示的某个地址。",
    ),
    ja: say(
      "アドレスがホストのもの",
      "{host} には {address} のインターフェースがありません。",
      "K3s はこのアドレスをほかの node に伝えます。自分のアドレスでなければ起動しません。",
      "ステーションファイルのこのホストの `nodeIp` に、コマンドが表示するアドレスを設定してください。",
    ),
  },
  "network.dhcp": {
    data: ["address", "device"],
    en: say(
      "Fixed address",
      "{address} on {device} is lent by DHCP.",
      "Another address after a restart takes the node out of the cluster.",
      "Set a fixed address on the host, or a reservation in the DHCP server.",
    ),
    "zh-Hans": say(
      "固定地址",
      "{device} 上的 {address} 由 DHCP 分配。",
      "重启后地址变化会使节点脱离集群。",
      "请在主机上设置固定地址，或在 DHCP 服务器上保留该地址。",
    ),
    ja: say(
      "固定アドレス",
      "{device} の {address} は DHCP で割り当てられています。",
      "再起動でアドレスが変わると node がクラスターから外れます。",
      "ホストに固定アドレスを設定するか、DHCP サーバーで予約してください。",
    ),
  },
  "network.overlap": {
    data: ["network", "cluster"],
    en: brief(
      "Cluster's networks are free",
      "What shares a network with the pods cannot be reached from them.",
    ),
    "zh-Hans": brief(
      "集群网段未被占用",
      "与 pod 网段相同的设备将无法从 pod 访问。",
    ),
    ja: brief(
      "クラスターのネットワーク",
      "pod と同じネットワークにある機器には pod から届きません。",
    ),
  },
  "network.quorum": {
    data: ["count", "down"],
    en: say(
      "Number of servers",
      "The station has {count} servers; of these, {down} may fail.",
      "The cluster goes on with more than half of its servers: an even number bears no more failures than one fewer.",
      "Use one server, or three.",
    ),
    "zh-Hans": say(
      "服务器数量",
      "站点有 {count} 台服务器，其中允许 {down} 台故障。",
      "集群需要过半的服务器才能运行：偶数台并不比少一台更能承受故障。",
      "请使用一台或三台服务器。",
    ),
    ja: say(
      "サーバーの台数",
      "このステーションにはサーバーが {count} 台あり、故障してよいのは {down} 台です。",
      "クラスターは過半数のサーバーで動き続けます。偶数台でも、1 台少ない場合より故障に強くなりません。",
      "サーバーは 1 台か 3 台にしてください。",
    ),
  },
  "network.own-overlap": {
    data: ["cluster", "services"],
    en: say(
      "Pods and services apart",
      "The networks of the pods ({cluster}) and of the services ({services}) overlap.",
      "Packets would go to the wrong one.",
      "Set `clusterCidr` and `serviceCidr` in the station file to different networks.",
    ),
    "zh-Hans": say(
      "pod 与服务网段分开",
      "pod 网段（{cluster}）与服务网段（{services}）重叠。",
      "数据包会发往错误的目标。",
      "请在站点文件中把 `clusterCidr` 和 `serviceCidr` 设为不同的网段。",
    ),
    ja: say(
      "pod とサービスの分離",
      "pod のネットワーク（{cluster}）とサービスのネットワーク（{services}）が重なっています。",
      "パケットが誤った宛先に届きます。",
      "ステーションファイルの `clusterCidr` と `serviceCidr` に別々のネットワークを設定してください。",
    ),
  },
  "network.docker-pool": {
    data: ["docker", "network"],
    en: say(
      "Docker's network is free",
      "Docker would use {docker}, which overlaps with {network}.",
      "Devices of the site in that network cannot be reached from the host any more.",
      "Set `bip` under `docker.daemon` in the station file, such as 10.200.0.1/24.",
    ),
    "zh-Hans": say(
      "Docker 网段未被占用",
      "Docker 将使用 {docker}，与 {network} 重叠。",
      "主机将无法访问该网段中的现场设备。",
      "请在站点文件的 `docker.daemon` 下设置 `bip`，例如 10.200.0.1/24。",
    ),
    ja: say(
      "Docker のネットワーク",
      "Docker が使う {docker} が {network} と重なっています。",
      "そのネットワークにある現場の機器にホストから届かなくなります。",
      "ステーションファイルの `docker.daemon` に `bip` を設定してください（10.200.0.1/24 など）。",
    ),
  },
  "network.name-servers": {
    data: ["servers", "count"],
    en: say(
      "Name servers",
      "/etc/resolv.conf names: {servers}",
      "The cluster's DNS asks these. One on the host itself makes it ask in circles, none leaves names unresolved, and only the first three count.",
      "Name one to three servers of the site; a station without any can accept this.",
    ),
    "zh-Hans": say(
      "DNS 服务器",
      "/etc/resolv.conf 中的服务器：{servers}",
      "集群的 DNS 会查询它们。指向本机会循环查询，没有则无法解析，且只有前三个有效。",
      "请填写一到三个现场的服务器；没有 DNS 的站点可以接受此项。",
    ),
    ja: say(
      "ネームサーバー",
      "/etc/resolv.conf のサーバー：{servers}",
      "クラスターの DNS が問い合わせる先です。自ホストだと堂々巡りになり、なければ解決できず、有効なのは最初の 3 つだけです。",
      "現場のサーバーを 1〜3 つ設定してください。DNS のない現場では承認して構いません。",
    ),
  },
  "network.search-domains": {
    data: ["count"],
    en: say(
      "Search domains",
      "/etc/resolv.conf has {count} search domains.",
      "Each unknown name is asked for that many times; old programs take six at most.",
      "Shorten the line `search`.",
    ),
    "zh-Hans": say(
      "搜索域",
      "/etc/resolv.conf 中有 {count} 个搜索域。",
      "每个未知名称都要查询这么多次；旧程序最多支持六个。",
      "请缩短 `search` 一行。",
    ),
    ja: say(
      "検索ドメイン",
      "/etc/resolv.conf に検索ドメインが {count} 個あります。",
      "未知の名前ごとにその回数問い合わせます。古いプログラムは 6 個までです。",
      "`search` の行を短くしてください。",
    ),
  },
  "network.proxy": {
    data: ["names"],
    en: say(
      "No proxy",
      "A proxy is set for all programs: {names}",
      "K3s sends its own traffic there as well where NO_PROXY does not spare the cluster's networks.",
    ),
    "zh-Hans": say(
      "无代理",
      "已为所有程序设置代理：{names}",
      "如果 NO_PROXY 未排除集群网段，K3s 的内部流量也会发往代理。",
    ),
    ja: say(
      "プロキシー",
      "全プログラム用のプロキシーが設定されています：{names}",
      "NO_PROXY でクラスターのネットワークを除かないと、K3s 自身の通信もそこへ流れます。",
    ),
  },
  "network.mtu": {
    data: ["device", "mtu", "other"],
    en: say(
      "Packet size",
      "{device} sends packets of {mtu} bytes at most (other host: {other}).",
      "The pods' network needs 50 bytes of each. Hosts with different sizes lose large packets.",
      "Set the same size, 1500 where possible, on all hosts and the switch.",
    ),
    "zh-Hans": say(
      "数据包大小",
      "{device} 的 MTU 为 {mtu} 字节（不同的主机：{other}）。",
      "pod 网络每包要占 50 字节。MTU 不一致的主机之间会丢失大包。",
      "请在所有主机和交换机上设置相同的值，尽量为 1500。",
    ),
    ja: say(
      "パケットサイズ",
      "{device} の MTU は {mtu} バイトです（異なるホスト：{other}）。",
      "pod のネットワークは 1 パケットあたり 50 バイトを使います。MTU が違うホスト間では大きなパケットが失われます。",
      "全ホストとスイッチで同じ値（できれば 1500）にしてください。",
    ),
  },
  "network.speed": {
    data: ["device", "megabits"],
    en: say(
      "Speed of the line",
      "{device} runs at {megabits} Mbit/s.",
      "Often a broken cable or plug: sending the bundle takes hours.",
      "Change the cable or the port of the switch.",
    ),
    "zh-Hans": say(
      "线路速度",
      "{device} 的速率为 {megabits} Mbit/s。",
      "通常是网线或接头损坏：发送安装包要几个小时。",
      "请更换网线或交换机端口。",
    ),
    ja: say(
      "回線速度",
      "{device} は {megabits} Mbit/s で動作しています。",
      "ケーブルやコネクターの不良が多く、バンドルの送信に何時間もかかります。",
      "ケーブルまたはスイッチのポートを替えてください。",
    ),
  },
} as const satisfies SomeTexts;
