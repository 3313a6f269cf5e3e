import type { StepTexts } from "./step-text.ts";

export const stepsJa = {
  "host-keys": {
    title: "ステーションの鍵でのサインインを許可",
    doing: "ステーションの鍵でのサインインを許可しています…",
    undo: "取り消すと、追加した鍵だけが削除されます。",
  },
  "login-key": {
    title: "エージェント用の鍵をサーバーに作成",
    doing: "エージェント用の鍵をサーバーに作成しています…",
    undo: "取り消すと、この鍵は削除されます。",
  },
  "login-let-in": {
    title: "サーバーのサインインを許可",
    doing: "サーバーのサインインを許可しています…",
    undo: "取り消すと、追加したこの鍵だけが削除されます。",
  },
  "login-known": {
    title: "エージェントをサーバーに登録",
    doing: "エージェントをサーバーに登録しています…",
    undo: "取り消すと、これらのファイルに追加した部分だけが削除されます。",
  },
  "host-clock": {
    title: "時計を合わせる",
    doing: "時計を合わせています…",
  },
  "host-hosts": {
    title: "ホスト名を /etc/hosts に追加",
    doing: "ホスト名を /etc/hosts に追加しています…",
  },
  "host-cloud-setup": {
    title: "nm-cloud-setup を停止",
    doing: "nm-cloud-setup を停止しています…",
  },
  "host-network-manager": {
    title: "クラスターのデバイスを NetworkManager の対象外にする",
    doing: "クラスターのデバイスを NetworkManager の対象外にしています…",
  },
  "host-name": { title: "ホスト名の設定", doing: "ホスト名を設定しています…" },
  "host-kernel": {
    title: "Linux カーネルの準備",
    doing: "Linux カーネルを準備しています…",
  },
  "host-route": {
    title: "デフォルトルートの追加",
    doing: "デフォルトルートを追加しています…",
  },
  "host-firewall": {
    title: "クラスター用のファイアウォール設定",
    doing: "クラスター用にファイアウォールを設定しています…",
  },
  "docker-upload": {
    title: "Docker のファイルの送信",
    doing: "Docker のファイルを送信しています…",
  },
  "docker-programs": {
    title: "Docker のプログラムのインストール",
    doing: "Docker のプログラムをインストールしています…",
  },
  "docker-config": {
    title: "Docker の設定の書き込み",
    doing: "Docker の設定を書き込んでいます…",
  },
  "docker-service": {
    title: "Docker の起動",
    doing: "Docker を起動しています…",
  },
  "k3s-upload": {
    title: "K3s のファイルの送信",
    doing: "K3s のファイルを送信しています…",
  },
  "k3s-selinux": {
    title: "K3s 用 SELinux ルールのインストール",
    doing: "K3s 用の SELinux ルールをインストールしています…",
  },
  "k3s-config": {
    title: "K3s の設定の書き込み",
    doing: "K3s の設定を書き込んでいます…",
  },
  "k3s-install": {
    title: "K3s のインストール",
    doing: "K3s をインストールしています…",
  },
  "k3s-start": { title: "K3s の起動", doing: "K3s を起動しています…" },
  "k3s-token": {
    title: "server の token の読み取り",
    doing: "server の token を読み取っています…",
  },
  "k3s-join": {
    title: "クラスターへの参加",
    doing: "クラスターに参加しています…",
  },
  "docker-proof": {
    title: "Docker でのコンテナの実行",
    doing: "Docker でコンテナを実行しています…",
  },
  "cluster-ready": {
    title: "クラスター全体の確認",
    doing: "クラスター全体を確認しています…",
  },
  "rancher-images": {
    title: "Rancher の agent のイメージを送る",
    doing: "Rancher の agent のイメージを送っています …",
  },
  "rancher-cluster": {
    title: "Rancher にステーションのクラスターを作る",
    doing: "Rancher にステーションのクラスターを作っています …",
  },
  "rancher-uplink": {
    title: "ステーションから Rancher への経路を確認する",
    doing: "ステーションから Rancher への経路を確認しています …",
  },
  "rancher-agent": {
    title: "Rancher の agent を適用する",
    doing: "Rancher の agent を適用しています …",
  },
  "rancher-active": {
    title: "Rancher で active になるまで待つ",
    doing: "Rancher で active になるのを待っています …",
  },
  "rancher-later": {
    title: "自動登録できる期限を記録する",
    doing: "自動登録できる期限を記録しています …",
  },
} as const satisfies StepTexts;
