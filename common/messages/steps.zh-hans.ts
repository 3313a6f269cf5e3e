import type { StepTexts } from "./step-text.ts";

export const stepsZhHans = {
  "host-keys": {
    title: "允许站点的密钥登录",
    doing: "正在允许站点的密钥登录…",
    undo: "撤销时只移除这些公钥。",
  },
  "login-key": {
    title: "在服务器上生成用于 agent 的密钥",
    doing: "正在服务器上生成用于 agent 的密钥…",
    undo: "撤销时会移除这对密钥。",
  },
  "login-let-in": {
    title: "允许服务器登录",
    doing: "正在允许服务器登录…",
    undo: "撤销时只移除这一个公钥。",
  },
  "login-known": {
    title: "让服务器认识各 agent",
    doing: "正在让服务器认识各 agent…",
    undo: "撤销时只移除添加到这些文件中的内容。",
  },
  "host-clock": {
    title: "设置时钟",
    doing: "正在设置时钟…",
  },
  "host-hosts": {
    title: "将主机名加入 /etc/hosts",
    doing: "正在将主机名加入 /etc/hosts…",
  },
  "host-cloud-setup": {
    title: "关闭 nm-cloud-setup",
    doing: "正在关闭 nm-cloud-setup…",
  },
  "host-network-manager": {
    title: "让 NetworkManager 不管理集群网卡",
    doing: "正在让 NetworkManager 不管理集群网卡…",
  },
  "host-name": { title: "设置主机名", doing: "正在设置主机名…" },
  "host-kernel": { title: "准备 Linux 内核", doing: "正在准备 Linux 内核…" },
  "host-route": { title: "添加默认路由", doing: "正在添加默认路由…" },
  "host-firewall": {
    title: "为集群开放防火墙",
    doing: "正在为集群开放防火墙…",
  },
  "docker-upload": {
    title: "发送 Docker 文件",
    doing: "正在发送 Docker 文件…",
  },
  "docker-programs": {
    title: "安装 Docker 程序",
    doing: "正在安装 Docker 程序…",
  },
  "docker-config": {
    title: "写入 Docker 配置",
    doing: "正在写入 Docker 配置…",
  },
  "docker-service": { title: "启动 Docker", doing: "正在启动 Docker…" },
  "k3s-upload": { title: "发送 K3s 文件", doing: "正在发送 K3s 文件…" },
  "k3s-selinux": {
    title: "安装 K3s 的 SELinux 规则",
    doing: "正在安装 K3s 的 SELinux 规则…",
  },
  "k3s-config": { title: "写入 K3s 配置", doing: "正在写入 K3s 配置…" },
  "k3s-install": { title: "安装 K3s", doing: "正在安装 K3s…" },
  "k3s-start": { title: "启动 K3s", doing: "正在启动 K3s…" },
  "k3s-token": {
    title: "读取 server 的 token",
    doing: "正在读取 server 的 token…",
  },
  "k3s-join": { title: "加入集群", doing: "正在加入集群…" },
  "docker-proof": {
    title: "用 Docker 运行一个容器",
    doing: "正在用 Docker 运行一个容器…",
  },
  "cluster-ready": { title: "检查整个集群", doing: "正在检查整个集群…" },
  "rancher-images": {
    title: "发送 Rancher agent 的镜像",
    doing: "正在发送 Rancher agent 的镜像 …",
  },
  "rancher-cluster": {
    title: "在 Rancher 中创建站点的集群",
    doing: "正在 Rancher 中创建站点的集群 …",
  },
  "rancher-uplink": {
    title: "检查站点到 Rancher 的线路",
    doing: "正在检查站点到 Rancher 的线路 …",
  },
  "rancher-agent": {
    title: "应用 Rancher 的 agent",
    doing: "正在应用 Rancher 的 agent …",
  },
  "rancher-active": {
    title: "等待站点在 Rancher 中变为 active",
    doing: "正在等待站点在 Rancher 中变为 active …",
  },
  "rancher-later": {
    title: "记录可自行注册的期限",
    doing: "正在记录可自行注册的期限 …",
  },
} as const satisfies StepTexts;
