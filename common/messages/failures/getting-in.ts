import { say, type FailureArea } from "./area.ts";

/** Jump hosts, and what is known to sign in with. */
export const gettingInFailures = {
  /** `jump`: the host that it is reached through. */
  "host-unreachable-through": {
    data: ["address", "port", "jump"],
    en: say(
      "{jump}, through which {host} is reached, gets no connection to {address}, port {port}.",
      "Check that {host} is switched on and in the same network as {jump} (there: `ping {address}`), and that the address in the station file is right as seen from {jump}. Then try again.",
    ),
    "zh-Hans": say(
      "{host} 需通过 {jump} 连接，但 {jump} 无法连接到 {address} 端口 {port}。",
      "请检查 {host} 是否已开机并与 {jump} 在同一网络中（在 {jump} 上执行 `ping {address}`），以及站点文件中的地址从 {jump} 来看是否正确，然后重试。",
    ),
    ja: say(
      "{host} は {jump} を経由して接続しますが、{jump} から {address} のポート {port} に接続できません。",
      "{host} の電源が入っていて {jump} と同じネットワークにあるか（{jump} 上で `ping {address}`）、ステーションファイルのアドレスが {jump} から見て正しいかを確認し、もう一度実行してください。",
    ),
  },
  "jump-refused": {
    data: ["address", "port", "jump"],
    en: say(
      "{jump} does not pass connections on, so {host} ({address}, port {port}) cannot be reached through it.",
      "Set `AllowTcpForwarding yes` in `/etc/ssh/sshd_config` on {jump} and reload SSH there, or choose another jump host.",
    ),
    "zh-Hans": say(
      "{jump} 不转发连接，因此无法通过它连接 {host}（{address}，端口 {port}）。",
      "请在 {jump} 的 `/etc/ssh/sshd_config` 中设置 `AllowTcpForwarding yes` 并重新加载 SSH，或选择其他跳板主机。",
    ),
    ja: say(
      "{jump} は接続を中継しないため、{host}（{address}、ポート {port}）に到達できません。",
      "{jump} の `/etc/ssh/sshd_config` に `AllowTcpForwarding yes` を設定して SSH を再読み込みするか、別の踏み台ホストを選んでください。",
    ),
  },
  /** The jump host went away in the middle; `behind`: whom it led to. */
  "jump-lost": {
    data: ["behind"],
    en: say(
      "{host}, through which {behind} is reached, does not answer any more.",
      "Look after {host} first: is it switched on, is its cable plugged in, does the laptop still have its network? Nothing was seen to be wrong with {behind}, and what runs there goes on. Then go on where it stopped.",
    ),
    "zh-Hans": say(
      "连接 {behind} 所经过的 {host} 不再响应。",
      "请先检查 {host}：是否开机、网线是否插好、此电脑的网络是否正常。{behind} 本身没有报错，其上正在运行的工作会继续。之后可从中断处继续。",
    ),
    ja: say(
      "{behind} への経由先である {host} が応答しなくなりました。",
      "まず {host} を確認してください。電源は入っているか、ケーブルは差さっているか、このパソコンはネットワークにつながっているか。{behind} に問題が見つかったわけではなく、そこで実行中の作業は続きます。その後、止まった所から続けてください。",
    ),
  },
  /** `tries`: keys and passwords that were refused. */
  "credentials-refused": {
    data: ["user", "address", "tries"],
    en: say(
      "{host} ({address}) refused the user {user} with each of the {tries} known passwords and keys that were tried. More are not tried by themselves, as this could lock the account.",
      "Ask for the password of {user} on this host and type it once. If the account is locked already, wait a quarter of an hour, or unlock it on the host (`sudo faillock --user {user} --reset`).",
    ),
    "zh-Hans": say(
      "{host}（{address}）拒绝了用户 {user}：已试过的 {tries} 个已知密码和密钥均无效。为避免账户被锁定，不再自动尝试。",
      "请确认 {user} 在该主机上的密码，并输入一次。如果账户已被锁定，请等待一刻钟，或在主机上解锁（`sudo faillock --user {user} --reset`）。",
    ),
    ja: say(
      "{host}（{address}）は、試した {tries} 個の既知のパスワードと鍵をすべて拒否しました（ユーザー {user}）。アカウントがロックされるおそれがあるため、これ以上は自動で試しません。",
      "このホストでの {user} のパスワードを確認し、一度だけ入力してください。すでにロックされている場合は 15 分待つか、ホスト上で解除してください（`sudo faillock --user {user} --reset`）。",
    ),
  },
  /** `tries`: keys that were refused; `left`: keys that were not shown any more. */
  "keys-cut-off": {
    data: ["user", "address", "tries", "left"],
    en: say(
      "{host} ({address}) refused the user {user} with {tries} keys; {left} more keys of this laptop were not shown, as a server ends a sign-in after a few and shuts out who comes again too often.",
      "Leave only the right key in the SSH agent (`ssh-add -D`, then `ssh-add` with its file), or choose its file for {host} instead of the agent. On the host, `MaxAuthTries` in `/etc/ssh/sshd_config` says how many it takes at once.",
    ),
    "zh-Hans": say(
      "{host}（{address}）拒绝了用户 {user} 的 {tries} 个密钥；此电脑上还有 {left} 个密钥没有出示，因为服务器试几个后就会断开，重连过多还会被拒之门外。",
      "请让 SSH 代理中只保留正确的密钥（先 `ssh-add -D`，再用 `ssh-add` 加入该密钥文件），或为 {host} 改选密钥文件而不用代理。主机 `/etc/ssh/sshd_config` 中的 `MaxAuthTries` 决定一次可以试几个。",
    ),
    ja: say(
      "{host}（{address}）はユーザー {user} の鍵 {tries} 個を拒否しました。サーバーは数個で接続を切り、何度もつなぎ直すと締め出すため、このパソコンの残り {left} 個の鍵は提示していません。",
      "SSH エージェントに正しい鍵だけを残すか（`ssh-add -D` の後に `ssh-add` でその鍵ファイルを追加）、{host} ではエージェントの代わりに鍵ファイルを選んでください。一度に試せる数は、ホストの `/etc/ssh/sshd_config` の `MaxAuthTries` で決まります。",
    ),
  },
  /** The host says so itself; most say nothing, and it looks like a wrong password. */
  "account-locked": {
    data: ["user", "address"],
    en: say(
      "{host} ({address}) says that the account {user} is locked.",
      "Wait a quarter of an hour without trying, or unlock it on the host: `sudo faillock --user {user} --reset`, and where `sudo passwd -S {user}` shows an L, `sudo passwd -u {user}`. Then type the right password once.",
    ),
    "zh-Hans": say(
      "{host}（{address}）表示账户 {user} 已被锁定。",
      "请等待一刻钟且期间不要尝试，或在主机上解锁：`sudo faillock --user {user} --reset`；如果 `sudo passwd -S {user}` 显示 L，再执行 `sudo passwd -u {user}`。然后输入一次正确的密码。",
    ),
    ja: say(
      "{host}（{address}）は、アカウント {user} がロックされていると応答しました。",
      "15 分間何も試さずに待つか、ホスト上で解除してください：`sudo faillock --user {user} --reset`。`sudo passwd -S {user}` に L と表示される場合は `sudo passwd -u {user}` も実行します。その後、正しいパスワードを一度だけ入力してください。",
    ),
  },
  "no-longer-let-in": {
    data: ["user", "address"],
    en: say(
      "{host} ({address}) no longer lets the user {user} in, with what signed in just before.",
      "Either the password or key was changed there meanwhile, or the account was locked. On the host, `sudo passwd -S {user}` shows an L for a locked one (`sudo passwd -u {user}` unlocks it), and `sudo faillock --user {user}` the wrong tries (`--reset` clears them). Then sign in again.",
    ),
    "zh-Hans": say(
      "{host}（{address}）不再允许用户 {user} 登录，尽管用的是刚才登录成功的凭据。",
      "可能是其间密码或密钥被更改，或者账户被锁定。在主机上，`sudo passwd -S {user}` 显示 L 表示已锁定（用 `sudo passwd -u {user}` 解锁），`sudo faillock --user {user}` 显示失败次数（加 `--reset` 清除）。之后请重新登录。",
    ),
    ja: say(
      "{host}（{address}）は、先ほどと同じ情報でもユーザー {user} をサインインさせなくなりました。",
      "その間にパスワードか鍵が変更されたか、アカウントがロックされています。ホスト上で `sudo passwd -S {user}` に L と表示されればロック中です（`sudo passwd -u {user}` で解除）。`sudo faillock --user {user}` は失敗した回数を示します（`--reset` で消去）。その後、もう一度サインインしてください。",
    ),
  },
  "public-key-missing": {
    data: ["path"],
    en: say(
      "There is no public key in {path}.",
      "Choose the file that ends in `.pub` and lies beside your private key; the private key itself never leaves the laptop.",
    ),
    "zh-Hans": say(
      "{path} 中没有公钥。",
      "请选择与您的私钥放在一起、以 `.pub` 结尾的文件；私钥本身绝不会离开此电脑。",
    ),
    ja: say(
      "{path} に公開鍵がありません。",
      "秘密鍵と同じ場所にある、`.pub` で終わるファイルを選んでください。秘密鍵そのものがこのパソコンから出ることはありません。",
    ),
  },
} as const satisfies FailureArea;
