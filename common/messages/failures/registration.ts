import { say, type FailureArea } from "./area.ts";

/** The station's cluster in Rancher, its uplink and its agent. */
export const registrationFailures = {
  "rancher-name-invalid": {
    data: ["name", "reason"],
    en: say(
      "Rancher would refuse the cluster name {name}: {reason}",
      "Use 2 to 63 small letters, digits and hyphens, beginning with a letter or digit; set it as `rancher.name` in the station file.",
    ),
    "zh-Hans": say(
      "Rancher 不会接受集群名称 {name}：{reason}",
      "请使用 2 到 63 个小写字母、数字和连字符，以字母或数字开头；可在站点文件中用 `rancher.name` 设置。",
    ),
    ja: say(
      "Rancher はクラスター名 {name} を受け付けません：{reason}",
      "小文字、数字、ハイフンを 2～63 文字で、先頭は小文字か数字にしてください。ステーションファイルの `rancher.name` で設定できます。",
    ),
  },
  "rancher-name-taken": {
    data: ["name"],
    en: say(
      "Rancher has a cluster named {name} already that this account may not see.",
      "Somebody else owns it. Have its owner give this account the cluster, or choose another `rancher.name`.",
    ),
    "zh-Hans": say(
      "Rancher 中已有名为 {name} 的集群，但该账户无权查看。",
      "它属于其他人。请让其所有者把集群授权给该账户，或换一个 `rancher.name`。",
    ),
    ja: say(
      "Rancher には {name} という名前のクラスターがすでにありますが、このアカウントからは見えません。",
      "別の人が所有しています。所有者にこのアカウントへの権限付与を依頼するか、別の `rancher.name` を選んでください。",
    ),
  },
  /** `owner`: the other station's id; "-" where the cluster is no station's. */
  "rancher-cluster-foreign": {
    data: ["name", "owner", "station"],
    en: say(
      "The cluster {name} in Rancher does not belong to station {station} (it says: {owner}). It was left as it is.",
      "If it is a leftover of this very station, take it over with `forecourt register --now --take-over`; otherwise choose another `rancher.name`.",
    ),
    "zh-Hans": say(
      "Rancher 中的集群 {name} 不属于站点 {station}（标记为：{owner}）。它没有被更改。",
      "如果它正是本站点以前留下的，请用 `forecourt register --now --take-over` 接管；否则请换一个 `rancher.name`。",
    ),
    ja: say(
      "Rancher のクラスター {name} はステーション {station} のものではありません（記載：{owner}）。変更はしていません。",
      "このステーション自身が以前に残したものなら、`forecourt register --now --take-over` で引き継いでください。そうでなければ別の `rancher.name` を選んでください。",
    ),
  },
  "rancher-cluster-missing": {
    data: ["cluster"],
    en: say(
      "Rancher has no cluster {cluster}, or this account may not see it.",
      "It was probably deleted. Register the station again with `forecourt register --now`.",
    ),
    "zh-Hans": say(
      "Rancher 中没有集群 {cluster}，或该账户无权查看。",
      "它可能已被删除。请用 `forecourt register --now` 重新注册站点。",
    ),
    ja: say(
      "Rancher にクラスター {cluster} がないか、このアカウントからは見えません。",
      "削除された可能性があります。`forecourt register --now` でステーションを登録し直してください。",
    ),
  },
  "rancher-token-not-filled": {
    data: ["cluster"],
    en: say(
      "Rancher did not make a registration token for the cluster {cluster}.",
      "Usually Rancher's setting `server-url` is empty; have its administrator set it. Then try again.",
    ),
    "zh-Hans": say(
      "Rancher 没有为集群 {cluster} 生成注册令牌。",
      "通常是 Rancher 的设置 `server-url` 为空，请让管理员设置，然后重试。",
    ),
    ja: say(
      "Rancher がクラスター {cluster} の登録トークンを発行しませんでした。",
      "たいていは Rancher の設定 `server-url` が空です。管理者に設定を依頼し、もう一度試してください。",
    ),
  },
  "rancher-token-expired": {
    data: ["cluster"],
    en: say(
      "The registration token of the cluster {cluster} is no longer valid.",
      "Run `forecourt register --now` from a laptop with an uplink: it fetches a new one.",
    ),
    "zh-Hans": say(
      "集群 {cluster} 的注册令牌已失效。",
      "请在有上行网络的笔记本电脑上运行 `forecourt register --now`，它会获取新的令牌。",
    ),
    ja: say(
      "クラスター {cluster} の登録トークンはすでに無効です。",
      "上位回線につながるノートパソコンで `forecourt register --now` を実行すると、新しいトークンを取得します。",
    ),
  },
  "rancher-manifest-invalid": {
    data: ["reason"],
    en: say(
      "What came as Rancher's import manifest is none: {reason}",
      "Nothing was applied. Often a proxy or sign-in page answers instead of Rancher; open Rancher's address in a browser and look.",
    ),
    "zh-Hans": say(
      "收到的内容不是 Rancher 的导入清单：{reason}",
      "没有应用任何内容。通常是代理或登录页面代替 Rancher 应答；请在浏览器中打开 Rancher 的地址查看。",
    ),
    ja: say(
      "Rancher の取り込み用マニフェストとして届いた内容が正しくありません：{reason}",
      "何も適用していません。プロキシやログインページが Rancher の代わりに応答していることが多いため、ブラウザーで Rancher のアドレスを開いて確認してください。",
    ),
  },
  /** `state`: as Rancher says it. */
  "rancher-not-active": {
    data: ["state", "reason"],
    en: say(
      "The station did not become active in Rancher; it is {state}. {reason}",
      "Read the agent's last lines. Remove the cause, then run `forecourt resume` or `forecourt register --now`; what is there is taken up again.",
    ),
    "zh-Hans": say(
      "站点在 Rancher 中没有变为 active，当前状态为 {state}。{reason}",
      "请查看 agent 最后的输出，排除原因，然后运行 `forecourt resume` 或 `forecourt register --now`，会从已有状态继续。",
    ),
    ja: say(
      "ステーションが Rancher で active になりませんでした（現在の状態：{state}）。{reason}",
      "agent の最後の出力を確認し、原因を取り除いてから `forecourt resume` または `forecourt register --now` を実行してください。途中から続行します。",
    ),
  },
  /** From here on: seen from the host. */
  "uplink-name-unknown": {
    data: ["name"],
    en: say(
      "{host} cannot find the address of {name}.",
      "Set a name server on the host that knows it (`resolvectl status`), or give its address as `rancher.address` in the station file.",
    ),
    "zh-Hans": say(
      "{host} 无法解析 {name} 的地址。",
      "请在主机上设置能解析它的 DNS 服务器（`resolvectl status`），或在站点文件中用 `rancher.address` 指定其地址。",
    ),
    ja: say(
      "{host} では {name} のアドレスが見つかりません。",
      "この名前を解決できる DNS サーバーをホストに設定する（`resolvectl status`）か、ステーションファイルの `rancher.address` でアドレスを指定してください。",
    ),
  },
  "uplink-unreachable": {
    data: ["url", "reason"],
    en: say(
      "{host} cannot connect to {url}: {reason}",
      "Check the station's uplink: router, cable, SIM, firewall (TCP port 443 to Rancher must be open). Then run `forecourt resume`. Without an uplink today, register from a station pack.",
    ),
    "zh-Hans": say(
      "{host} 无法连接 {url}：{reason}",
      "请检查站点的上行网络：路由器、网线、SIM 卡、防火墙（必须放行到 Rancher 的 TCP 443 端口）。然后运行 `forecourt resume`。如果今天没有上行网络，请用站点包注册。",
    ),
    ja: say(
      "{host} から {url} に接続できません：{reason}",
      "ステーションの上位回線（ルーター、ケーブル、SIM、ファイアウォール。Rancher への TCP 443 番が必要）を確認し、`forecourt resume` を実行してください。今日は回線がない場合、ステーションパックで登録してください。",
    ),
  },
  "uplink-proxy-failed": {
    data: ["proxy", "reason"],
    en: say(
      "{host} cannot reach Rancher through the proxy {proxy}: {reason}",
      "Correct `rancher.stationProxy` in the station file, or have the proxy allow Rancher's address.",
    ),
    "zh-Hans": say(
      "{host} 无法通过代理 {proxy} 访问 Rancher：{reason}",
      "请更正站点文件中的 `rancher.stationProxy`，或让代理放行 Rancher 的地址。",
    ),
    ja: say(
      "{host} からプロキシ {proxy} を通して Rancher に接続できません：{reason}",
      "ステーションファイルの `rancher.stationProxy` を修正するか、プロキシで Rancher のアドレスを許可してもらってください。",
    ),
  },
  "uplink-not-rancher": {
    data: ["url", "found"],
    en: say(
      "What answers {host} at {url} is no Rancher: {found}",
      "Something in the station's network answers instead, such as a sign-in page or a filter. Have it let through Rancher's address.",
    ),
    "zh-Hans": say(
      "从 {host} 访问 {url} 时，应答的不是 Rancher：{found}",
      "站点网络中有其他设备代为应答，例如登录页面或过滤设备。请让其放行 Rancher 的地址。",
    ),
    ja: say(
      "{host} から見て {url} で応答しているのは Rancher ではありません：{found}",
      "ステーションのネットワーク内のログインページやフィルターが代わりに応答しています。Rancher のアドレスを通すように設定してもらってください。",
    ),
  },
  /** `chain`: subjects of what the host was shown. */
  "uplink-untrusted": {
    data: ["url", "reason", "chain"],
    en: say(
      "Seen from {host}, the certificate of {url} is not signed by Rancher's CA: {reason}. It was shown: {chain}",
      "If the names are not Rancher's, a filter in the station's network breaks the encryption: have Rancher's address excepted. If they are, Rancher must send its whole chain.",
    ),
    "zh-Hans": say(
      "从 {host} 来看，{url} 的证书不是由 Rancher 的 CA 签发：{reason}。出示的证书链：{chain}",
      "如果名称不属于 Rancher，说明站点网络中的过滤设备拆解了加密：请为 Rancher 的地址设置例外。如果属于 Rancher，则 Rancher 必须发送完整的证书链。",
    ),
    ja: say(
      "{host} から見ると、{url} の証明書は Rancher の CA で署名されていません：{reason}。提示された証明書：{chain}",
      "名前が Rancher のものでない場合、ステーションのネットワークのフィルターが暗号化を解いています。Rancher のアドレスを除外してもらってください。Rancher のものである場合、Rancher が証明書チェーン全体を送る必要があります。",
    ),
  },
  "uplink-ca-changed": {
    data: ["url", "expected", "found"],
    en: say(
      "{host} gets another CA from {url} than this laptop does: {found} instead of {expected}. Nothing was applied.",
      "Rancher's agent would refuse to connect. Something between the station and Rancher answers instead, or Rancher's CA was replaced just now.",
    ),
    "zh-Hans": say(
      "{host} 从 {url} 得到的 CA 与这台笔记本电脑得到的不同：是 {found}，而不是 {expected}。没有应用任何内容。",
      "Rancher 的 agent 会拒绝连接。站点与 Rancher 之间有其他设备代为应答，或者 Rancher 的 CA 刚刚被更换。",
    ),
    ja: say(
      "{host} が {url} から受け取る CA は、このノートパソコンが受け取るものと異なります（{expected} ではなく {found}）。何も適用していません。",
      "このままでは Rancher の agent が接続を拒否します。ステーションと Rancher の間の機器が代わりに応答しているか、Rancher の CA が交換された直後です。",
    ),
  },
  /** `seconds`: from Rancher's clock. */
  "uplink-clock-off": {
    data: ["seconds"],
    en: say(
      "The clock of {host} is off by {seconds:duration} from Rancher's; its certificate may not be valid there.",
      'Set it on the host: `sudo timedatectl set-time "YYYY-MM-DD hh:mm:ss"`, then run `forecourt resume`.',
    ),
    "zh-Hans": say(
      "{host} 的时钟与 Rancher 相差 {seconds:duration}，证书在那里可能无效。",
      '请在主机上设置时间：`sudo timedatectl set-time "YYYY-MM-DD hh:mm:ss"`，然后运行 `forecourt resume`。',
    ),
    ja: say(
      "{host} の時計が Rancher の時計と {seconds:duration} ずれているため、証明書が有効と見なされないおそれがあります。",
      'ホストで `sudo timedatectl set-time "YYYY-MM-DD hh:mm:ss"` を実行して合わせ、`forecourt resume` を実行してください。',
    ),
  },
  /** From here on: of Rancher's agent in the cluster. */
  "agent-image-missing": {
    data: ["images"],
    en: say(
      "The station has no image for Rancher's agent: {images}",
      "Use a bundle that was built for this version of Rancher (`rancher` in its recipe), then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "站点上缺少 Rancher agent 的镜像：{images}",
      "请使用为该 Rancher 版本构建的安装包（配方中的 `rancher`），然后运行 `forecourt resume`。",
    ),
    ja: say(
      "ステーションに Rancher の agent のイメージがありません：{images}",
      "この Rancher のバージョン用に作成したバンドル（レシピの `rancher`）を使い、`forecourt resume` を実行してください。",
    ),
  },
  "agent-refused": {
    data: ["reason"],
    en: say(
      "Rancher refuses the station's agent: {reason}",
      "Its token was replaced or the cluster was deleted in Rancher. Run `forecourt register --now`: it fetches a new manifest.",
    ),
    "zh-Hans": say(
      "Rancher 拒绝了站点的 agent：{reason}",
      "其令牌已被更换，或集群在 Rancher 中已被删除。请运行 `forecourt register --now`，它会获取新的清单。",
    ),
    ja: say(
      "Rancher がステーションの agent を拒否しています：{reason}",
      "トークンが更新されたか、Rancher でクラスターが削除されました。`forecourt register --now` を実行すると、新しいマニフェストを取得します。",
    ),
  },
  "agent-failed": {
    data: ["reason"],
    en: say(
      "Rancher's agent does not run on the station: {reason}",
      "`sudo k3s kubectl -n cattle-system describe pods` on the server names the cause. Remove it, then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "Rancher 的 agent 没有在站点上运行：{reason}",
      "在 server 上运行 `sudo k3s kubectl -n cattle-system describe pods` 可查看原因。请排除原因，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "Rancher の agent がステーションで動いていません：{reason}",
      "原因は server で `sudo k3s kubectl -n cattle-system describe pods` を実行すると確認できます。取り除いてから `forecourt resume` を実行してください。",
    ),
  },
} as const satisfies FailureArea;
