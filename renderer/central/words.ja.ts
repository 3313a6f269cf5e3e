import type { centralWordsEn } from "./words.en.ts";

export const centralWordsJa: Record<keyof typeof centralWordsEn, string> = {
  intro:
    "ステーションを中央の Rancher に接続します。ステーションとこのノートパソコンの両方に上位回線が必要です。",
  address: "Rancher のアドレス",
  where: "中央の Rancher",
  "address.hint": "本部から伝えられたもの（例：https://rancher.example）",
  "address.look": "確認する",
  "address.again": "別のアドレスにする",
  looking: "Rancher を探しています…",
  identity: "この Rancher で正しいですか？",
  "identity.address": "アドレス",
  "identity.version": "バージョン",
  "identity.authority": "認証局",
  "identity.until": "有効期限",
  "identity.checksum": "チェックサム",
  "identity.system": "このコンピューターはこの証明書を信頼しています。",
  "identity.confirmed": "この認証局は以前に確認済みです。",
  "identity.unknown":
    "本部から伝えられたチェックサムと、1 組ずつ見比べてください。",
  "identity.changed":
    "以前に確認したものとは別の認証局です。何も送信していません。続ける前に本部に確認してください。",
  "identity.untrusted":
    "この証明書を保証するものがありません。途中に別の機器がある可能性があります。何も送信していません。",
  "identity.same": "両方のチェックサムは同じです",
  account: "サインイン",
  token: "API トークン",
  "token.hint":
    "ロール user-base と clusters-create を持つアカウントのもの。メモリにだけ保持されます。",
  "token.show": "トークンを表示",
  "token.hide": "トークンを隠す",
  "take-over": "同じ名前のクラスターを引き継ぐ",
  "take-over.hint":
    "Rancher の項目がこのステーション自身の残したものである場合に限ります。",
  register: "今すぐ登録",
  "register.again": "もう一度登録",
  resume: "続ける",
  stop: "停止",
  progress: "登録の進み具合",
  done: "ステーションを登録しました",
  "done.text": "{name} は Rancher で active になり、接続されています。",
  "doing.look": "Rancher の確認",
  "doing.register": "ステーションの登録",
  skip: "Rancher なしで進む",
};
