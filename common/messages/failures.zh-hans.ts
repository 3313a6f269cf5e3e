import { type FailureSentences, say } from "./failure-sentence.ts";

export const failuresZhHans = {
  // Reaching a host and signing in
  "host-unreachable": say(
    "{host} 在 {address} 端口 {port} 上没有应答。",
    "请检查主机是否已开机、网线是否插好、笔记本电脑是否在同一网络中（`ping {address}`），以及站点文件中的地址是否正确，然后重试。",
  ),
  "port-closed": say(
    "{host} 在线，但 {address} 的端口 {port} 不接受 SSH 连接。",
    "请在主机上启动 SSH（`sudo systemctl start ssh` 或 `sshd`），在防火墙中放行该端口，或更正站点文件中的 `port`。",
  ),
  "not-ssh": say(
    "在 {address} 端口 {port} 上应答的不是 SSH。",
    "请更正站点文件中 {host} 的地址和端口；SSH 通常使用端口 22。",
  ),
  "connection-lost": say(
    "与 {host}（{address}）的连接已中断，且无法恢复。",
    "主机上已开始的操作会自行继续。请检查网线和电源，然后运行 `forecourt resume`，它会从中断处继续。",
  ),
  "host-key-unknown": say(
    "第一次遇到 {host}，其密钥 {fingerprint} 尚未得到确认。",
    "请与主机自己屏幕上显示的内容核对（`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`）。如果一致，请确认该密钥，或将其作为 `hostKey` 写入站点文件。",
  ),
  "host-key-changed": say(
    "{host} 出示的密钥是 {fingerprint}，但之前确认的是 {pinned}。没有向它发送任何内容。",
    "可能是同一地址上换了另一台机器，也可能是主机被重新安装过。请先查明原因；只有确定新密钥正确时，才在站点文件中替换旧密钥。",
  ),
  "sign-in-refused": say(
    "{host}（{address}）拒绝用户 {user} 登录。",
    "请检查用户名以及密码或密钥。使用密钥时，主机上 {user} 的 `~/.ssh/authorized_keys` 中必须有该密钥。",
  ),
  "key-unreadable": say(
    "无法使用私钥 {path}：{reason}",
    "请检查站点文件中的路径，并确认该文件是您有权读取的 OpenSSH 或 PEM 私钥（不是 `.pub` 文件）。",
  ),
  "passphrase-wrong": say(
    "密钥 {path} 的密码短语不正确。",
    "请重新输入。可以这样测试：`ssh-keygen -y -f {path}`。",
  ),
  "secret-missing": say(
    "需要一项保密信息，但无法向任何人询问：{kind:secret}。",
    "请在可以输入的终端中启动该命令，或使用 SSH 代理程序（ssh-agent）登录。",
  ),
  "sudo-password-wrong": say(
    "{host} 不接受 {user} 的 sudo 密码。",
    "请重新输入。可以在主机上这样测试：`sudo -k -v`。",
  ),
  "sudo-not-allowed": say(
    "{user} 在 {host} 上无权使用 sudo，而安装需要管理员权限。",
    "请在主机上将该用户加入管理员组（`usermod -aG sudo {user}`；红帽系统为 `wheel`），或以 root 登录。",
  ),
  "host-throttles": say(
    "由于尝试次数过多，{host}（{address}）暂时拒绝新的连接。",
    "请等待几分钟后重试。密码错误会延长等待时间。",
  ),
  "no-common-algorithm": say(
    "{host} 与本程序没有共同支持的连接加密方式：{reason}",
    "请更新主机的 SSH 服务，或删除 `/etc/ssh/sshd_config` 中的 `Ciphers`、`KexAlgorithms` 等限制并重启该服务。",
  ),
  "forwarding-refused": say(
    "{host} 不允许通过 SSH 访问其端口 {port}。",
    "请在主机的 `/etc/ssh/sshd_config` 中设置 `AllowTcpForwarding yes`，并重新加载 SSH（`sudo systemctl reload ssh` 或 `sshd`）。",
  ),

  // Files given to us
  "file-unreadable": say(
    "无法读取文件 {path}：{reason}",
    "请检查路径以及您是否有读取权限。如果文件在 U 盘上，请检查 U 盘是否插好。",
  ),
  "yaml-invalid": say(
    "{path} 第 {line} 行第 {column} 列有错误：{reason}",
    "请打开文件查看该行。常见原因：用了制表符而不是空格、缩进错误、缺少冒号或引号。",
  ),
  "station-invalid": say(
    "站点文件 {path} 在 {place} 处有误：{reason}",
    "请更正该项后重试；任何主机都没有被更改。",
  ),
  "recipe-invalid": say(
    "安装包配方 {path} 在 {place} 处有误：{reason}",
    "请更正该项并重新制作安装包。",
  ),
  "bundle-missing": say(
    "{path} 中没有安装包。",
    "请指定包含 `manifest.json` 的文件夹。如果它在 U 盘上，请检查 U 盘是否插好。",
  ),
  "manifest-unsigned": say(
    "{path} 中的安装包没有签名，无法证明其内容可信。",
    "请重新完整复制安装包（包括 `manifest.json.minisig`），或向总部索取已签名的安装包。",
  ),
  "manifest-invalid": say(
    "无法识别安装包的清单 {path}：{reason}",
    "请重新复制安装包。如果仍然不行，请更新本程序：安装包可能比本程序新。",
  ),
  "signature-invalid": say(
    "{path} 的签名不符：文件已被更改或损坏。",
    "请勿使用此安装包。请从总部重新复制，并用 `forecourt bundle verify` 检查。",
  ),
  "signature-key-unknown": say(
    "安装包是用密钥 {key} 签名的，本程序不信任该密钥。",
    "请使用总部提供的安装包；如果总部更换了密钥，请更新本程序。",
  ),
  "bundle-expired": say(
    "安装包的有效期到 {expires:time} 为止，现已过期。",
    "请向总部索取最新的安装包。如果该日期看起来没有问题，请检查这台笔记本电脑的时钟。",
  ),
  "bundle-older": say(
    "此安装包（编号 {sequence}）比之前在这里用过的（编号 {seen}）旧。",
    "请使用最新的安装包；旧安装包可能会重新带来已修复的安全漏洞。",
  ),
  "bundle-file-missing": say(
    "安装包中缺少文件 {path}。",
    "请重新完整复制安装包，然后用 `forecourt bundle verify` 检查。",
  ),
  "bundle-file-altered": say(
    "安装包中的文件 {path} 与签名时的内容不符：已被更改或损坏。",
    "请重新复制安装包，最好换一个 U 盘，然后用 `forecourt bundle verify` 检查。",
  ),
  "bundle-wrong-arch": say(
    "安装包中没有适用于 {arch} 架构主机的内容。",
    "请使用为 {arch} 制作的安装包（`forecourt bundle info` 会显示它适用的架构）。",
  ),
  "bundle-incomplete": say(
    "安装包中缺少 {arch} 架构主机所需的内容：{kind}。",
    "请向总部索取完整的安装包，或将其加入配方并重新制作安装包。",
  ),
  "versions-do-not-fit": say(
    "安装包中的各个版本互不匹配：{reason}",
    "请在配方中选择互相匹配的版本，然后重新制作安装包。",
  ),
  "download-failed": say(
    "无法下载 {url}：{reason}",
    "请检查互联网连接和代理，然后重新开始；已下载的内容会保留。",
  ),
  "download-altered": say(
    "从 {url} 下载的内容与发布者公布的不一致。",
    "请重新开始。如果仍然如此，说明下载源或中间的代理更改了文件：请换用其他下载源。",
  ),
  "laptop-disk-full": say(
    "这台笔记本电脑的磁盘已满：无法写入 {path}。",
    "请释放一些空间或选择其他文件夹，然后重新开始。",
  ),
  "output-exists": say(
    "{path} 已存在，不会被覆盖。",
    "请选择其他文件夹；如果不再需要该文件夹，请将其删除。",
  ),

  // What a host must be
  "arch-unsupported": say(
    "{host} 的处理器（{machine}）没有可用的 K3s。",
    "请使用配备 64 位 Intel 或 AMD 处理器，或 ARM（arm64、armv7）处理器的主机。",
  ),
  "os-unsupported": say(
    "{host} 的操作系统不符合要求：{reason}",
    "请使用带有 systemd 的较新 Linux，例如 Debian 12、Ubuntu 22.04 或 Rocky 9。",
  ),
  "disk-too-small": say(
    "{host} 的 {path} 只有 {free:gbDown} 可用空间，需要 {need:gbUp}。",
    "请释放一些空间（`sudo du -xh --max-depth=2 {path} | sort -h | tail` 可显示占用大的内容）或扩大磁盘。",
  ),
  "memory-too-small": say(
    "{host} 只有 {found:gbDown} 内存，需要 {need:gbUp}。",
    "请增加内存，或使用其他主机。",
  ),
  "other-k3s": say(
    "{host} 上已有不属于本次安装的 K3s：{found}",
    "如果不再需要它，请用 `sudo k3s-uninstall.sh` 卸载（agent 上为 `sudo k3s-agent-uninstall.sh`）。这会删除其全部数据。",
  ),
  "other-kubernetes": say(
    "{host} 上已有其他 Kubernetes：{found}",
    "两者不能在同一台主机上运行。请卸载另一个（kubeadm 请用 `sudo kubeadm reset`），或使用其他主机。",
  ),
  "cgroup-v1": say(
    "{host} 仍在使用旧的资源控制方式 cgroup v1，K3s {version} 在此方式下无法启动。",
    "请在内核启动参数中加入 `systemd.unified_cgroup_hierarchy=1` 并重启主机；或使用 K3s 1.34 及更早版本的安装包；或在站点文件中设置 `allowCgroupV1: true`。",
  ),
  "ports-in-use": say(
    "{host} 上有其他程序占用了 K3s 需要的端口：{ports}",
    "`sudo ss -lntup` 可显示这些程序。请停止它们，或让它们改用其他端口。",
  ),
  "no-default-route": say(
    "{host} 没有默认路由，而 K3s 即使没有互联网也需要默认路由。",
    "请在站点文件中设置 `isolated: true`，安装时会自动添加；或在主机的网络设置中设置网关（`ip route show default` 必须有输出）。",
  ),
  "clock-off": say(
    "{host} 的时钟偏差 {seconds:duration}，证书将无法生效。",
    '请在主机上设置时间：`sudo timedatectl set-time "YYYY-MM-DD hh:mm:ss"`，或让它从时间服务器获取时间。也请检查笔记本电脑的时钟。',
  ),
  "host-name-invalid": say(
    "{host} 的名称 {name} 不能用作 node 的名称。",
    "只能使用小写字母、数字和连字符，最多 63 个字符，且不能是 `localhost`。在站点文件中设置 `setHostName: true`，即可按其中的名称为主机命名。",
  ),
  "selinux-policy-missing": say(
    "{host} 强制启用了 SELinux，但缺少 K3s 的规则。",
    "请使用包含适用于该系统的 k3s-selinux 软件包的安装包，或先在主机上安装它。`rpm -q k3s-selinux` 必须能找到它。",
  ),
  "network-overlap": say(
    "{host} 的网络 {network} 与集群自身要使用的 {cluster} 重叠。",
    "请在站点文件的 `k3s` 下设置其他的 `clusterCidr` 或 `serviceCidr`，例如 10.52.0.0/16 和 10.53.0.0/16。",
  ),
  "tool-missing": say(
    "{host} 缺少安装所需的程序：{tools}",
    "请从操作系统的安装介质中安装它们，然后重新开始。",
  ),

  // During a run
  "host-busy": say(
    "{owner} 从 {since:time} 起正在 {host} 上操作。",
    "请等待其结束，或与对方沟通。切勿让两个安装同时操作一台主机。",
  ),
  "run-busy": say(
    "运行 {run} 正由这台笔记本电脑上的另一个窗口或命令处理。",
    "请等待其结束，或在那里将其停止。`forecourt status` 可显示进度。",
  ),
  "run-unknown": say(
    "这台笔记本电脑上没有运行 {run}。",
    "`forecourt status` 可显示最近一次运行。如果它是在另一台笔记本电脑上开始的，直接重新开始安装即可：已完成的部分会被识别出来。",
  ),
  "job-failed": say(
    "在 {host} 上执行“{step:step}”失败。",
    "请查看主机最后输出的几行，排除原因，然后运行 `forecourt resume`。",
  ),
  "job-lost": say(
    "在 {host} 上执行的“{step:step}”没有返回结果就结束了，可能是主机重启过。",
    "请检查主机是否正常运行（`uptime`），然后运行 `forecourt resume`，它会查明哪些部分已完成。",
  ),
  "timed-out": say(
    "在 {host} 上执行“{step:step}”，过了 {seconds:duration} 仍未完成。",
    "主机可能很慢或卡住了：请查看其负载（`top`）和 `sudo journalctl -n 50`，然后运行 `forecourt resume`。",
  ),
  "not-verified": say(
    "在 {host} 上已执行“{step:step}”，但随后的检查未通过：{reason}",
    "请排除原因，然后运行 `forecourt resume`。",
  ),
  "disk-full": say(
    "{host} 的磁盘已满：无法写入 {path}。",
    "请在主机上释放一些空间（`df -h` 可显示剩余空间），然后运行 `forecourt resume`。",
  ),
  "read-only": say(
    "{host} 上的 {path} 为只读，无法写入。",
    "通常是磁盘出错：`sudo dmesg | tail` 可显示错误。请重启主机或更换磁盘，然后运行 `forecourt resume`。",
  ),
  "upload-altered": say(
    "{path} 传到 {host} 时已损坏。",
    "请运行 `forecourt resume`，损坏的部分会重新发送。如果再次发生，请检查网线以及主机的内存和磁盘。",
  ),
  "docker-config-invalid": say(
    "无法读取 {host} 上的 Docker 配置 {path}：{reason}",
    "请更正该文件（`python3 -m json.tool {path}` 可显示出错位置）或将其删除，然后运行 `forecourt resume`。",
  ),
  "docker-start-failed": say(
    "{host} 上的 Docker 未能启动：{reason}",
    "在主机上运行 `sudo journalctl -u docker -n 50` 可查看原因。请排除原因，然后运行 `forecourt resume`。",
  ),
  "docker-run-failed": say(
    "{host} 上的 Docker 正在运行，但无法启动容器：{reason}",
    "请在主机上运行 `sudo docker ps` 和 `sudo journalctl -u docker -n 50` 查看。请排除原因，然后运行 `forecourt resume`。",
  ),
  "k3s-start-failed": say(
    "{host} 上的 K3s 未能启动：{reason}",
    "在主机上运行 `sudo journalctl -u k3s -n 50`（agent 上为 `-u k3s-agent`）可查看原因。请排除原因，然后运行 `forecourt resume`。",
  ),
  "join-refused": say(
    "server 不允许 {host} 加入集群：{reason}",
    "每台主机都需要唯一的名称、正确的时钟和这台 server 的 token。如果该主机以前加入过集群，请在 server 上删除其旧条目：`sudo k3s kubectl delete node {host}`，然后运行 `forecourt resume`。",
  ),
  "token-unreadable": say(
    "无法读取 {host} 上的 token {path}。",
    "请检查那里的 K3s 是否在运行（`sudo systemctl status k3s`）以及该文件是否存在（`sudo ls -l {path}`），然后运行 `forecourt resume`。",
  ),
  "nodes-not-ready": say(
    "以下 node 尚未就绪：{nodes}",
    "在 server 上运行 `sudo k3s kubectl describe node` 可查看原因。请等待一分钟，然后运行 `forecourt resume`。",
  ),
  "pods-not-ready": say(
    "集群的以下组件没有运行：{pods}",
    "在 server 上运行 `sudo k3s kubectl get pods -A` 和 `sudo k3s kubectl describe pod -n kube-system` 可查看原因。请等待一分钟，然后运行 `forecourt resume`。",
  ),
  "images-missing": say(
    "{host} 上缺少镜像：{images}",
    "请运行 `forecourt resume`。如果仍然如此，请用 `forecourt bundle verify` 检查安装包；`sudo k3s ctr images ls` 可显示主机上已有的镜像。",
  ),
  "cluster-api-failed": say(
    "集群没有按预期应答：{reason}",
    "请在 server 上检查 K3s 是否在运行（`sudo systemctl status k3s`）以及是否应答（`sudo k3s kubectl get nodes`），然后运行 `forecourt resume`。",
  ),
  aborted: say(
    "运行在结束前被停止。",
    "`forecourt resume` 可继续；`forecourt undo` 可撤销已做的更改。",
  ),
} as const satisfies FailureSentences;
