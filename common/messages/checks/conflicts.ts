import { brief, say, type SomeTexts } from "./texts.ts";

const onlyOne = {
  en: "Two of them fight over the same ports, network rules and folders.",
  "zh-Hans": "两者会争用相同的端口、网络规则和目录。",
  ja: "同じポート、ネットワーク規則、フォルダーを取り合います。",
};
const another = (name: string) => ({
  data: ["found"],
  en: brief(`No ${name}`, onlyOne.en),
  "zh-Hans": brief(`无 ${name}`, onlyOne["zh-Hans"]),
  ja: brief(`${name} がないこと`, onlyOne.ja),
});

export const conflictTexts = {
  "conflicts.k3s": {
    data: ["found"],
    en: brief(
      "No other K3s",
      "This app does not take over what others installed.",
    ),
    "zh-Hans": brief("无其他 K3s", "本程序不会接管他人安装的 K3s。"),
    ja: brief(
      "ほかの K3s",
      "このアプリは、ほかの方法で入れた K3s を引き継ぎません。",
    ),
  },
  "conflicts.k3s-remains": {
    data: ["found"],
    en: say(
      "No remains of K3s",
      "An earlier K3s has left: {found}",
      "A server with an old password is refused by the cluster as a stranger.",
    ),
    "zh-Hans": say(
      "无 K3s 残留",
      "以前的 K3s 留下了：{found}",
      "带着旧密码的节点会被集群当作陌生节点拒绝。",
    ),
    ja: say(
      "K3s の残り",
      "以前の K3s が残したもの：{found}",
      "古いパスワードを持つ node はクラスターに拒否されます。",
    ),
  },
  "conflicts.k3s-version": {
    data: ["found", "bundle"],
    en: say(
      "K3s is not newer than the bundle",
      "K3s {found} runs there, the bundle has {bundle}.",
      "A step back destroys the cluster's data.",
      "Use a bundle with the same or a newer K3s.",
    ),
    "zh-Hans": say(
      "K3s 不比安装包新",
      "已安装 K3s {found}，安装包为 {bundle}。",
      "降级会破坏集群数据。",
      "请使用相同或更新版本 K3s 的安装包。",
    ),
    ja: say(
      "K3s がバンドルより新しくないこと",
      "インストール済みの K3s は {found}、バンドルは {bundle} です。",
      "バージョンを戻すとクラスターのデータが壊れます。",
      "同じか新しい K3s のバンドルを使ってください。",
    ),
  },
  "conflicts.rke2": another("RKE2"),
  "conflicts.rancher-agent": another("rancher-system-agent"),
  "conflicts.kubeadm": another("kubeadm"),
  "conflicts.microk8s": another("MicroK8s"),
  "conflicts.k0s": another("k0s"),
  "conflicts.minikube": another("minikube"),
  "conflicts.kubeedge": another("KubeEdge"),
  "conflicts.links": {
    data: ["links"],
    en: say(
      "No devices of an earlier cluster",
      "An earlier cluster has left network devices: {links}",
      "Their routes lead the new pods' packets astray.",
      "A restart removes them too.",
    ),
    "zh-Hans": say(
      "无旧集群网卡",
      "旧集群留下了网络设备：{links}",
      "它们的路由会使新 pod 的数据包走错。",
      "重启也能清除它们。",
    ),
    ja: say(
      "以前のクラスターのデバイス",
      "以前のクラスターのネットワークデバイスが残っています：{links}",
      "その経路により新しい pod のパケットが迷います。",
      "再起動でも消えます。",
    ),
  },
  "conflicts.cni": {
    data: ["files"],
    en: say(
      "No network settings of an earlier cluster",
      "An earlier cluster has left: {files}",
      "Tools that look there take the wrong network.",
    ),
    "zh-Hans": say(
      "无旧集群网络配置",
      "旧集群留下了：{files}",
      "读取这些文件的工具会使用错误的网络。",
    ),
    ja: say(
      "以前のネットワーク設定",
      "以前のクラスターが残したもの：{files}",
      "これを読むツールが誤ったネットワークを使います。",
    ),
  },
  "conflicts.kube-chains": {
    data: [],
    en: say(
      "No rules of an earlier cluster",
      "An earlier Kubernetes has left firewall rules (KUBE-…).",
      "They lead packets to services that are no more.",
      "A restart removes them too.",
    ),
    "zh-Hans": say(
      "无旧集群规则",
      "以前的 Kubernetes 留下了防火墙规则（KUBE-…）。",
      "它们会把数据包引向已不存在的服务。",
      "重启也能清除它们。",
    ),
    ja: say(
      "以前のファイアウォール規則",
      "以前の Kubernetes の規則（KUBE-…）が残っています。",
      "もう存在しないサービスへパケットが送られます。",
      "再起動でも消えます。",
    ),
  },
  "conflicts.docker": {
    data: ["docker"],
    en: say(
      "No other Docker",
      "Docker is there already: {docker}",
      "It is left as it is and used; the bundle's Docker is not installed.",
      "Nothing, if that is meant. Else uninstall it first.",
    ),
    "zh-Hans": say(
      "无其他 Docker",
      "已有 Docker：{docker}",
      "将保持原样并直接使用；不会安装安装包中的 Docker。",
      "如果符合预期则无需处理，否则请先卸载。",
    ),
    ja: say(
      "ほかの Docker",
      "Docker がすでにあります：{docker}",
      "そのまま使い、バンドルの Docker は入れません。",
      "それでよければ何もしなくて構いません。そうでなければ先に削除してください。",
    ),
  },
  "conflicts.docker-version": {
    data: ["found", "bundle"],
    en: say(
      "Version of Docker",
      "Docker {found} is installed, the bundle has {bundle}.",
      "An older Docker does not see the images of a newer one, and versions before 20.10 do not know the host's control groups.",
      "Use a bundle with the same or a newer Docker.",
    ),
    "zh-Hans": say(
      "Docker 版本",
      "已安装 Docker {found}，安装包为 {bundle}。",
      "旧版 Docker 看不到新版的镜像，20.10 之前的版本不支持 cgroup v2。",
      "请使用相同或更新版本 Docker 的安装包。",
    ),
    ja: say(
      "Docker のバージョン",
      "インストール済みの Docker は {found}、バンドルは {bundle} です。",
      "古い Docker からは新しい版のイメージが見えず、20.10 より前は cgroup v2 に対応していません。",
      "同じか新しい Docker のバンドルを使ってください。",
    ),
  },
  "conflicts.docker-snap": {
    data: [],
    en: say(
      "No Docker from snap",
      "Docker was installed as a snap.",
      "It cannot see most of the host's files, does not work with K3s, and is in the other Docker's way.",
    ),
    "zh-Hans": say(
      "无 snap 版 Docker",
      "Docker 是以 snap 方式安装的。",
      "它看不到主机的大部分文件，不能与 K3s 配合，并会妨碍另一个 Docker。",
    ),
    ja: say(
      "snap の Docker",
      "Docker が snap でインストールされています。",
      "ホストのファイルの大半が見えず、K3s と一緒に使えず、もう一方の Docker の妨げになります。",
    ),
  },
  "conflicts.podman": {
    data: ["docker"],
    en: say(
      "docker is Docker",
      "The command docker is podman: {docker}",
      "What is loaded and started with it is not in Docker.",
      "Remove the package podman-docker; podman itself may stay.",
    ),
    "zh-Hans": say(
      "docker 命令是 Docker",
      "docker 命令实际是 podman：{docker}",
      "用它加载和启动的内容不在 Docker 中。",
      "请卸载 podman-docker 软件包；podman 本身可以保留。",
    ),
    ja: say(
      "docker コマンドの実体",
      "docker コマンドの実体が podman です：{docker}",
      "読み込んだり起動したりしたものが Docker には入りません。",
      "podman-docker パッケージを削除してください。podman 自体は残して構いません。",
    ),
  },
} as const satisfies SomeTexts;
