import { say, type FailureArea } from "./area.ts";

/** Reaching a host and signing in. */
export const reachingFailures = {
  "host-unreachable": {
    data: ["address", "port"],
    en: say(
      "{host} does not answer at {address}, port {port}.",
      "Check that it is switched on, the cable is plugged in and the laptop is in the same network (`ping {address}`), and that the address in the station file is right. Then try again.",
    ),
    "zh-Hans": say(
      "{host} 在 {address} 端口 {port} 上没有应答。",
      "请检查主机是否已开机、网线是否插好、笔记本电脑是否在同一网络中（`ping {address}`），以及站点文件中的地址是否正确，然后重试。",
    ),
    ja: say(
      "{host} が {address} のポート {port} で応答しません。",
      "電源が入っているか、ケーブルが接続されているか、ノートパソコンが同じネットワークにあるか（`ping {address}`）、ステーションファイルのアドレスが正しいかを確認し、もう一度実行してください。",
    ),
  },
  "port-closed": {
    data: ["address", "port"],
    en: say(
      "{host} is there, but nothing accepts SSH connections at {address}, port {port}.",
      "Start SSH on the host (`sudo systemctl start ssh` or `sshd`), allow the port in its firewall, or correct `port` in the station file.",
    ),
    "zh-Hans": say(
      "{host} 在线，但 {address} 的端口 {port} 不接受 SSH 连接。",
      "请在主机上启动 SSH（`sudo systemctl start ssh` 或 `sshd`），在防火墙中放行该端口，或更正站点文件中的 `port`。",
    ),
    ja: say(
      "{host} は動作していますが、{address} のポート {port} で SSH 接続を受け付けていません。",
      "ホストで SSH を起動する（`sudo systemctl start ssh` または `sshd`）、ファイアウォールでポートを許可する、またはステーションファイルの `port` を修正してください。",
    ),
  },
  "not-ssh": {
    data: ["address", "port"],
    en: say(
      "What answers at {address}, port {port} is not SSH.",
      "Correct address and port of {host} in the station file; SSH usually listens on port 22.",
    ),
    "zh-Hans": say(
      "在 {address} 端口 {port} 上应答的不是 SSH。",
      "请更正站点文件中 {host} 的地址和端口；SSH 通常使用端口 22。",
    ),
    ja: say(
      "{address} のポート {port} で応答しているのは SSH ではありません。",
      "ステーションファイルの {host} のアドレスとポートを修正してください。SSH は通常ポート 22 を使います。",
    ),
  },
  "connection-lost": {
    data: ["address"],
    en: say(
      "The connection to {host} ({address}) broke and could not be restored.",
      "Work already started on the host goes on by itself. Check cable and power, then run `forecourt resume`; it continues where it stopped.",
    ),
    "zh-Hans": say(
      "与 {host}（{address}）的连接已中断，且无法恢复。",
      "主机上已开始的操作会自行继续。请检查网线和电源，然后运行 `forecourt resume`，它会从中断处继续。",
    ),
    ja: say(
      "{host}（{address}）との接続が切れ、復旧できませんでした。",
      "ホストで開始済みの作業はそのまま続きます。ケーブルと電源を確認してから `forecourt resume` を実行すると、止まったところから再開します。",
    ),
  },
  "host-key-unknown": {
    data: ["fingerprint"],
    en: say(
      "{host} was never seen before, and nobody confirmed its key {fingerprint}.",
      "Compare with what the host shows on its own screen (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`). If both agree, confirm the key, or enter it as `hostKey` in the station file.",
    ),
    "zh-Hans": say(
      "第一次遇到 {host}，其密钥 {fingerprint} 尚未得到确认。",
      "请与主机自己屏幕上显示的内容核对（`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`）。如果一致，请确认该密钥，或将其作为 `hostKey` 写入站点文件。",
    ),
    ja: say(
      "{host} に接続するのは初めてで、鍵 {fingerprint} はまだ確認されていません。",
      "ホスト自身の画面に表示される内容（`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`）と比べてください。一致していれば鍵を承認するか、ステーションファイルに `hostKey` として記入してください。",
    ),
  },
  "host-key-changed": {
    data: ["pinned", "fingerprint"],
    en: say(
      "{host} shows the key {fingerprint}, but {pinned} was confirmed earlier. Nothing was sent to it.",
      "It may be another machine at the same address, or a host that was set up anew. Find out which before you go on; only if the new key is right, replace the old one in the station file.",
    ),
    "zh-Hans": say(
      "{host} 出示的密钥是 {fingerprint}，但之前确认的是 {pinned}。没有向它发送任何内容。",
      "可能是同一地址上换了另一台机器，也可能是主机被重新安装过。请先查明原因；只有确定新密钥正确时，才在站点文件中替换旧密钥。",
    ),
    ja: say(
      "{host} の鍵は {fingerprint} ですが、以前に確認した鍵は {pinned} です。ホストには何も送信していません。",
      "同じアドレスにある別の機器か、再インストールされたホストの可能性があります。先に原因を調べ、新しい鍵が正しいと確認できた場合に限り、ステーションファイルの古い鍵を置き換えてください。",
    ),
  },
  "sign-in-refused": {
    data: ["user", "address"],
    en: say(
      "{host} ({address}) refused to sign in the user {user}.",
      "Either the password or key is wrong, or the account is locked: most hosts answer both alike. Check user name and password; a key must stand in `~/.ssh/authorized_keys` of {user} there. On the host, `sudo passwd -S {user}` (an L is locked) and `sudo faillock --user {user}` tell; `sudo passwd -u {user}` and `sudo faillock --user {user} --reset` unlock. For root, `PermitRootLogin` in `/etc/ssh/sshd_config` may forbid it.",
    ),
    "zh-Hans": say(
      "{host}（{address}）拒绝用户 {user} 登录。",
      "可能是密码或密钥不对，也可能是账户被锁定：多数主机对两者的回应相同。请检查用户名和密码；使用密钥时，主机上 {user} 的 `~/.ssh/authorized_keys` 中必须有该密钥。在主机上可用 `sudo passwd -S {user}`（L 表示已锁定）和 `sudo faillock --user {user}` 查看，用 `sudo passwd -u {user}` 和 `sudo faillock --user {user} --reset` 解锁。若是 root，也可能被 `/etc/ssh/sshd_config` 中的 `PermitRootLogin` 禁止。",
    ),
    ja: say(
      "{host}（{address}）がユーザー {user} のサインインを拒否しました。",
      "パスワードか鍵が違うか、アカウントがロックされています。多くのホストはどちらも同じ応答をします。ユーザー名とパスワードを確認してください。鍵はホスト上の {user} の `~/.ssh/authorized_keys` に登録されている必要があります。ホスト上では `sudo passwd -S {user}`（L はロック中）と `sudo faillock --user {user}` で確認でき、`sudo passwd -u {user}` と `sudo faillock --user {user} --reset` で解除できます。root の場合は `/etc/ssh/sshd_config` の `PermitRootLogin` で禁止されていることもあります。",
    ),
  },
  "key-unreadable": {
    data: ["path", "reason"],
    en: say(
      "The private key {path} cannot be used: {reason}",
      "Check the path in the station file and that the file is an OpenSSH or PEM private key (not the `.pub` file) that you may read.",
    ),
    "zh-Hans": say(
      "无法使用私钥 {path}：{reason}",
      "请检查站点文件中的路径，并确认该文件是您有权读取的 OpenSSH 或 PEM 私钥（不是 `.pub` 文件）。",
    ),
    ja: say(
      "秘密鍵 {path} を使用できません：{reason}",
      "ステーションファイルのパスと、読み取り可能な OpenSSH 形式または PEM 形式の秘密鍵（`.pub` ファイルではないもの）であることを確認してください。",
    ),
  },
  "passphrase-wrong": {
    data: ["path"],
    en: say(
      "The passphrase for the key {path} is wrong.",
      "Enter it again. To test it: `ssh-keygen -y -f {path}`.",
    ),
    "zh-Hans": say(
      "密钥 {path} 的密码短语不正确。",
      "请重新输入。可以这样测试：`ssh-keygen -y -f {path}`。",
    ),
    ja: say(
      "鍵 {path} のパスフレーズが違います。",
      "もう一度入力してください。`ssh-keygen -y -f {path}` で確かめられます。",
    ),
  },
  /** `kind`: "password", "passphrase" or "sudo-password". */
  "secret-missing": {
    data: ["kind"],
    en: say(
      "A secret is needed but nobody could be asked for it: {kind:secret}.",
      "Start the command in a terminal where it can ask you, or sign in with the SSH agent.",
    ),
    "zh-Hans": say(
      "需要一项保密信息，但无法向任何人询问：{kind:secret}。",
      "请在可以输入的终端中启动该命令，或使用 SSH 代理程序（ssh-agent）登录。",
    ),
    ja: say(
      "秘密情報が必要ですが、入力を求めることができませんでした：{kind:secret}。",
      "入力できる端末でコマンドを実行するか、SSH エージェント（ssh-agent）でサインインしてください。",
    ),
  },
  "sudo-password-wrong": {
    data: ["user"],
    en: say(
      "{host} did not accept the sudo password of {user}.",
      "Enter it again. To test it on the host: `sudo -k -v`.",
    ),
    "zh-Hans": say(
      "{host} 不接受 {user} 的 sudo 密码。",
      "请重新输入。可以在主机上这样测试：`sudo -k -v`。",
    ),
    ja: say(
      "{host} で {user} の sudo パスワードが受け付けられませんでした。",
      "もう一度入力してください。ホスト上では `sudo -k -v` で確かめられます。",
    ),
  },
  "sudo-not-allowed": {
    data: ["user"],
    en: say(
      "{user} may not use sudo on {host}, but the installation needs administrator rights.",
      "Add the user to the group of administrators there (`usermod -aG sudo {user}`; on Red Hat systems `wheel`), or sign in as root.",
    ),
    "zh-Hans": say(
      "{user} 在 {host} 上无权使用 sudo，而安装需要管理员权限。",
      "请在主机上将该用户加入管理员组（`usermod -aG sudo {user}`；红帽系统为 `wheel`），或以 root 登录。",
    ),
    ja: say(
      "{user} は {host} で sudo を使えませんが、インストールには管理者権限が必要です。",
      "ホストで管理者グループにユーザーを追加する（`usermod -aG sudo {user}`、Red Hat 系では `wheel`）か、root でサインインしてください。",
    ),
  },
  "host-throttles": {
    data: ["address"],
    en: say(
      "{host} ({address}) turns away new connections for now, after too many attempts.",
      "Wait a few minutes and try again. Wrong passwords make the pause longer.",
    ),
    "zh-Hans": say(
      "由于尝试次数过多，{host}（{address}）暂时拒绝新的连接。",
      "请等待几分钟后重试。密码错误会延长等待时间。",
    ),
    ja: say(
      "試行回数が多すぎたため、{host}（{address}）が新しい接続を一時的に拒否しています。",
      "数分待ってからもう一度実行してください。パスワードを間違えると待ち時間が長くなります。",
    ),
  },
  "no-common-algorithm": {
    data: ["reason"],
    en: say(
      "{host} and this program have no common way to encrypt the connection: {reason}",
      "Update the SSH server of the host, or remove restrictions such as `Ciphers` and `KexAlgorithms` from `/etc/ssh/sshd_config` and restart it.",
    ),
    "zh-Hans": say(
      "{host} 与本程序没有共同支持的连接加密方式：{reason}",
      "请更新主机的 SSH 服务，或删除 `/etc/ssh/sshd_config` 中的 `Ciphers`、`KexAlgorithms` 等限制并重启该服务。",
    ),
    ja: say(
      "{host} とこのプログラムに共通する暗号化方式がありません：{reason}",
      "ホストの SSH サーバーを更新するか、`/etc/ssh/sshd_config` の `Ciphers` や `KexAlgorithms` などの制限を外して再起動してください。",
    ),
  },
  "forwarding-refused": {
    data: ["port"],
    en: say(
      "{host} does not let its port {port} be reached through SSH.",
      "Set `AllowTcpForwarding yes` in `/etc/ssh/sshd_config` on the host and reload SSH (`sudo systemctl reload ssh` or `sshd`).",
    ),
    "zh-Hans": say(
      "{host} 不允许通过 SSH 访问其端口 {port}。",
      "请在主机的 `/etc/ssh/sshd_config` 中设置 `AllowTcpForwarding yes`，并重新加载 SSH（`sudo systemctl reload ssh` 或 `sshd`）。",
    ),
    ja: say(
      "{host} は SSH 経由でのポート {port} への接続を許可していません。",
      "ホストの `/etc/ssh/sshd_config` に `AllowTcpForwarding yes` を設定し、SSH を再読み込みしてください（`sudo systemctl reload ssh` または `sshd`）。",
    ),
  },
} as const satisfies FailureArea;
