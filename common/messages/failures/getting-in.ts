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
