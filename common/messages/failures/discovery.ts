import { say, type FailureArea } from "./area.ts";

/** Finding hosts: what the laptop's networks and what answers there say. */
export const discoveryFailures = {
  "no-network": {
    data: [],
    en: say(
      "This laptop is in no network: no cable and no Wi-Fi is connected.",
      "Plug the cable into the laptop and into the server or its switch, wait until the lamps at the socket light up, and search again.",
    ),
    "zh-Hans": say(
      "这台笔记本电脑没有接入任何网络：网线和 Wi-Fi 都未连接。",
      "请用网线连接笔记本电脑与服务器（或其交换机），等接口指示灯亮起后再重新搜索。",
    ),
    ja: say(
      "このノートパソコンはどのネットワークにも接続されていません。ケーブルも Wi-Fi もつながっていません。",
      "ケーブルでノートパソコンとサーバー（またはスイッチ）をつなぎ、差し込み口のランプが点灯してからもう一度検索してください。",
    ),
  },
  "network-unreachable": {
    data: ["range", "reason"],
    en: say(
      "This laptop has no way to {range} ({reason}).",
      "Check the cable and the laptop's own address, or name a range that the laptop is in.",
    ),
    "zh-Hans": say(
      "这台笔记本电脑无法到达 {range}（{reason}）。",
      "请检查网线和笔记本电脑自身的地址，或指定笔记本电脑所在的网段。",
    ),
    ja: say(
      "このノートパソコンから {range} へは到達できません（{reason}）。",
      "ケーブルとノートパソコン自身のアドレスを確認するか、ノートパソコンが属する範囲を指定してください。",
    ),
  },
  "local-network-denied": {
    data: ["range", "reason"],
    en: say(
      "macOS does not let this program look into the local network {range} ({reason}).",
      "Allow it in System Settings, Privacy & Security, Local Network, and search again.",
    ),
    "zh-Hans": say(
      "macOS 不允许本程序访问本地网络 {range}（{reason}）。",
      "请在“系统设置”的“隐私与安全性”、“本地网络”中允许本程序，然后重新搜索。",
    ),
    ja: say(
      "macOS がこのプログラムにローカルネットワーク {range} へのアクセスを許可していません（{reason}）。",
      "「システム設定」の「プライバシーとセキュリティ」、「ローカルネットワーク」で許可してから、もう一度検索してください。",
    ),
  },
  "range-invalid": {
    data: ["range"],
    en: say(
      "{range} is no range that can be searched.",
      "Write it like 192.168.1.0/24, or as one address; at most a /16.",
    ),
    "zh-Hans": say(
      "{range} 不是可以搜索的网段。",
      "请写成 192.168.1.0/24 这样的形式，或写单个地址；最大为 /16。",
    ),
    ja: say(
      "{range} は検索できる範囲ではありません。",
      "192.168.1.0/24 のように書くか、アドレスを 1 つ指定してください。最大は /16 です。",
    ),
  },
  "range-large": {
    data: ["range", "addresses"],
    en: say(
      "{range} has {addresses} addresses; searching them all takes a while and is noticed in the network.",
      "Name a smaller range, or confirm that you mean all of it (`--yes`).",
    ),
    "zh-Hans": say(
      "{range} 有 {addresses} 个地址，全部搜索需要一些时间，而且会在网络中引起注意。",
      "请指定更小的网段，或确认确实要搜索全部地址（`--yes`）。",
    ),
    ja: say(
      "{range} にはアドレスが {addresses} 個あります。すべて検索すると時間がかかり、ネットワーク側でも検知されます。",
      "もっと狭い範囲を指定するか、すべて検索してよいことを確認してください（`--yes`）。",
    ),
  },
  "range-public": {
    data: ["range", "addresses"],
    en: say(
      "{range} belongs to the public internet, not to a station.",
      "Check the address. Only where these addresses are really the station's, confirm it (`--yes`).",
    ),
    "zh-Hans": say(
      "{range} 属于公共互联网，不是站点的网络。",
      "请检查地址。只有当这些地址确实属于该站点时，才予以确认（`--yes`）。",
    ),
    ja: say(
      "{range} は公開インターネットのアドレスで、ステーションのものではありません。",
      "アドレスを確認してください。本当にステーションのアドレスである場合に限り、確認して続けてください（`--yes`）。",
    ),
  },
  "range-foreign": {
    data: ["range", "addresses"],
    en: say(
      "{range} is outside of this laptop's own networks.",
      "Check the address. If a router leads there and you may search it, confirm it (`--yes`).",
    ),
    "zh-Hans": say(
      "{range} 不在这台笔记本电脑自己的网络之内。",
      "请检查地址。如果有路由可达并且允许搜索，请予以确认（`--yes`）。",
    ),
    ja: say(
      "{range} はこのノートパソコン自身のネットワークの外にあります。",
      "アドレスを確認してください。ルーター経由で到達でき、検索してよい場合は確認して続けてください（`--yes`）。",
    ),
  },
  "ssh-silent": {
    data: ["address", "port"],
    en: say(
      "{address} accepts connections on port {port} but says nothing.",
      "Its SSH server hangs or is no SSH server. Restart it on the host (`sudo systemctl restart ssh` or `sshd`), or restart the host.",
    ),
    "zh-Hans": say(
      "{address} 在端口 {port} 上接受连接，但没有任何应答。",
      "其 SSH 服务可能已卡住，或根本不是 SSH 服务。请在主机上重启它（`sudo systemctl restart ssh` 或 `sshd`），或重启主机。",
    ),
    ja: say(
      "{address} はポート {port} で接続を受け付けますが、何も応答しません。",
      "SSH サーバーが停止しているか、SSH サーバーではありません。ホストで再起動する（`sudo systemctl restart ssh` または `sshd`）か、ホスト自体を再起動してください。",
    ),
  },
  "banner-too-long": {
    data: ["address", "port"],
    en: say(
      "What answers at {address}, port {port} talks on and on instead of beginning SSH.",
      "It is no usual SSH server. Choose another host, or look at what listens there (`sudo ss -ltnp` on the host).",
    ),
    "zh-Hans": say(
      "在 {address} 端口 {port} 上应答的程序一直发送数据，而没有开始 SSH。",
      "它不是普通的 SSH 服务。请选择其他主机，或在主机上查看是什么在监听（`sudo ss -ltnp`）。",
    ),
    ja: say(
      "{address} のポート {port} で応答しているものは、SSH を始めずにデータを送り続けています。",
      "通常の SSH サーバーではありません。別のホストを選ぶか、何が待ち受けているかをホストで確認してください（`sudo ss -ltnp`）。",
    ),
  },
  "hung-up": {
    data: ["address", "port"],
    en: say(
      "{address} hung up on port {port} before SSH was under way.",
      "Its SSH server may be starting or turning connections away. Wait a minute and try again; if it stays so, look at `sudo journalctl -u ssh` on the host.",
    ),
    "zh-Hans": say(
      "{address} 在端口 {port} 上的 SSH 尚未建立就断开了连接。",
      "其 SSH 服务可能正在启动，或正在拒绝连接。请等一分钟后重试；如果仍然如此，请在主机上查看 `sudo journalctl -u ssh`。",
    ),
    ja: say(
      "{address} はポート {port} で SSH が始まる前に接続を切りました。",
      "SSH サーバーが起動中か、接続を断っている可能性があります。1 分待ってからもう一度試してください。変わらない場合は、ホストで `sudo journalctl -u ssh` を確認してください。",
    ),
  },
  "fingerprint-differs": {
    data: ["given", "fingerprint"],
    en: say(
      "{host} shows the key {fingerprint}, which is not what was given: {given}. It was not remembered.",
      "Read the sticker again, and check that it belongs to this host. If it still differs, this is another machine or it was set up anew: find out which before you go on.",
    ),
    "zh-Hans": say(
      "{host} 出示的密钥是 {fingerprint}，与给出的不一致：{given}。未记住该密钥。",
      "请重新读取标签，并确认它属于这台主机。如果仍不一致，说明这是另一台机器或已被重新安装：请先查明原因再继续。",
    ),
    ja: say(
      "{host} の鍵は {fingerprint} で、指定されたもの（{given}）と一致しません。記憶しませんでした。",
      "ラベルをもう一度読み取り、このホストのものであることを確認してください。それでも違う場合は、別の機器か再インストールされたホストです。続ける前に原因を調べてください。",
    ),
  },
  "host-keys-unusable": {
    data: ["user", "path"],
    en: say(
      "The keys of the station cannot be let in to {user} on {host}: {path} is missing, or a link.",
      "Give the account a home folder with plain files (`ls -la {path}`), or take `authorizedKeys` out of the station file.",
    ),
    "zh-Hans": say(
      "无法在 {host} 上允许站点的密钥登录 {user}：{path} 不存在，或是一个链接。",
      "请让该账户拥有普通的主目录和文件（`ls -la {path}`），或从站点文件中去掉 `authorizedKeys`。",
    ),
    ja: say(
      "{host} の {user} にステーションの鍵を登録できません。{path} がないか、リンクになっています。",
      "アカウントに通常のホームフォルダーとファイルを用意する（`ls -la {path}`）か、ステーションファイルから `authorizedKeys` を取り除いてください。",
    ),
  },
} as const satisfies FailureArea;
