import { wordsOf } from "../i18n/words.ts";

export const finishWords = wordsOf(
  {
    done: "{name} is ready",
    "done.text": "Docker and K3s run on {count} of the station's computers.",
    "done.one": "Docker and K3s run on the station's server.",
    already: "Nothing was to do: all of it was so already.",
    what: "What was done",
    hosts: "Computers",
    "host.role.server": "Server",
    "host.role.agent": "Agent",
    "rancher.connected": "Connected with {rancher}",
    "rancher.waiting":
      "Registers with {rancher} by itself when the uplink is there",
    "rancher.over":
      "Can no longer register by itself: its pack has to be renewed",
    "host.did": "{done} steps done, {skipped} were so already",
    station: "Station",
    bundle: "Bundle",
    "bundle.value": "{name}, number {sequence}",
    k3s: "K3s",
    docker: "Docker",
    sent: "Sent",
    took: "Took",
    run: "Run",
    next: "What to do next",
    "next.hands":
      "Unplug the laptop and the USB stick; the station works without them.",
    "next.access":
      "If you saved the access file (kubeconfig): whoever has it can do anything in the cluster. Keep it like a key.",
    "next.again":
      "After a power cut everything starts by itself. If it does not, start Forecourt again and run the check.",
    "next.other": "The next station",
    "next.other.text": "Ends the sign-in here and begins with another station.",
  },
  {
    "zh-Hans": {
      done: "{name} 已就绪",
      "done.text": "Docker 和 K3s 已在站点的 {count} 台计算机上运行。",
      "done.one": "Docker 和 K3s 已在站点的服务器上运行。",
      already: "无需任何操作：全部已经就绪。",
      what: "完成的工作",
      hosts: "计算机",
      "host.role.server": "服务器",
      "host.role.agent": "Agent 节点",
      "rancher.connected": "已连接到 {rancher}",
      "rancher.waiting": "上行网络接通后自行注册到 {rancher}",
      "rancher.over": "已无法自行注册：需要更新站点包",
      "host.did": "完成 {done} 步，{skipped} 步原已就绪",
      station: "站点",
      bundle: "安装包",
      "bundle.value": "{name}，编号 {sequence}",
      k3s: "K3s",
      docker: "Docker",
      sent: "已传输",
      took: "用时",
      run: "任务",
      next: "接下来",
      "next.hands": "可以拔下笔记本电脑和 U 盘，站点不再需要它们。",
      "next.access":
        "如果保存了访问文件（kubeconfig）：持有者可以对集群执行任何操作，请像钥匙一样保管。",
      "next.again":
        "断电恢复后，一切会自动启动。如果没有启动，请再次打开 Forecourt 并进行检查。",
      "next.other": "下一个站点",
      "next.other.text": "退出此处的登录，开始处理另一个站点。",
    },
    ja: {
      done: "{name} の準備が完了しました",
      "done.text":
        "ステーションの {count} 台のコンピューターで Docker と K3s が動いています。",
      "done.one": "ステーションのサーバーで Docker と K3s が動いています。",
      already: "作業は必要ありませんでした。すべて済んでいます。",
      what: "実施した内容",
      hosts: "コンピューター",
      "host.role.server": "サーバー",
      "host.role.agent": "エージェント",
      "rancher.connected": "{rancher} に接続済み",
      "rancher.waiting":
        "アップリンクがつながると {rancher} に自動的に登録されます",
      "rancher.over": "自動では登録できません。パックの更新が必要です",
      "host.did": "{done} 手順を実施、{skipped} 手順は実施済み",
      station: "ステーション",
      bundle: "バンドル",
      "bundle.value": "{name}（番号 {sequence}）",
      k3s: "K3s",
      docker: "Docker",
      sent: "送信量",
      took: "所要時間",
      run: "実行",
      next: "次にすること",
      "next.hands":
        "ノート PC と USB メモリを取り外してください。ステーションはそれらなしで動きます。",
      "next.access":
        "アクセス用ファイル（kubeconfig）を保存した場合：持っている人は何でもできます。鍵と同じように管理してください。",
      "next.again":
        "停電のあとは自動的に起動します。起動しない場合は Forecourt をもう一度開いて確認してください。",
      "next.other": "次のステーションへ",
      "next.other.text": "サインインを終了し、別のステーションを始めます。",
    },
  },
);
