/** Words of packs, of registering later and of the view over all stations; part of words.ts. */
export const fleetWordKeys = [
  "prompt.rancher-token",
  "prompt.rancher-password",
  "secret.rancher-token",
  "secret.rancher-password",
  "prompt.pack-passphrase",
  "secret.pack-passphrase",
  "column.station",
  "column.valid",
  "pack.built",
  "pack.renewed",
  "pack.valid-until",
  "pack.valid-always",
  "pack.over",
  "pack.no-host-key",
  "data-use.station",
  "data-use.fleet",
  "column.nodes",
  "column.last-seen",
  "column.labels",
  "fleet.summary",
  "fleet.none",
  "misfit.kubernetes",
  "misfit.images",
  "misfit.no-images",
  "later.waits",
  "later.waits-always",
  "later.over",
  "later.unknown",
  "later.connected",
] as const;
type FleetWords = Record<(typeof fleetWordKeys)[number], string>;

export const fleetWordsEn = {
  "prompt.rancher-token": "Rancher API token for {subject}",
  "prompt.rancher-password": "Rancher password of {subject}",
  "secret.rancher-token": "the Rancher API token (FORECOURT_RANCHER_TOKEN)",
  "secret.rancher-password":
    "the Rancher password (FORECOURT_RANCHER_PASSWORD)",
  "prompt.pack-passphrase": "Passphrase of the station packs ({path})",
  "secret.pack-passphrase":
    "the passphrase of the pack (FORECOURT_PACK_PASSPHRASE)",
  "column.station": "Station",
  "column.valid": "Valid",
  "pack.built": "{made} packs made, {kept} were there already: {path}",
  "pack.renewed": "Renewed: {path},",
  "pack.valid-until": "until {until:time}",
  "pack.valid-always": "as long as Rancher's CA, address and this cluster stay",
  "pack.over": "over since {until:time}: renew it",
  "pack.no-host-key": "host key not known yet",
  "data-use.station":
    "Being registered costs about {monthly:bytes} of data a month, more when the station is worked on.",
  "data-use.fleet":
    "Being registered costs about {each:bytes} of data a month per station, {all:bytes} for all {stations}; more when they are worked on.",
  "column.nodes": "Nodes",
  "column.last-seen": "Connection last changed",
  "column.labels": "Labels",
  "fleet.summary": "{stations} stations, {active} of them active",
  "fleet.none": "Rancher shows no station of this kind to this account.",
  "misfit.kubernetes":
    "Rancher {rancher} is made for Kubernetes {known}; K3s here is {k3s}. It will probably work, but nobody tests the two together.",
  "misfit.images":
    "The bundle has the images of Rancher {bundle}, not of {rancher}: the agent's image of {rancher} has to come over the station's uplink.",
  "misfit.no-images":
    "The bundle has no images of Rancher's: about {once:bytes} have to come over the station's uplink.",
  "later.waits":
    "{station} will register with Rancher ({rancher}) by itself when the uplink is there. What was prepared for it is valid until {until:time}.",
  "later.waits-always":
    "{station} will register with Rancher ({rancher}) by itself when the uplink is there. What was prepared for it stays valid.",
  "later.unknown":
    "{station} will register with Rancher ({rancher}) by itself when the uplink is there.",
  "later.connected": "{station} is connected to Rancher ({rancher}).",
  "later.over":
    "{station} can no longer register with what was prepared for it: that was valid until {until:time}. Renew its pack from a laptop with an uplink and use it again.",
} as const satisfies FleetWords;

export const fleetWordsZhHans = {
  "prompt.rancher-token": "{subject} 的 Rancher API 令牌",
  "prompt.rancher-password": "Rancher 用户 {subject} 的密码",
  "secret.rancher-token": "Rancher API 令牌（FORECOURT_RANCHER_TOKEN）",
  "secret.rancher-password": "Rancher 密码（FORECOURT_RANCHER_PASSWORD）",
  "prompt.pack-passphrase": "站点包（{path}）的密码短语",
  "secret.pack-passphrase": "站点包的密码短语（FORECOURT_PACK_PASSPHRASE）",
  "column.station": "站点",
  "column.valid": "有效期",
  "pack.built": "已制作 {made} 个站点包，{kept} 个原已存在：{path}",
  "pack.renewed": "已更新：{path}，",
  "pack.valid-until": "至 {until:time}",
  "pack.valid-always": "只要 Rancher 的 CA、地址和该集群不变",
  "pack.over": "已于 {until:time} 过期，请更新",
  "pack.no-host-key": "主机密钥未知",
  "data-use.station":
    "保持注册每月约需 {monthly:bytes} 流量，操作站点时会更多。",
  "data-use.fleet":
    "保持注册每站每月约需 {each:bytes} 流量，全部 {stations} 个站点共 {all:bytes}；操作站点时会更多。",
  "column.nodes": "节点数",
  "column.last-seen": "连接最近变化",
  "column.labels": "标签",
  "fleet.summary": "共 {stations} 个站点，其中 {active} 个处于活动状态",
  "fleet.none": "Rancher 未向该账户显示符合条件的站点。",
  "misfit.kubernetes":
    "Rancher {rancher} 适用于 Kubernetes {known}，而此处的 K3s 为 {k3s}。多半可以工作，但两者未经共同测试。",
  "misfit.images":
    "安装包中是 Rancher {bundle} 的镜像，而非 {rancher} 的：{rancher} 的代理镜像需经站点的上行网络获取。",
  "misfit.no-images":
    "安装包中没有 Rancher 的镜像：约 {once:bytes} 需经站点的上行网络获取。",
  "later.waits":
    "上行网络可用后，{station} 将自行注册到 Rancher（{rancher}）。为其准备的内容有效期至 {until:time}。",
  "later.waits-always":
    "上行网络可用后，{station} 将自行注册到 Rancher（{rancher}）。为其准备的内容一直有效。",
  "later.unknown":
    "上行网络可用后，{station} 将自行注册到 Rancher（{rancher}）。",
  "later.connected": "{station} 已连接到 Rancher（{rancher}）。",
  "later.over":
    "为 {station} 准备的内容有效期到 {until:time} 为止，已无法用于注册。请在可联网的笔记本电脑上更新其站点包后再次使用。",
} as const satisfies FleetWords;

export const fleetWordsJa = {
  "prompt.rancher-token": "{subject} の Rancher API トークン",
  "prompt.rancher-password": "Rancher ユーザー {subject} のパスワード",
  "secret.rancher-token": "Rancher API トークン（FORECOURT_RANCHER_TOKEN）",
  "secret.rancher-password":
    "Rancher のパスワード（FORECOURT_RANCHER_PASSWORD）",
  "prompt.pack-passphrase": "ステーションパック（{path}）のパスフレーズ",
  "secret.pack-passphrase": "パックのパスフレーズ（FORECOURT_PACK_PASSPHRASE）",
  "column.station": "ステーション",
  "column.valid": "有効期限",
  "pack.built": "{made} 個のパックを作成しました（作成済み {kept} 個）：{path}",
  "pack.renewed": "更新しました：{path}、",
  "pack.valid-until": "{until:time} まで",
  "pack.valid-always":
    "Rancher の CA、アドレス、このクラスターが変わらない限り",
  "pack.over": "{until:time} に期限切れ。更新してください",
  "pack.no-host-key": "ホスト鍵は未登録",
  "data-use.station":
    "登録中は毎月およそ {monthly:bytes} の通信量がかかり、ステーションを操作するとさらに増えます。",
  "data-use.fleet":
    "登録中は 1 ステーションあたり毎月およそ {each:bytes}、全 {stations} 件で {all:bytes} の通信量がかかり、操作するとさらに増えます。",
  "column.nodes": "node 数",
  "column.last-seen": "接続の最終変化",
  "column.labels": "ラベル",
  "fleet.summary": "{stations} 件のステーション（うちアクティブ {active} 件）",
  "fleet.none":
    "このアカウントに表示できる該当ステーションは Rancher にありません。",
  "misfit.kubernetes":
    "Rancher {rancher} は Kubernetes {known} 向けですが、ここの K3s は {k3s} です。おそらく動作しますが、この組み合わせはテストされていません。",
  "misfit.images":
    "バンドルにあるのは Rancher {bundle} のイメージで、{rancher} のものではありません。{rancher} のエージェントのイメージは、ステーションのアップリンク経由で取得されます。",
  "misfit.no-images":
    "バンドルに Rancher のイメージがありません。約 {once:bytes} をステーションのアップリンク経由で取得します。",
  "later.waits":
    "アップリンクがつながると、{station} は自動的に Rancher（{rancher}）に登録されます。準備済みの情報は {until:time} まで有効です。",
  "later.waits-always":
    "アップリンクがつながると、{station} は自動的に Rancher（{rancher}）に登録されます。準備済みの情報に期限はありません。",
  "later.unknown":
    "アップリンクがつながると、{station} は自動的に Rancher（{rancher}）に登録されます。",
  "later.connected": "{station} は Rancher（{rancher}）に接続しています。",
  "later.over":
    "{station} 用に準備した情報の期限（{until:time}）が切れたため、登録できません。ネットワークにつながるノートパソコンでパックを更新し、もう一度使ってください。",
} as const satisfies FleetWords;
