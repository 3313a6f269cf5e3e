import { say, type SomeTexts } from "./texts.ts";

export const securityTexts = {
  "security.root": {
    data: ["user"],
    en: say(
      "Becoming root",
      "{user} is in no group that usually may use sudo.",
      "Installing needs root.",
      "Let somebody with root's rights add the account to the group sudo or wheel.",
    ),
    "zh-Hans": say(
      "获取 root 权限",
      "{user} 不在通常可使用 sudo 的组中。",
      "安装需要 root 权限。",
      "请让有 root 权限的人把该账户加入 sudo 或 wheel 组。",
    ),
    ja: say(
      "root 権限",
      "{user} は通常 sudo を使えるグループに入っていません。",
      "インストールには root 権限が必要です。",
      "root 権限を持つ人に、sudo または wheel グループへの追加を依頼してください。",
    ),
  },
  "security.selinux": {
    data: ["found"],
    en: say(
      "SELinux",
      "{host} enforces SELinux ({found}), and the rules for K3s are not installed.",
      "K3s is not allowed to start without them.",
      "A bundle with the package k3s-selinux brings them.",
    ),
    "zh-Hans": say(
      "SELinux",
      "{host} 强制启用 SELinux（{found}），但未安装 K3s 的规则。",
      "没有这些规则，K3s 不被允许启动。",
      "包含 k3s-selinux 软件包的安装包会带上它们。",
    ),
    ja: say(
      "SELinux",
      "{host} では SELinux が強制（{found}）で、K3s 用のルールがありません。",
      "ルールがないと K3s は起動を許されません。",
      "k3s-selinux パッケージを含むバンドルを使うと追加されます。",
    ),
  },
  "security.apparmor": {
    data: [],
    en: say(
      "AppArmor",
      "The kernel has AppArmor, but the program apparmor_parser is missing.",
      "Docker starts then, and cannot run a single container.",
      "Install the package; without internet bring it along. Or start the kernel with `apparmor=0`.",
    ),
    "zh-Hans": say(
      "AppArmor",
      "内核启用了 AppArmor，但缺少 apparmor_parser 程序。",
      "这时 Docker 能启动，却无法运行任何容器。",
      "请安装该软件包；没有互联网请自行带上。或以 `apparmor=0` 启动内核。",
    ),
    ja: say(
      "AppArmor",
      "カーネルの AppArmor は有効ですが、apparmor_parser がありません。",
      "Docker は起動しますが、コンテナーを 1 つも実行できません。",
      "パッケージを入れてください（インターネットがなければ持参）。または `apparmor=0` でカーネルを起動してください。",
    ),
  },
  "security.fapolicyd": {
    data: [],
    en: say(
      "fapolicyd",
      "fapolicyd lets only known programs run.",
      "K3s and Docker, newly brought, are stopped by it.",
      "Make their folders known to it, after installing once more.",
    ),
    "zh-Hans": say(
      "fapolicyd",
      "fapolicyd 只允许运行已知程序。",
      "新装的 K3s 和 Docker 会被它阻止。",
      "请把相关目录加入信任，安装后再执行一次。",
    ),
    ja: say(
      "fapolicyd",
      "fapolicyd は既知のプログラムしか実行させません。",
      "新しく入れた K3s と Docker が止められます。",
      "フォルダーを信頼に加え、インストール後にもう一度実行してください。",
    ),
  },
  "security.kysec": {
    data: [],
    en: say(
      "KySec",
      "Kylin's security (KySec) is there.",
      "In its strict mode it keeps new programs from running.",
      "Look at its state; choose the soft mode for the installation.",
    ),
    "zh-Hans": say(
      "KySec 安全机制",
      "系统带有麒麟安全机制（KySec）。",
      "严格模式下会阻止新程序运行。",
      "请查看其状态；安装时请切换到软模式。",
    ),
    ja: say(
      "KySec（Kylin の保護機能）",
      "Kylin の保護機能（KySec）があります。",
      "厳格モードでは新しいプログラムの実行が止められます。",
      "状態を確認し、インストール中はソフトモードにしてください。",
    ),
  },
} as const satisfies SomeTexts;
