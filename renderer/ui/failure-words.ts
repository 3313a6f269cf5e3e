import { wordsOf } from "../i18n/words.ts";

export const failureWords = wordsOf(
  {
    title: "What went wrong",
    doing: "What was being done",
    host: "Host",
  },
  {
    "zh-Hans": {
      title: "出了什么问题",
      doing: "当时正在进行",
      host: "主机",
    },
    ja: {
      title: "発生した問題",
      doing: "実行していた内容",
      host: "ホスト",
    },
  },
);
