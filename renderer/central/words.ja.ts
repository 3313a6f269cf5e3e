import type { centralWordsEn } from "./words.en.ts";

export const centralWordsJa: Record<keyof typeof centralWordsEn, string> = {
  intro:
    "ステーションを中央の Rancher に接続します。今アップリンク経由で登録するか、ステーションパックで後から自動的に登録させます。",
  way: "いつ登録しますか？",
  "way.now": "今、アップリンク経由で",
  "way.later": "後で、ステーションパックで",
  address: "Rancher のアドレス",
  where: "中央の Rancher",
  "address.hint": "本部から伝えられたもの（例：https://rancher.example）",
  "address.look": "確認する",
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
  "account.how": "サインインの方法",
  "account.token": "API トークン",
  "account.user": "ユーザーとパスワード",
  token: "API トークン",
  "token.hint":
    "ロール user-base と clusters-create を持つアカウントのもの。メモリにだけ保持されます。",
  user: "Rancher のユーザー",
  "user.hint":
    "ロール user-base と clusters-create を持つ、Rancher のローカルユーザー",
  password: "Rancher のパスワード",
  "password.hint": "メモリにだけ保持されます。",
  "secret.show": "入力内容を表示",
  "secret.hide": "入力内容を隠す",
  "take-over": "同じ名前のクラスターを引き継ぐ",
  "take-over.hint":
    "Rancher の項目がこのステーション自身の残したものである場合に限ります。",
  pack: "ステーションパック",
  "pack.text":
    "本部がこのステーション用に作成したものです。アップリンクがつながり次第、ステーションは自動的に登録されます。その場に人がいる必要はありません。",
  "pack.choose": "パックを選ぶ",
  "pack.other": "別のパックにする",
  "pack.cluster": "Rancher での名前",
  "pack.made": "作成日",
  "pack.valid": "有効期限",
  "pack.other-key":
    "{hosts}：パックのホスト鍵は、サインインしたものと異なります。別のサーバー用かもしれません。",
  "pack.anew": "パックの作成後に、このサーバーをセットアップし直しました",
  data: "アップリンクの通信量",
  "data.monthly":
    "毎月およそ {monthly:bytes}。ステーションを操作するとさらに増えます",
  "data.once":
    "バンドルにないイメージのために一度だけ約 {once:bytes}、その後は毎月およそ {monthly:bytes}",
  register: "今すぐ登録",
  "register.later": "後で登録させる",
  "register.again": "もう一度登録",
  resume: "続ける",
  stop: "停止",
  cancel: "キャンセル",
  progress: "登録の進み具合",
  "progress.leave": "Rancher からの登録解除",
  done: "ステーションを登録しました",
  "done.text": "{name} は Rancher で active になり、接続されています。",
  connected: "ステーションは Rancher に接続しています",
  "connected.text":
    "{name} のエージェントは {rancher} と通信しており、問題は報告されていません。",
  waiting: "アップリンクがつながると、ステーションは自動的に登録されます",
  "waiting.until":
    "その場に人がいる必要はありません。渡した情報は {until:time} まで有効です。",
  "waiting.always":
    "その場に人がいる必要はありません。渡した情報に期限はありません。",
  "waiting.text": "エージェントは {rancher} への接続を繰り返し試みます。",
  over: "ステーションは自動では登録できなくなりました",
  "over.text":
    "渡した情報の期限は {until:time} でした。本部にパックの更新（forecourt pack renew）を依頼し、それでもう一度登録してください。",
  unknown: "Rancher との接続状況はわかりません",
  trouble: "エージェントの報告：",
  asked: "確認した時刻：{asked:time}",
  recheck: "もう一度確認",
  leave: "Rancher から外す",
  "leave.how": "どこから外しますか？",
  "leave.both": "ここと Rancher の両方",
  "leave.only": "ここだけ",
  "leave.only.text":
    "アップリンクは不要です。Rancher の項目は、そこで誰かが削除するまで残ります。",
  "leave.question": "{name} を Rancher から外しますか？",
  "leave.question.both":
    "ステーションから Rancher のエージェントを取り除き、Rancher の項目を削除します。クラスター自体は動き続けます。",
  "leave.question.only":
    "ステーションから Rancher のエージェントを取り除きます。Rancher の項目は残ります。クラスター自体は動き続けます。",
  "leave.yes": "今すぐ外す",
  "leave.no": "外さない",
  left: "ステーションを Rancher から外しました",
  unfinished: "登録が完了していません",
  "unfinished.leave": "Rancher から外す操作が完了していません",
  "unfinished.text":
    "もう一度 Rancher にサインインするか、パックを開き直すと、止まったところから続きます。トークン、パスワード、パスフレーズはどこにも保存されません。",
  away: "サーバーにサインインしていません。",
  "away.text": "ステーションを登録するには、もう一度サインインしてください。",
  "away.button": "サーバーへ",
  "doing.look": "Rancher の確認",
  "doing.register": "ステーションの登録",
  "doing.leave": "Rancher から外す",
  "doing.pack": "ステーションパックを開く",
  "doing.ask": "ステーションの状態の確認",
  skip: "Rancher なしで進む",
};
