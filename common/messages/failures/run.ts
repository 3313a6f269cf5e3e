import { say, type FailureArea } from "./area.ts";

/** During a run. */
export const runFailures = {
  /** `owner`: `user@laptop`. */
  "host-busy": {
    data: ["owner", "since"],
    en: say(
      "{owner} has been working on {host} since {since:time}.",
      "Wait until that ends, or talk to each other. Never let two installations work on one host.",
    ),
    "zh-Hans": say(
      "{owner} 从 {since:time} 起正在 {host} 上操作。",
      "请等待其结束，或与对方沟通。切勿让两个安装同时操作一台主机。",
    ),
    ja: say(
      "{owner} が {since:time} から {host} で作業しています。",
      "終わるまで待つか、相手と相談してください。1 台のホストで 2 つのインストールを同時に行わないでください。",
    ),
  },
  "run-busy": {
    data: ["run"],
    en: say(
      "The run {run} is already being worked on by another window or command of this laptop.",
      "Wait until it ends or stop it there. `forecourt status` shows how far it is.",
    ),
    "zh-Hans": say(
      "运行 {run} 正由这台笔记本电脑上的另一个窗口或命令处理。",
      "请等待其结束，或在那里将其停止。`forecourt status` 可显示进度。",
    ),
    ja: say(
      "実行 {run} は、このノートパソコンの別のウィンドウまたはコマンドがすでに処理しています。",
      "終わるまで待つか、そちらで停止してください。進み具合は `forecourt status` で確認できます。",
    ),
  },
  "run-unknown": {
    data: ["run"],
    en: say(
      "There is no run {run} on this laptop.",
      "`forecourt status` shows the last run. If it was started on another laptop, just start the installation again: what is done already is recognised.",
    ),
    "zh-Hans": say(
      "这台笔记本电脑上没有运行 {run}。",
      "`forecourt status` 可显示最近一次运行。如果它是在另一台笔记本电脑上开始的，直接重新开始安装即可：已完成的部分会被识别出来。",
    ),
    ja: say(
      "このノートパソコンに実行 {run} はありません。",
      "最後の実行は `forecourt status` で確認できます。別のノートパソコンで開始した場合は、そのままインストールを始めてください。完了済みの部分は自動的に認識されます。",
    ),
  },
  "job-failed": {
    data: ["step"],
    en: say(
      "“{step:step}” failed on {host}.",
      "Read the last lines that the host printed. Remove the cause, then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "在 {host} 上执行“{step:step}”失败。",
      "请查看主机最后输出的几行，排除原因，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "{host} での「{step:step}」に失敗しました。",
      "ホストが最後に出力した行を確認し、原因を取り除いてから `forecourt resume` を実行してください。",
    ),
  },
  "job-lost": {
    data: ["step"],
    en: say(
      "“{step:step}” ended on {host} without a result, perhaps because the host restarted.",
      "Check that the host is up (`uptime`), then run `forecourt resume`; it finds out what is done already.",
    ),
    "zh-Hans": say(
      "在 {host} 上执行的“{step:step}”没有返回结果就结束了，可能是主机重启过。",
      "请检查主机是否正常运行（`uptime`），然后运行 `forecourt resume`，它会查明哪些部分已完成。",
    ),
    ja: say(
      "{host} での「{step:step}」が結果を残さずに終わりました。ホストが再起動した可能性があります。",
      "ホストが動いているか確認し（`uptime`）、`forecourt resume` を実行してください。完了済みの部分は自動的に判別されます。",
    ),
  },
  "timed-out": {
    data: ["step", "seconds"],
    en: say(
      "“{step:step}” was not finished on {host} after {seconds:duration}.",
      "The host may be slow or stuck: look at its load (`top`) and `sudo journalctl -n 50`. Then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "在 {host} 上执行“{step:step}”，过了 {seconds:duration} 仍未完成。",
      "主机可能很慢或卡住了：请查看其负载（`top`）和 `sudo journalctl -n 50`，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "{host} での「{step:step}」が {seconds:duration} 経っても終わりませんでした。",
      "ホストが遅いか、止まっている可能性があります。負荷（`top`）と `sudo journalctl -n 50` を確認してから `forecourt resume` を実行してください。",
    ),
  },
  "not-verified": {
    data: ["step", "reason"],
    en: say(
      "“{step:step}” ran through on {host}, but the check afterwards failed: {reason}",
      "Remove the cause, then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "在 {host} 上已执行“{step:step}”，但随后的检查未通过：{reason}",
      "请排除原因，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "{host} で「{step:step}」は実行されましたが、その後の確認で問題が見つかりました：{reason}",
      "原因を取り除いてから `forecourt resume` を実行してください。",
    ),
  },
  "disk-full": {
    data: ["path"],
    en: say(
      "The disk of {host} is full: {path} could not be written.",
      "Free some space there (`df -h` shows how much is left), then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "{host} 的磁盘已满：无法写入 {path}。",
      "请在主机上释放一些空间（`df -h` 可显示剩余空间），然后运行 `forecourt resume`。",
    ),
    ja: say(
      "{host} のディスクがいっぱいで、{path} に書き込めませんでした。",
      "ホストの空き容量を増やし（残りは `df -h` で確認できます）、`forecourt resume` を実行してください。",
    ),
  },
  "read-only": {
    data: ["path"],
    en: say(
      "On {host} nothing can be written to {path}: it is read-only.",
      "Often the disk has errors: `sudo dmesg | tail` shows them. Restart the host or have the disk replaced, then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "{host} 上的 {path} 为只读，无法写入。",
      "通常是磁盘出错：`sudo dmesg | tail` 可显示错误。请重启主机或更换磁盘，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "{host} の {path} は読み取り専用のため、書き込めません。",
      "多くの場合ディスクの異常で、`sudo dmesg | tail` で確認できます。ホストを再起動するかディスクを交換してから `forecourt resume` を実行してください。",
    ),
  },
  "upload-altered": {
    data: ["path"],
    en: say(
      "{path} reached {host} damaged.",
      "Run `forecourt resume`; the damaged part is sent again. If it happens again, check cable, memory and disk of the host.",
    ),
    "zh-Hans": say(
      "{path} 传到 {host} 时已损坏。",
      "请运行 `forecourt resume`，损坏的部分会重新发送。如果再次发生，请检查网线以及主机的内存和磁盘。",
    ),
    ja: say(
      "{path} が {host} に届いたとき、内容が壊れていました。",
      "`forecourt resume` を実行すると、壊れた部分が再送されます。繰り返す場合は、ケーブルとホストのメモリ、ディスクを確認してください。",
    ),
  },
  "docker-config-invalid": {
    data: ["path", "reason"],
    en: say(
      "Docker's settings {path} on {host} cannot be read: {reason}",
      "Correct the file (`python3 -m json.tool {path}` shows the place) or remove it, then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "无法读取 {host} 上的 Docker 配置 {path}：{reason}",
      "请更正该文件（`python3 -m json.tool {path}` 可显示出错位置）或将其删除，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "{host} の Docker 設定 {path} を読み取れません：{reason}",
      "ファイルを修正する（`python3 -m json.tool {path}` で場所を確認できます）か削除してから、`forecourt resume` を実行してください。",
    ),
  },
  "docker-start-failed": {
    data: ["reason"],
    en: say(
      "Docker did not start on {host}: {reason}",
      "`sudo journalctl -u docker -n 50` on the host names the cause. Remove it, then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "{host} 上的 Docker 未能启动：{reason}",
      "在主机上运行 `sudo journalctl -u docker -n 50` 可查看原因。请排除原因，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "{host} で Docker が起動しませんでした：{reason}",
      "原因はホストで `sudo journalctl -u docker -n 50` を実行すると確認できます。取り除いてから `forecourt resume` を実行してください。",
    ),
  },
  "docker-run-failed": {
    data: ["reason"],
    en: say(
      "Docker runs on {host} but could not start a container: {reason}",
      "Try `sudo docker ps` and `sudo journalctl -u docker -n 50` on the host. Remove the cause, then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "{host} 上的 Docker 正在运行，但无法启动容器：{reason}",
      "请在主机上运行 `sudo docker ps` 和 `sudo journalctl -u docker -n 50` 查看。请排除原因，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "{host} で Docker は動いていますが、コンテナを起動できませんでした：{reason}",
      "ホストで `sudo docker ps` と `sudo journalctl -u docker -n 50` を確認し、原因を取り除いてから `forecourt resume` を実行してください。",
    ),
  },
  "k3s-start-failed": {
    data: ["reason"],
    en: say(
      "K3s did not start on {host}: {reason}",
      "`sudo journalctl -u k3s -n 50` on the host (on an agent `-u k3s-agent`) names the cause. Remove it, then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "{host} 上的 K3s 未能启动：{reason}",
      "在主机上运行 `sudo journalctl -u k3s -n 50`（agent 上为 `-u k3s-agent`）可查看原因。请排除原因，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "{host} で K3s が起動しませんでした：{reason}",
      "原因はホストで `sudo journalctl -u k3s -n 50`（agent では `-u k3s-agent`）を実行すると確認できます。取り除いてから `forecourt resume` を実行してください。",
    ),
  },
  "join-refused": {
    data: ["reason"],
    en: say(
      "The server did not let {host} join the cluster: {reason}",
      "Every host needs a name of its own, a right clock and the token of this server. If the host was in the cluster before, delete its old entry on the server: `sudo k3s kubectl delete node {host}`. Then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "server 不允许 {host} 加入集群：{reason}",
      "每台主机都需要唯一的名称、正确的时钟和这台 server 的 token。如果该主机以前加入过集群，请在 server 上删除其旧条目：`sudo k3s kubectl delete node {host}`，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "server が {host} のクラスターへの参加を拒否しました：{reason}",
      "各ホストには、重複しない名前、正しい時計、この server の token が必要です。以前クラスターに参加していたホストの場合は、server で古い登録を削除し（`sudo k3s kubectl delete node {host}`）、`forecourt resume` を実行してください。",
    ),
  },
  "token-unreadable": {
    data: ["path"],
    en: say(
      "The token {path} on {host} could not be read.",
      "Check that K3s runs there (`sudo systemctl status k3s`) and that the file exists (`sudo ls -l {path}`), then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "无法读取 {host} 上的 token {path}。",
      "请检查那里的 K3s 是否在运行（`sudo systemctl status k3s`）以及该文件是否存在（`sudo ls -l {path}`），然后运行 `forecourt resume`。",
    ),
    ja: say(
      "{host} の token {path} を読み取れませんでした。",
      "K3s が動いているか（`sudo systemctl status k3s`）、ファイルがあるか（`sudo ls -l {path}`）を確認し、`forecourt resume` を実行してください。",
    ),
  },
  "nodes-not-ready": {
    data: ["nodes"],
    en: say(
      "These nodes are not ready: {nodes}",
      "`sudo k3s kubectl describe node` on the server names the cause. Wait a minute, then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "以下 node 尚未就绪：{nodes}",
      "在 server 上运行 `sudo k3s kubectl describe node` 可查看原因。请等待一分钟，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "次の node の準備ができていません：{nodes}",
      "原因は server で `sudo k3s kubectl describe node` を実行すると確認できます。1 分ほど待ってから `forecourt resume` を実行してください。",
    ),
  },
  "pods-not-ready": {
    data: ["pods"],
    en: say(
      "These parts of the cluster do not run: {pods}",
      "`sudo k3s kubectl get pods -A` and `sudo k3s kubectl describe pod -n kube-system` on the server name the cause. Wait a minute, then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "集群的以下组件没有运行：{pods}",
      "在 server 上运行 `sudo k3s kubectl get pods -A` 和 `sudo k3s kubectl describe pod -n kube-system` 可查看原因。请等待一分钟，然后运行 `forecourt resume`。",
    ),
    ja: say(
      "クラスターの次の部分が動いていません：{pods}",
      "原因は server で `sudo k3s kubectl get pods -A` と `sudo k3s kubectl describe pod -n kube-system` を実行すると確認できます。1 分ほど待ってから `forecourt resume` を実行してください。",
    ),
  },
  "images-missing": {
    data: ["images"],
    en: say(
      "Images are missing on {host}: {images}",
      "Run `forecourt resume`. If it stays so, check the bundle with `forecourt bundle verify`; `sudo k3s ctr images ls` shows what the host has.",
    ),
    "zh-Hans": say(
      "{host} 上缺少镜像：{images}",
      "请运行 `forecourt resume`。如果仍然如此，请用 `forecourt bundle verify` 检查安装包；`sudo k3s ctr images ls` 可显示主机上已有的镜像。",
    ),
    ja: say(
      "{host} に次のイメージがありません：{images}",
      "`forecourt resume` を実行してください。変わらない場合は `forecourt bundle verify` でバンドルを検査してください。ホストにあるイメージは `sudo k3s ctr images ls` で確認できます。",
    ),
  },
  "cluster-api-failed": {
    data: ["reason"],
    en: say(
      "The cluster did not answer as expected: {reason}",
      "Check on the server whether K3s runs (`sudo systemctl status k3s`) and answers (`sudo k3s kubectl get nodes`), then run `forecourt resume`.",
    ),
    "zh-Hans": say(
      "集群没有按预期应答：{reason}",
      "请在 server 上检查 K3s 是否在运行（`sudo systemctl status k3s`）以及是否应答（`sudo k3s kubectl get nodes`），然后运行 `forecourt resume`。",
    ),
    ja: say(
      "クラスターから想定どおりの応答がありませんでした：{reason}",
      "server で K3s が動いているか（`sudo systemctl status k3s`）、応答するか（`sudo k3s kubectl get nodes`）を確認し、`forecourt resume` を実行してください。",
    ),
  },
  aborted: {
    data: [],
    en: say(
      "The run was stopped before its end.",
      "`forecourt resume` continues it; `forecourt undo` takes back what it did.",
    ),
    "zh-Hans": say(
      "运行在结束前被停止。",
      "`forecourt resume` 可继续；`forecourt undo` 可撤销已做的更改。",
    ),
    ja: say(
      "実行は終了前に停止されました。",
      "`forecourt resume` で続行し、`forecourt undo` で変更を元に戻せます。",
    ),
  },
} as const satisfies FailureArea;
