import { say, type FailureArea } from "./area.ts";

/** What looking at a host can end with. */
export const checkFailures = {
  /** `check`: the id of the check that found it. */
  "host-unfit": {
    data: ["check"],
    en: say(
      "{host} does not pass the check “{check:check}”.",
      "The list of checks says what was seen and how to mend it. Then check again.",
    ),
    "zh-Hans": say(
      "{host} 未通过检查“{check:check}”。",
      "检查列表中说明了所见的情况和处理方法。处理后请重新检查。",
    ),
    ja: say(
      "{host} は「{check:check}」の確認に合格していません。",
      "確認の一覧に、見つかった内容と直し方があります。対処してから再確認してください。",
    ),
  },
  "finding-open": {
    data: ["check", "id"],
    en: say(
      "“{check:check}” on {host} needs a decision before anything is changed.",
      "Mend it, or accept it with a reason: `--accept {id}=REASON`.",
    ),
    "zh-Hans": say(
      "{host} 的“{check:check}”需要先作出决定，之后才会进行更改。",
      "请先处理，或注明理由后接受：`--accept {id}=REASON`。",
    ),
    ja: say(
      "{host} の「{check:check}」は、変更を始める前に判断が必要です。",
      "対処するか、理由を添えて承認してください：`--accept {id}=REASON`。",
    ),
  },
  /** `reason`: what is wrong with what came back. */
  "facts-unreadable": {
    data: ["reason"],
    en: say(
      "What {host} says of itself cannot be read: {reason}",
      "Sign in by hand and look whether the shell answers (`/bin/sh -c 'echo ok'`) and a disk is full. The transcript holds what came back.",
    ),
    "zh-Hans": say(
      "无法读取 {host} 返回的信息：{reason}",
      "请手动登录，查看 shell 是否响应（`/bin/sh -c 'echo ok'`）以及磁盘是否已满。返回内容保存在记录中。",
    ),
    ja: say(
      "{host} からの情報を読み取れません：{reason}",
      "手動でサインインし、シェルが応答するか（`/bin/sh -c 'echo ok'`）、ディスクがいっぱいでないかを確認してください。返ってきた内容は記録にあります。",
    ),
  },
  /** `user`: the account; `said`: what its shell printed instead. */
  "login-shell-unusable": {
    data: ["user", "said"],
    en: say(
      "{user} may sign in to {host}, but not run commands. The host says: {said}",
      "Use another account, or let root give this one a shell: `sudo usermod -s /bin/sh {user}`. An expired account is opened with `sudo chage -E -1 {user}`.",
    ),
    "zh-Hans": say(
      "{user} 可以登录 {host}，但不能运行命令。主机返回：{said}",
      "请使用其他账户，或由 root 为其设置 shell：`sudo usermod -s /bin/sh {user}`。已过期的账户可用 `sudo chage -E -1 {user}` 启用。",
    ),
    ja: say(
      "{user} は {host} にサインインできますが、コマンドを実行できません。ホストの応答：{said}",
      "別のアカウントを使うか、root でシェルを設定してください：`sudo usermod -s /bin/sh {user}`。期限切れのアカウントは `sudo chage -E -1 {user}` で有効になります。",
    ),
  },
} as const satisfies FailureArea;
