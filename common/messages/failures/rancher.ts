import { say, type FailureArea } from "./area.ts";

/** Reaching the central Rancher from the laptop, and being somebody there. */
export const rancherFailures = {
  "rancher-url-invalid": {
    data: ["url", "reason"],
    en: say(
      "{url} is no address of a Rancher: {reason}",
      "Write it as `https://name`, with a port behind it where one is needed, and nothing else.",
    ),
    "zh-Hans": say(
      "{url} 不是有效的 Rancher 地址：{reason}",
      "请写成 `https://name`，需要时在后面加上端口，不要写其他内容。",
    ),
    ja: say(
      "{url} は Rancher のアドレスとして使えません：{reason}",
      "`https://name` の形で書いてください。必要ならポートを付け、それ以外は何も書かないでください。",
    ),
  },
  "rancher-name-unknown": {
    data: ["name"],
    en: say(
      "This laptop cannot find the address of {name}.",
      "Check the spelling, and that the laptop is online and uses the right name server or VPN (`nslookup {name}`). Without an uplink, use a station pack.",
    ),
    "zh-Hans": say(
      "这台笔记本电脑无法解析 {name} 的地址。",
      "请检查拼写，并确认笔记本电脑已联网且使用了正确的 DNS 服务器或 VPN（`nslookup {name}`）。没有上行网络时，请使用站点包。",
    ),
    ja: say(
      "このノートパソコンでは {name} のアドレスが見つかりません。",
      "つづりと、ノートパソコンがオンラインで正しい DNS サーバーまたは VPN を使っているか（`nslookup {name}`）を確認してください。上位回線がない場合はステーションパックを使ってください。",
    ),
  },
  "rancher-unreachable": {
    data: ["url", "reason"],
    en: say(
      "This laptop cannot connect to {url}: {reason}",
      "Check the uplink, the port and whether a proxy or VPN is needed, then try again. Without an uplink, use a station pack.",
    ),
    "zh-Hans": say(
      "这台笔记本电脑无法连接 {url}：{reason}",
      "请检查上行网络和端口，以及是否需要代理或 VPN，然后重试。没有上行网络时，请使用站点包。",
    ),
    ja: say(
      "このノートパソコンから {url} に接続できません：{reason}",
      "上位回線とポート、プロキシや VPN が必要かどうかを確認し、もう一度試してください。上位回線がない場合はステーションパックを使ってください。",
    ),
  },
  "rancher-proxy-failed": {
    data: ["proxy", "reason"],
    en: say(
      "The proxy {proxy} did not let the connection to Rancher through: {reason}",
      "Correct the proxy (`rancher.proxy` in the station file, or `HTTPS_PROXY`), or have its administrator allow Rancher's address.",
    ),
    "zh-Hans": say(
      "代理 {proxy} 没有放行到 Rancher 的连接：{reason}",
      "请更正代理设置（站点文件中的 `rancher.proxy` 或 `HTTPS_PROXY`），或请代理管理员放行 Rancher 的地址。",
    ),
    ja: say(
      "プロキシ {proxy} が Rancher への接続を通しませんでした：{reason}",
      "プロキシの設定（ステーションファイルの `rancher.proxy` または `HTTPS_PROXY`）を直すか、プロキシの管理者に Rancher のアドレスの許可を依頼してください。",
    ),
  },
  /** `chain`: subjects of the certificates, the server's own first. */
  "rancher-tls-untrusted": {
    data: ["url", "reason", "chain"],
    en: say(
      "The certificate of {url} is not to be trusted: {reason}. It showed: {chain}",
      "Nothing was sent. Compare the CA's checksum with headquarters and confirm it, or give its certificate as `rancher.ca`. If the certificate is not Rancher's, something on the way replaces it.",
    ),
    "zh-Hans": say(
      "{url} 的证书不可信：{reason}。对方出示的证书链：{chain}",
      "没有发送任何内容。请与总部核对 CA 校验和并确认，或用 `rancher.ca` 提供其证书。如果证书不属于 Rancher，说明途中有设备替换了证书。",
    ),
    ja: say(
      "{url} の証明書を信頼できません：{reason}。提示された証明書：{chain}",
      "何も送信していません。CA のチェックサムを本部と照合して承認するか、`rancher.ca` でその証明書を指定してください。証明書が Rancher のものでない場合、途中の機器が差し替えています。",
    ),
  },
  /** `subject`: of the CA that it hands out. */
  "rancher-ca-unknown": {
    data: ["url", "checksum", "subject"],
    en: say(
      "Nobody has confirmed the CA of {url} yet: {subject}, checksum {checksum}. Nothing was sent.",
      "Compare the checksum with the one from headquarters. If both agree, confirm it, or enter it as `rancher.caChecksum` in the station file.",
    ),
    "zh-Hans": say(
      "{url} 的 CA 尚未得到确认：{subject}，校验和 {checksum}。没有发送任何内容。",
      "请与总部提供的校验和核对。如果一致，请确认，或将其作为 `rancher.caChecksum` 写入站点文件。",
    ),
    ja: say(
      "{url} の CA はまだ確認されていません：{subject}、チェックサム {checksum}。何も送信していません。",
      "本部から伝えられたチェックサムと比べてください。一致していれば承認するか、ステーションファイルに `rancher.caChecksum` として記入してください。",
    ),
  },
  "rancher-ca-changed": {
    data: ["url", "expected", "found"],
    en: say(
      "{url} shows another CA than the one that was confirmed: {found} instead of {expected}. Nothing was sent.",
      "Ask headquarters whether the CA was replaced. Only then replace the old checksum; otherwise somebody stands between the laptop and Rancher.",
    ),
    "zh-Hans": say(
      "{url} 出示的 CA 与之前确认的不同：是 {found}，而不是 {expected}。没有发送任何内容。",
      "请向总部确认 CA 是否已更换。确认后才能替换旧的校验和；否则说明笔记本电脑与 Rancher 之间有人介入。",
    ),
    ja: say(
      "{url} が提示した CA は、以前に承認したものと異なります（{expected} ではなく {found}）。何も送信していません。",
      "CA が交換されたかどうかを本部に確認し、確認できた場合に限り古いチェックサムを置き換えてください。そうでなければ、ノートパソコンと Rancher の間に第三者がいます。",
    ),
  },
  "rancher-gateway": {
    data: ["url", "status"],
    en: say(
      "Something in front of Rancher answered for it: {url} says {status}.",
      "Rancher is being restarted or is down behind its proxy or load balancer. Try again in some minutes; if it stays so, tell headquarters.",
    ),
    "zh-Hans": say(
      "Rancher 前端的设备代为应答：{url} 返回 {status}。",
      "Rancher 正在重启，或在其代理或负载均衡后面停止运行。请几分钟后重试；如果仍然如此，请告知总部。",
    ),
    ja: say(
      "Rancher の手前の機器が代わりに応答しました：{url} は {status} を返しています。",
      "Rancher が再起動中か、プロキシやロードバランサーの背後で停止しています。数分後にもう一度試し、変わらなければ本部に連絡してください。",
    ),
  },
  /** `found`: what answered, in a few words. */
  "rancher-not-rancher": {
    data: ["url", "found"],
    en: say(
      "What answers at {url} is no Rancher: {found}",
      "Correct the address. On a guest network or behind a filter, a sign-in page may answer instead: sign in there first, or use another uplink.",
    ),
    "zh-Hans": say(
      "在 {url} 应答的不是 Rancher：{found}",
      "请更正地址。在访客网络或过滤设备后面，应答的可能是登录页面：请先在那里登录，或换用其他上行网络。",
    ),
    ja: say(
      "{url} で応答しているのは Rancher ではありません：{found}",
      "アドレスを修正してください。ゲスト用ネットワークやフィルターの内側では、ログインページが応答することがあります。先にそこでログインするか、別の回線を使ってください。",
    ),
  },
  "rancher-timed-out": {
    data: ["url", "seconds"],
    en: say(
      "{url} did not answer within {seconds:duration}.",
      "The uplink or Rancher is slow. Try again; nothing is done twice.",
    ),
    "zh-Hans": say(
      "{url} 在 {seconds:duration} 内没有应答。",
      "上行网络或 Rancher 很慢。请重试，不会有任何操作被重复执行。",
    ),
    ja: say(
      "{url} から {seconds:duration} 以内に応答がありませんでした。",
      "上位回線または Rancher が遅くなっています。もう一度試してください。同じ処理が二重に行われることはありません。",
    ),
  },
  "rancher-sign-in-refused": {
    data: ["url", "user"],
    en: say(
      "Rancher at {url} refused to sign in {user}.",
      "Check user and password, and that the user is enabled and local. Better: use an API token of an account with the roles `user-base` and `clusters-create`.",
    ),
    "zh-Hans": say(
      "{url} 的 Rancher 拒绝 {user} 登录。",
      "请检查用户名和密码，并确认该用户是已启用的本地用户。更好的做法：使用具有 `user-base` 和 `clusters-create` 角色的账户的 API 令牌。",
    ),
    ja: say(
      "{url} の Rancher が {user} のサインインを拒否しました。",
      "ユーザー名とパスワード、ユーザーが有効なローカルユーザーかどうかを確認してください。できれば、ロール `user-base` と `clusters-create` を持つアカウントの API トークンを使ってください。",
    ),
  },
  "rancher-token-refused": {
    data: ["url"],
    en: say(
      "Rancher at {url} does not take the API token: it is expired, deleted or of another Rancher.",
      "Make a new one in Rancher (account, API keys), without a scope. Rancher ends them after 90 days at most unless it is set otherwise.",
    ),
    "zh-Hans": say(
      "{url} 的 Rancher 不接受该 API 令牌：它已过期、已被删除，或属于另一个 Rancher。",
      "请在 Rancher 中新建一个（账户，API 密钥），不要限定范围。除非另有设置，Rancher 的令牌最多 90 天后失效。",
    ),
    ja: say(
      "{url} の Rancher がこの API トークンを受け付けません。期限切れか、削除済みか、別の Rancher のものです。",
      "Rancher で新しいトークンを作成してください（アカウントの API キー、スコープなし）。特に設定しない限り、トークンは最長 90 日で失効します。",
    ),
  },
  /** `right`: the role that gives it. */
  "rancher-right-missing": {
    data: ["right", "reason"],
    en: say(
      "The account may not do this in Rancher: the role `{right}` is missing. {reason}",
      "Have an administrator of Rancher give the account this role, then try again. Nothing else is needed.",
    ),
    "zh-Hans": say(
      "该账户在 Rancher 中无权执行此操作：缺少角色 `{right}`。{reason}",
      "请让 Rancher 管理员为该账户授予此角色，然后重试。不需要其他权限。",
    ),
    ja: say(
      "このアカウントには Rancher でこの操作を行う権限がありません。ロール `{right}` が足りません。{reason}",
      "Rancher の管理者にこのロールの付与を依頼してから、もう一度試してください。ほかの権限は要りません。",
    ),
  },
  "rancher-api-failed": {
    data: ["url", "status", "reason"],
    en: say(
      "Rancher answered {status} at {url}: {reason}",
      "Try again. If it stays so, give this line to whoever runs Rancher.",
    ),
    "zh-Hans": say(
      "Rancher 在 {url} 返回 {status}：{reason}",
      "请重试。如果仍然如此，请把这一行交给 Rancher 的管理人员。",
    ),
    ja: say(
      "Rancher が {url} で {status} を返しました：{reason}",
      "もう一度試してください。変わらない場合は、この行を Rancher の管理担当者に伝えてください。",
    ),
  },
  "rancher-not-configured": {
    data: ["station"],
    en: say(
      "The station {station} has no Rancher to register with.",
      "Add a `rancher` section with `url` to the station file.",
    ),
    "zh-Hans": say(
      "站点 {station} 没有设置要注册的 Rancher。",
      "请在站点文件中添加带有 `url` 的 `rancher` 部分。",
    ),
    ja: say(
      "ステーション {station} には、登録先の Rancher が設定されていません。",
      "ステーションファイルに `url` を含む `rancher` セクションを追加してください。",
    ),
  },
} as const satisfies FailureArea;
