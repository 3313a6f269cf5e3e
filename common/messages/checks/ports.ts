import { brief, say, type SomeTexts } from "./texts.ts";

export const portTexts = {
  "network.ports": {
    data: ["ports"],
    en: brief("K3s' ports are free", "Only one program can listen on a port."),
    "zh-Hans": brief("K3s 端口未被占用", "一个端口只能由一个程序监听。"),
    ja: brief(
      "K3s のポート",
      "1 つのポートで待ち受けられるプログラムは 1 つだけです。",
    ),
  },
  "network.ports-udp": {
    data: ["ports"],
    en: brief(
      "Port of the pods' network",
      "Nodes exchange the pods' packets over 8472/udp.",
    ),
    "zh-Hans": brief(
      "pod 网络端口",
      "节点之间通过 8472/udp 交换 pod 的数据包。",
    ),
    ja: brief(
      "pod ネットワークのポート",
      "node 同士は 8472/udp で pod のパケットをやり取りします。",
    ),
  },
  "network.web-ports": {
    data: ["ports"],
    en: say(
      "Web ports are free",
      "Another program has the web's ports: {ports}",
      "K3s' Traefik wants 80 and 443, and waits for ever.",
      "Stop the web server, or disable `traefik` and `servicelb` in the station file.",
    ),
    "zh-Hans": say(
      "Web 端口未被占用",
      "Web 端口被其他程序占用：{ports}",
      "K3s 的 Traefik 需要 80 和 443，否则会一直等待。",
      "请停止该 Web 服务器，或在站点文件中禁用 `traefik` 和 `servicelb`。",
    ),
    ja: say(
      "Web のポート",
      "Web のポートを別のプログラムが使っています：{ports}",
      "K3s の Traefik は 80 と 443 を必要とし、空くまで待ち続けます。",
      "Web サーバーを止めるか、ステーションファイルで `traefik` と `servicelb` を無効にしてください。",
    ),
  },
  "network.node-ports": {
    data: ["ports"],
    en: say(
      "Ports for services are free",
      "Programs listen on ports that K3s gives to services: {ports}",
      "A service that gets such a port cannot be reached.",
      "Move the program to a port below 30000.",
    ),
    "zh-Hans": say(
      "服务端口未被占用",
      "有程序监听 K3s 分配给服务的端口：{ports}",
      "分到该端口的服务将无法访问。",
      "请把该程序改到 30000 以下的端口。",
    ),
    ja: say(
      "サービス用ポート",
      "K3s がサービスに割り当てるポートを使うプログラムがあります：{ports}",
      "そのポートが割り当てられたサービスには届きません。",
      "プログラムを 30000 未満のポートに移してください。",
    ),
  },
  "network.port-range": {
    data: ["range"],
    en: say(
      "Range of outgoing ports",
      "Outgoing connections use the ports {range}, among them those of services (30000–32767).",
      "Now and then one takes a service's port away.",
    ),
    "zh-Hans": say(
      "出站端口范围",
      "出站连接使用端口 {range}，包含服务端口（30000–32767）。",
      "偶尔会占用服务的端口。",
    ),
    ja: say(
      "送信ポートの範囲",
      "送信に使うポート {range} が、サービスのポート（30000–32767）と重なっています。",
      "ときどきサービスのポートが奪われます。",
    ),
  },
  "network.cloud-setup": {
    data: [],
    en: say(
      "nm-cloud-setup is off",
      "nm-cloud-setup is on.",
      "It adds routes of its own, by which the pods lose their network.",
      "Switch it off and restart the host.",
    ),
    "zh-Hans": say(
      "nm-cloud-setup 已关闭",
      "nm-cloud-setup 处于启用状态。",
      "它会添加自己的路由，使 pod 断网。",
      "请关闭它并重启主机。",
    ),
    ja: say(
      "nm-cloud-setup の停止",
      "nm-cloud-setup が有効です。",
      "独自の経路を追加し、pod の通信が切れます。",
      "無効にしてホストを再起動してください。",
    ),
  },
  "network.network-manager": {
    data: [],
    en: say(
      "NetworkManager spares the cluster",
      "NetworkManager would manage the cluster's network devices as well.",
      "It may take addresses and routes away from them.",
    ),
    "zh-Hans": say(
      "NetworkManager 不管理集群网卡",
      "NetworkManager 也会管理集群的网络设备。",
      "它可能删除这些设备的地址和路由。",
    ),
    ja: say(
      "NetworkManager の対象外設定",
      "NetworkManager がクラスターのネットワークデバイスも管理します。",
      "アドレスや経路を消してしまうことがあります。",
    ),
  },
  "network.iptables": {
    data: ["version"],
    en: say(
      "Version of iptables",
      "{version} has known faults.",
      "Rules pile up until the network stands still. K3s brings a version of its own.",
      "Set `prefer-bundled-bin: true` under `k3s.config` in the station file.",
    ),
    "zh-Hans": say(
      "iptables 版本",
      "{version} 存在已知缺陷。",
      "规则会不断堆积直到网络瘫痪。K3s 自带了另一个版本。",
      "请在站点文件的 `k3s.config` 下设置 `prefer-bundled-bin: true`。",
    ),
    ja: say(
      "iptables のバージョン",
      "{version} には既知の不具合があります。",
      "ルールが増え続け、やがて通信が止まります。K3s は自前のバージョンを持っています。",
      "ステーションファイルの `k3s.config` に `prefer-bundled-bin: true` を設定してください。",
    ),
  },
  "network.iptables-mixed": {
    data: [],
    en: say(
      "One kind of firewall rules",
      "Old rules (iptables-legacy) and new ones (nftables) are in use together.",
      "Each side does not see the other's rules, and packets vanish.",
      "Find who made the old rules, and move them over.",
    ),
    "zh-Hans": say(
      "防火墙规则种类统一",
      "旧规则（iptables-legacy）与新规则（nftables）同时在用。",
      "双方看不到彼此的规则，数据包会丢失。",
      "请找出旧规则的来源并迁移。",
    ),
    ja: say(
      "ファイアウォール規則の統一",
      "古い規則（iptables-legacy）と新しい規則（nftables）が混在しています。",
      "互いの規則が見えず、パケットが消えます。",
      "古い規則の出どころを調べ、移行してください。",
    ),
  },
  "network.foreign-firewall": {
    data: ["units"],
    en: say(
      "No other firewall",
      "A firewall that this app does not open is active: {units}",
      "Nodes and pods do not reach each other through it.",
      "Open 6443/tcp, 10250/tcp and 8472/udp and the pods' network in its own settings.",
    ),
    "zh-Hans": say(
      "无其他防火墙",
      "有本程序不会配置的防火墙处于活动状态：{units}",
      "节点和 pod 之间的通信会被它拦截。",
      "请在其设置中放行 6443/tcp、10250/tcp、8472/udp 以及 pod 网段。",
    ),
    ja: say(
      "ほかのファイアウォール",
      "このアプリが設定しないファイアウォールが有効です：{units}",
      "node や pod の間の通信が遮断されます。",
      "その設定で 6443/tcp、10250/tcp、8472/udp と pod のネットワークを許可してください。",
    ),
  },
} as const satisfies SomeTexts;
