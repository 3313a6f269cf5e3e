import { wordsOf } from "../i18n/words.ts";

/** A station pack, wherever it is opened. */
export const packWords = wordsOf(
  {
    file: "File",
    passphrase: "Passphrase",
    "passphrase.hint": "As headquarters told it. It is kept nowhere.",
    "secret.show": "Show what is typed",
    "secret.hide": "Hide what is typed",
    open: "Open",
    always: "As long as Rancher's authority, address and this cluster stay",
    over: "This pack was valid until {until:time}. Have headquarters renew it (forecourt pack renew), and open it again.",
  },
  {
    "zh-Hans": {
      file: "文件",
      passphrase: "密码短语",
      "passphrase.hint": "由总部告知，不会保存在任何地方。",
      "secret.show": "显示输入内容",
      "secret.hide": "隐藏输入内容",
      open: "打开",
      always: "只要 Rancher 的证书颁发机构、地址和该集群不变",
      over: "此站点包的有效期到 {until:time} 为止。请总部更新它（forecourt pack renew），然后重新打开。",
    },
    ja: {
      file: "ファイル",
      passphrase: "パスフレーズ",
      "passphrase.hint": "本部から伝えられたもの。どこにも保存されません。",
      "secret.show": "入力内容を表示",
      "secret.hide": "入力内容を隠す",
      open: "開く",
      always: "Rancher の認証局、アドレス、このクラスターが変わらない限り",
      over: "このパックの期限は {until:time} でした。本部に更新（forecourt pack renew）を依頼し、もう一度開いてください。",
    },
  },
);
