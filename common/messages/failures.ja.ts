import { type FailureSentences, say } from "./failure-sentence.ts";

export const failuresJa = {
  // Reaching a host and signing in
  "host-unreachable": say(
    "{host} が {address} のポート {port} で応答しません。",
    "電源が入っているか、ケーブルが接続されているか、ノートパソコンが同じネットワークにあるか（`ping {address}`）、ステーションファイルのアドレスが正しいかを確認し、もう一度実行してください。",
  ),
  "port-closed": say(
    "{host} は動作していますが、{address} のポート {port} で SSH 接続を受け付けていません。",
    "ホストで SSH を起動する（`sudo systemctl start ssh` または `sshd`）、ファイアウォールでポートを許可する、またはステーションファイルの `port` を修正してください。",
  ),
  "not-ssh": say(
    "{address} のポート {port} で応答しているのは SSH ではありません。",
    "ステーションファイルの {host} のアドレスとポートを修正してください。SSH は通常ポート 22 を使います。",
  ),
  "connection-lost": say(
    "{host}（{address}）との接続が切れ、復旧できませんでした。",
    "ホストで開始済みの作業はそのまま続きます。ケーブルと電源を確認してから `forecourt resume` を実行すると、止まったところから再開します。",
  ),
  "host-key-unknown": say(
    "{host} に接続するのは初めてで、鍵 {fingerprint} はまだ確認されていません。",
    "ホスト自身の画面に表示される内容（`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`）と比べてください。一致していれば鍵を承認するか、ステーションファイルに `hostKey` として記入してください。",
  ),
  "host-key-changed": say(
    "{host} の鍵は {fingerprint} ですが、以前に確認した鍵は {pinned} です。ホストには何も送信していません。",
    "同じアドレスにある別の機器か、再インストールされたホストの可能性があります。先に原因を調べ、新しい鍵が正しいと確認できた場合に限り、ステーションファイルの古い鍵を置き換えてください。",
  ),
  "sign-in-refused": say(
    "{host}（{address}）がユーザー {user} のサインインを拒否しました。",
    "ユーザー名と、パスワードまたは鍵を確認してください。鍵を使う場合は、ホスト上の {user} の `~/.ssh/authorized_keys` に登録されている必要があります。",
  ),
  "key-unreadable": say(
    "秘密鍵 {path} を使用できません：{reason}",
    "ステーションファイルのパスと、読み取り可能な OpenSSH 形式または PEM 形式の秘密鍵（`.pub` ファイルではないもの）であることを確認してください。",
  ),
  "passphrase-wrong": say(
    "鍵 {path} のパスフレーズが違います。",
    "もう一度入力してください。`ssh-keygen -y -f {path}` で確かめられます。",
  ),
  "secret-missing": say(
    "秘密情報が必要ですが、入力を求めることができませんでした：{kind:secret}。",
    "入力できる端末でコマンドを実行するか、SSH エージェント（ssh-agent）でサインインしてください。",
  ),
  "sudo-password-wrong": say(
    "{host} で {user} の sudo パスワードが受け付けられませんでした。",
    "もう一度入力してください。ホスト上では `sudo -k -v` で確かめられます。",
  ),
  "sudo-not-allowed": say(
    "{user} は {host} で sudo を使えませんが、インストールには管理者権限が必要です。",
    "ホストで管理者グループにユーザーを追加する（`usermod -aG sudo {user}`、Red Hat 系では `wheel`）か、root でサインインしてください。",
  ),
  "host-throttles": say(
    "試行回数が多すぎたため、{host}（{address}）が新しい接続を一時的に拒否しています。",
    "数分待ってからもう一度実行してください。パスワードを間違えると待ち時間が長くなります。",
  ),
  "no-common-algorithm": say(
    "{host} とこのプログラムに共通する暗号化方式がありません：{reason}",
    "ホストの SSH サーバーを更新するか、`/etc/ssh/sshd_config` の `Ciphers` や `KexAlgorithms` などの制限を外して再起動してください。",
  ),
  "forwarding-refused": say(
    "{host} は SSH 経由でのポート {port} への接続を許可していません。",
    "ホストの `/etc/ssh/sshd_config` に `AllowTcpForwarding yes` を設定し、SSH を再読み込みしてください（`sudo systemctl reload ssh` または `sshd`）。",
  ),

  // Files given to us
  "file-unreadable": say(
    "ファイル {path} を読み取れません：{reason}",
    "パスと読み取り権限を確認してください。USB メモリにある場合は、接続されているか確認してください。",
  ),
  "yaml-invalid": say(
    "{path} の {line} 行 {column} 列に誤りがあります：{reason}",
    "ファイルを開いてその行を確認してください。よくある原因は、空白の代わりのタブ、字下げの誤り、コロンや引用符の抜けです。",
  ),
  "station-invalid": say(
    "ステーションファイル {path} の {place} に誤りがあります：{reason}",
    "その項目を修正してもう一度実行してください。どのホストも変更されていません。",
  ),
  "recipe-invalid": say(
    "バンドルのレシピ {path} の {place} に誤りがあります：{reason}",
    "その項目を修正して、バンドルを作り直してください。",
  ),
  "bundle-missing": say(
    "{path} にバンドルがありません。",
    "`manifest.json` のあるフォルダーを指定してください。USB メモリにある場合は、接続されているか確認してください。",
  ),
  "manifest-unsigned": say(
    "{path} のバンドルには署名がないため、内容を信頼できません。",
    "`manifest.json.minisig` を含めてバンドル全体をコピーし直すか、署名済みのものを本部に依頼してください。",
  ),
  "manifest-invalid": say(
    "バンドルの目録 {path} を解釈できません：{reason}",
    "バンドルをコピーし直してください。それでも解決しない場合は、バンドルのほうが新しい可能性があるため、このプログラムを更新してください。",
  ),
  "signature-invalid": say(
    "{path} の署名が一致しません。ファイルが改変されたか、破損しています。",
    "このバンドルは使わないでください。本部のものをコピーし直し、`forecourt bundle verify` で検査してください。",
  ),
  "signature-key-unknown": say(
    "バンドルは鍵 {key} で署名されていますが、このプログラムはその鍵を信頼していません。",
    "本部のバンドルを使うか、本部が鍵を変更した場合はこのプログラムを更新してください。",
  ),
  "bundle-expired": say(
    "バンドルの有効期限（{expires:time}）が切れています。",
    "最新のバンドルを本部から入手してください。期限に問題がないように見える場合は、このノートパソコンの時計を確認してください。",
  ),
  "bundle-older": say(
    "このバンドル（番号 {sequence}）は、以前ここで使われたもの（番号 {seen}）より古いものです。",
    "最新のバンドルを使ってください。古いバンドルを使うと、修正済みのセキュリティ問題が再発するおそれがあります。",
  ),
  "bundle-file-missing": say(
    "バンドルにファイル {path} がありません。",
    "バンドル全体をコピーし直し、`forecourt bundle verify` で検査してください。",
  ),
  "bundle-file-altered": say(
    "バンドルのファイル {path} が署名時の内容と一致しません。改変されたか、破損しています。",
    "できれば別の USB メモリにバンドルをコピーし直し、`forecourt bundle verify` で検査してください。",
  ),
  "bundle-wrong-arch": say(
    "バンドルにはアーキテクチャ {arch} のホスト用のファイルがありません。",
    "{arch} 用に作られたバンドルを使ってください（`forecourt bundle info` で対象を確認できます）。",
  ),
  "bundle-incomplete": say(
    "アーキテクチャ {arch} のホストに必要なものがバンドルにありません：{kind}。",
    "完全なバンドルを本部に依頼するか、レシピに追加してバンドルを作り直してください。",
  ),
  "versions-do-not-fit": say(
    "バンドル内のバージョンの組み合わせが正しくありません：{reason}",
    "レシピで互いに対応するバージョンを選び、バンドルを作り直してください。",
  ),
  "download-failed": say(
    "{url} をダウンロードできませんでした：{reason}",
    "インターネット接続とプロキシを確認して、もう一度実行してください。取得済みの部分は保持されます。",
  ),
  "download-altered": say(
    "{url} から取得した内容が、配布元の公表したものと一致しません。",
    "もう一度実行してください。変わらない場合は、配布元または途中のプロキシがファイルを改変しています。別の入手先を使ってください。",
  ),
  "laptop-disk-full": say(
    "このノートパソコンのディスクがいっぱいで、{path} に書き込めませんでした。",
    "空き容量を増やすか別のフォルダーを選び、もう一度実行してください。",
  ),
  "output-exists": say(
    "{path} はすでに存在するため、上書きしません。",
    "別のフォルダーを選ぶか、不要であれば削除してください。",
  ),

  // What a host must be
  "arch-unsupported": say(
    "{host} のプロセッサー（{machine}）に対応する K3s はありません。",
    "64 ビットの Intel または AMD、あるいは ARM（arm64、armv7）のプロセッサーを搭載したホストを使ってください。",
  ),
  "os-unsupported": say(
    "{host} の OS は要件を満たしていません：{reason}",
    "systemd を備えた新しい Linux（Debian 12、Ubuntu 22.04、Rocky 9 など）を使ってください。",
  ),
  "disk-too-small": say(
    "{host} の {path} の空き容量は {free:gbDown} しかありません。{need:gbUp} 必要です。",
    "空き容量を増やす（`sudo du -xh --max-depth=2 {path} | sort -h | tail` で大きなものを確認できます）か、ディスクを拡張してください。",
  ),
  "memory-too-small": say(
    "{host} のメモリは {found:gbDown} しかありません。{need:gbUp} 必要です。",
    "メモリを増設するか、別のホストを使ってください。",
  ),
  "other-k3s": say(
    "{host} には、このインストールによるものではない K3s がすでにあります：{found}",
    "不要であれば `sudo k3s-uninstall.sh`（agent では `sudo k3s-agent-uninstall.sh`）で削除してください。そのデータはすべて消えます。",
  ),
  "other-kubernetes": say(
    "{host} には別の Kubernetes がすでにあります：{found}",
    "1 台のホストで両方を動かすことはできません。もう一方を削除する（kubeadm の場合は `sudo kubeadm reset`）か、別のホストを使ってください。",
  ),
  "cgroup-v1": say(
    "{host} は古いリソース制御方式 cgroup v1 を使っており、K3s {version} は起動しません。",
    "カーネルの起動パラメーターに `systemd.unified_cgroup_hierarchy=1` を追加してホストを再起動するか、K3s 1.34 以前のバンドルを使うか、ステーションファイルに `allowCgroupV1: true` を設定してください。",
  ),
  "ports-in-use": say(
    "{host} では、K3s に必要なポートを他のプログラムが使っています：{ports}",
    "`sudo ss -lntup` でプログラムを確認できます。停止するか、別のポートに変更してください。",
  ),
  "no-default-route": say(
    "{host} にはデフォルトルートがありません。K3s にはインターネットがなくても必要です。",
    "ステーションファイルに `isolated: true` を設定すると、インストール時に追加されます。または、ホストのネットワーク設定でゲートウェイを設定してください（`ip route show default` で行が表示される必要があります）。",
  ),
  "clock-off": say(
    "{host} の時計が {seconds:duration} ずれているため、証明書が有効になりません。",
    'ホストで `sudo timedatectl set-time "YYYY-MM-DD hh:mm:ss"` を実行して合わせるか、時刻サーバーと同期させてください。ノートパソコンの時計も確認してください。',
  ),
  "host-name-invalid": say(
    "{host} の名前 {name} は node の名前として使えません。",
    "使えるのは小文字の英字、数字、ハイフンのみで、63 文字までです。`localhost` は使えません。ステーションファイルに `setHostName: true` を設定すると、ファイル内の名前がホストに設定されます。",
  ),
  "selinux-policy-missing": say(
    "{host} では SELinux が強制されていますが、K3s 用のルールがありません。",
    "このシステム用の k3s-selinux パッケージを含むバンドルを使うか、先にホストにインストールしてください。`rpm -q k3s-selinux` で見つかる必要があります。",
  ),
  "network-overlap": say(
    "{host} のネットワーク {network} が、クラスターの使う {cluster} と重なっています。",
    "ステーションファイルの `k3s` で別の `clusterCidr` または `serviceCidr`（10.52.0.0/16 と 10.53.0.0/16 など）を設定してください。",
  ),
  "tool-missing": say(
    "{host} にはインストールに必要なプログラムがありません：{tools}",
    "OS のインストールメディアからインストールし、もう一度実行してください。",
  ),

  // During a run
  "host-busy": say(
    "{owner} が {since:time} から {host} で作業しています。",
    "終わるまで待つか、相手と相談してください。1 台のホストで 2 つのインストールを同時に行わないでください。",
  ),
  "run-busy": say(
    "実行 {run} は、このノートパソコンの別のウィンドウまたはコマンドがすでに処理しています。",
    "終わるまで待つか、そちらで停止してください。進み具合は `forecourt status` で確認できます。",
  ),
  "run-unknown": say(
    "このノートパソコンに実行 {run} はありません。",
    "最後の実行は `forecourt status` で確認できます。別のノートパソコンで開始した場合は、そのままインストールを始めてください。完了済みの部分は自動的に認識されます。",
  ),
  "job-failed": say(
    "{host} での「{step:step}」に失敗しました。",
    "ホストが最後に出力した行を確認し、原因を取り除いてから `forecourt resume` を実行してください。",
  ),
  "job-lost": say(
    "{host} での「{step:step}」が結果を残さずに終わりました。ホストが再起動した可能性があります。",
    "ホストが動いているか確認し（`uptime`）、`forecourt resume` を実行してください。完了済みの部分は自動的に判別されます。",
  ),
  "timed-out": say(
    "{host} での「{step:step}」が {seconds:duration} 経っても終わりませんでした。",
    "ホストが遅いか、止まっている可能性があります。負荷（`top`）と `sudo journalctl -n 50` を確認してから `forecourt resume` を実行してください。",
  ),
  "not-verified": say(
    "{host} で「{step:step}」は実行されましたが、その後の確認で問題が見つかりました：{reason}",
    "原因を取り除いてから `forecourt resume` を実行してください。",
  ),
  "disk-full": say(
    "{host} のディスクがいっぱいで、{path} に書き込めませんでした。",
    "ホストの空き容量を増やし（残りは `df -h` で確認できます）、`forecourt resume` を実行してください。",
  ),
  "read-only": say(
    "{host} の {path} は読み取り専用のため、書き込めません。",
    "多くの場合ディスクの異常で、`sudo dmesg | tail` で確認できます。ホストを再起動するかディスクを交換してから `forecourt resume` を実行してください。",
  ),
  "upload-altered": say(
    "{path} が {host} に届いたとき、内容が壊れていました。",
    "`forecourt resume` を実行すると、壊れた部分が再送されます。繰り返す場合は、ケーブルとホストのメモリ、ディスクを確認してください。",
  ),
  "docker-config-invalid": say(
    "{host} の Docker 設定 {path} を読み取れません：{reason}",
    "ファイルを修正する（`python3 -m json.tool {path}` で場所を確認できます）か削除してから、`forecourt resume` を実行してください。",
  ),
  "docker-start-failed": say(
    "{host} で Docker が起動しませんでした：{reason}",
    "原因はホストで `sudo journalctl -u docker -n 50` を実行すると確認できます。取り除いてから `forecourt resume` を実行してください。",
  ),
  "docker-run-failed": say(
    "{host} で Docker は動いていますが、コンテナを起動できませんでした：{reason}",
    "ホストで `sudo docker ps` と `sudo journalctl -u docker -n 50` を確認し、原因を取り除いてから `forecourt resume` を実行してください。",
  ),
  "k3s-start-failed": say(
    "{host} で K3s が起動しませんでした：{reason}",
    "原因はホストで `sudo journalctl -u k3s -n 50`（agent では `-u k3s-agent`）を実行すると確認できます。取り除いてから `forecourt resume` を実行してください。",
  ),
  "join-refused": say(
    "server が {host} のクラスターへの参加を拒否しました：{reason}",
    "各ホストには、重複しない名前、正しい時計、この server の token が必要です。以前クラスターに参加していたホストの場合は、server で古い登録を削除し（`sudo k3s kubectl delete node {host}`）、`forecourt resume` を実行してください。",
  ),
  "token-unreadable": say(
    "{host} の token {path} を読み取れませんでした。",
    "K3s が動いているか（`sudo systemctl status k3s`）、ファイルがあるか（`sudo ls -l {path}`）を確認し、`forecourt resume` を実行してください。",
  ),
  "nodes-not-ready": say(
    "次の node の準備ができていません：{nodes}",
    "原因は server で `sudo k3s kubectl describe node` を実行すると確認できます。1 分ほど待ってから `forecourt resume` を実行してください。",
  ),
  "pods-not-ready": say(
    "クラスターの次の部分が動いていません：{pods}",
    "原因は server で `sudo k3s kubectl get pods -A` と `sudo k3s kubectl describe pod -n kube-system` を実行すると確認できます。1 分ほど待ってから `forecourt resume` を実行してください。",
  ),
  "images-missing": say(
    "{host} に次のイメージがありません：{images}",
    "`forecourt resume` を実行してください。変わらない場合は `forecourt bundle verify` でバンドルを検査してください。ホストにあるイメージは `sudo k3s ctr images ls` で確認できます。",
  ),
  "cluster-api-failed": say(
    "クラスターから想定どおりの応答がありませんでした：{reason}",
    "server で K3s が動いているか（`sudo systemctl status k3s`）、応答するか（`sudo k3s kubectl get nodes`）を確認し、`forecourt resume` を実行してください。",
  ),
  aborted: say(
    "実行は終了前に停止されました。",
    "`forecourt resume` で続行し、`forecourt undo` で変更を元に戻せます。",
  ),
} as const satisfies FailureSentences;
