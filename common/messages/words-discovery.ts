/** Words of finding hosts; part of words.ts. */
export const discoveryWordKeys = [
  "discover.searching",
  "discover.searched",
  "discover.done",
  "discover.none",
  "discover.untried",
  "discover.behind",
  "discover.confirm",
  "found.known",
  "found.moved",
  "found.re-imaged",
  "found.ssh",
  "found.no-ssh",
  "found.closed",
  "found.silent",
  "trust.new",
  "trust.changed",
  "trust.same",
  "trust.type-name",
  "column.found",
  "column.card",
  "column.key",
] as const;
type DiscoveryWords = Record<(typeof discoveryWordKeys)[number], string>;

export const discoveryWordsEn = {
  "discover.searching": "Searching {ranges} …",
  "discover.searched": "{addresses} of {of} addresses",
  "discover.done": "Found: {hosts}, took: {took:ms}",
  "discover.none":
    "Nobody answered. Check cable and power of the server, and that the laptop is in its network.",
  "discover.confirm": "Search it all the same? [y/N]",
  "discover.behind":
    "Not looked for: {host}, as it is only reached through {jump}, and this search looks from the laptop. `forecourt check` looks at it.",
  "discover.untried": "not tried on {where}: {problem}",
  "found.known": "{host} of station {station}",
  "found.moved":
    "{host} of station {station}, with its own key at a new address (it was {was})",
  "found.re-imaged":
    "was {host} of station {station}; now it shows another key: set up anew, or another machine",
  "found.ssh": "answers SSH",
  "found.no-ssh": "no usable SSH",
  "found.closed": "is on, nothing listens on the SSH port",
  "found.silent": "is on, the SSH port does not answer (a firewall?)",
  "trust.new":
    "{host} ({address}) is new here. Its key is {fingerprint} ({type}). Compare it with the sticker, or with what the host shows on its own screen.",
  "trust.changed":
    "{host} ({address}) shows another key than before.\n  before: {pinned}\n  now:    {fingerprint} ({type})\nThat is right only if this server was set up anew or replaced. Compare the new key with what the host shows on its own screen; if nobody set it up anew, stop here and report it.",
  "trust.same": "{host} has the key that is remembered: {fingerprint}",
  "trust.type-name":
    "Type the name {host} to remember this key, or press Enter to stop:",
  "column.found": "What it is",
  "column.card": "Network card",
  "column.key": "Key",
} as const satisfies DiscoveryWords;

export const discoveryWordsZhHans = {
  "discover.searching": "正在搜索 {ranges} …",
  "discover.searched": "已搜索 {addresses} / {of} 个地址",
  "discover.done": "找到：{hosts}，用时：{took:ms}",
  "discover.none":
    "没有主机应答。请检查服务器的网线和电源，以及笔记本电脑是否与其在同一网络中。",
  "discover.confirm": "仍要搜索吗？[y/N]",
  "discover.behind":
    "未查找 {host}：它只能通过 {jump} 连接，而此次搜索是从此电脑发起的。可用 `forecourt check` 查看。",
  "discover.untried": "未能在 {where} 上尝试：{problem}",
  "found.known": "站点 {station} 的 {host}",
  "found.moved": "站点 {station} 的 {host}，密钥相同，但地址已变（原为 {was}）",
  "found.re-imaged":
    "原为站点 {station} 的 {host}；现在出示的是另一个密钥：可能已重新安装，或是另一台机器",
  "found.ssh": "有 SSH 应答",
  "found.no-ssh": "没有可用的 SSH",
  "found.closed": "已开机，SSH 端口无服务监听",
  "found.silent": "已开机，SSH 端口没有应答（防火墙？）",
  "trust.new":
    "第一次遇到 {host}（{address}）。其密钥为 {fingerprint}（{type}）。请与标签或主机自己屏幕上显示的内容核对。",
  "trust.changed":
    "{host}（{address}）出示的密钥与之前不同。\n  之前：{pinned}\n  现在：{fingerprint}（{type}）\n只有当这台服务器被重新安装或更换过时才是正常的。请将新密钥与主机自己屏幕上显示的内容核对；如果没有人重新安装过它，请就此停止并上报。",
  "trust.same": "{host} 的密钥与已记住的一致：{fingerprint}",
  "trust.type-name": "输入名称 {host} 以记住此密钥，或按回车键停止：",
  "column.found": "识别结果",
  "column.card": "网卡",
  "column.key": "密钥",
} as const satisfies DiscoveryWords;

export const discoveryWordsJa = {
  "discover.searching": "{ranges} を検索しています …",
  "discover.searched": "{of} アドレス中 {addresses} を検索済み",
  "discover.done": "見つかったホスト：{hosts}、所要時間：{took:ms}",
  "discover.none":
    "応答がありません。サーバーのケーブルと電源、ノートパソコンが同じネットワークにあるかを確認してください。",
  "discover.confirm": "それでも検索しますか？ [y/N]",
  "discover.behind":
    "{host} は {jump} を経由しないと届かないため、このパソコンからの検索の対象外です。`forecourt check` で確認できます。",
  "discover.untried": "{where} では試せませんでした：{problem}",
  "found.known": "ステーション {station} の {host}",
  "found.moved":
    "ステーション {station} の {host}。鍵は同じで、アドレスが変わっています（以前は {was}）",
  "found.re-imaged":
    "以前はステーション {station} の {host}。今は別の鍵を示しています。再インストールされたか、別の機器です",
  "found.ssh": "SSH が応答",
  "found.no-ssh": "使える SSH ではありません",
  "found.closed": "電源は入っていますが、SSH ポートで待ち受けていません",
  "found.silent":
    "電源は入っていますが、SSH ポートが応答しません（ファイアウォール？）",
  "trust.new":
    "{host}（{address}）に接続するのは初めてです。鍵は {fingerprint}（{type}）です。ラベル、またはホスト自身の画面に表示される内容と比べてください。",
  "trust.changed":
    "{host}（{address}）が以前と違う鍵を示しています。\n  以前：{pinned}\n  現在：{fingerprint}（{type}）\nこのサーバーが再インストールまたは交換された場合にのみ正常です。新しい鍵をホスト自身の画面に表示される内容と比べてください。誰も再インストールしていなければ、ここで中止して報告してください。",
  "trust.same": "{host} の鍵は記憶されているものと同じです：{fingerprint}",
  "trust.type-name":
    "この鍵を記憶するには名前 {host} を入力してください。中止するには Enter を押します：",
  "column.found": "判定",
  "column.card": "ネットワークカード",
  "column.key": "鍵",
} as const satisfies DiscoveryWords;
