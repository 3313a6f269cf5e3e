import { describe, expect, it } from "vitest";
import { failures } from "../../common/messages/failures/all.ts";
import {
  type Language,
  languageOf,
  languages,
} from "../../common/messages/language.ts";
import {
  failureText,
  formatBytes,
  formatDuration,
  stepDoing,
  steps,
  stepTitle,
  word,
  words,
} from "../../common/messages/sentence.ts";
import { wordKeys } from "../../common/messages/words.ts";
import { failureCodes } from "../../common/model/failure.ts";
import { stepNames } from "../../common/model/plan.ts";

const placeholders = (text: string) =>
  [...text.matchAll(/\{(\w+)(?::\w+)?\}/g)].map((match) => match[1] ?? "");
const formatsIn = (text: string) =>
  [...text.matchAll(/\{\w+:(\w+)\}/g)].map((match) => match[1] ?? "");

/** Every text of a language under a name of its own. */
const textsOf = (language: Language) =>
  new Map<string, string>([
    ...failureCodes.flatMap((code): [string, string][] => [
      [`${code} what`, failures[code][language].what],
      [`${code} todo`, failures[code][language].todo],
    ]),
    ...stepNames.flatMap((name): [string, string][] => [
      [`${name} title`, steps[language][name].title],
      [`${name} doing`, steps[language][name].doing],
      // Where one language says what undo does, all do.
      ...(steps.en[name].undo === undefined
        ? []
        : [
            [`${name} undo`, steps[language][name].undo ?? ""] as [
              string,
              string,
            ],
          ]),
    ]),
    ...wordKeys.map((key): [string, string] => [key, words[language][key]]),
  ]);

describe.each(languages)("texts in %s", (language) => {
  it("have every key and no other", () => {
    expect(Object.keys(failures).sort()).toEqual([...failureCodes].sort());
    expect(Object.keys(steps[language]).sort()).toEqual([...stepNames].sort());
    expect(Object.keys(words[language]).sort()).toEqual([...wordKeys].sort());
    for (const [name, text] of textsOf(language))
      expect(text.trim(), name).not.toBe("");
  });

  it("use only the data that their failure carries", () => {
    for (const code of failureCodes) {
      const known = new Set<string>([...failures[code].data, "host"]);
      const { what, todo } = failures[code][language];
      for (const key of placeholders(what + todo))
        expect(known, `${code} {${key}}`).toContain(key);
    }
  });

  it("have no brace that is not a placeholder with a known format", () => {
    const known = [
      "bytes",
      "gbUp",
      "gbDown",
      "ms",
      "duration",
      "time",
      "step",
      "check",
    ];
    for (const [name, text] of textsOf(language)) {
      const rest = text.replace(/\{\w+(?::\w+)?\}/g, "");
      expect(rest, name).not.toMatch(/[{}]/);
      for (const format of formatsIn(text))
        expect([...known, "secret"], name).toContain(format);
    }
  });

  it("say the same as English: placeholders, commands and no English left", () => {
    const english = textsOf("en");
    const code = (text: string) => (text.match(/`[^`]+`/g) ?? []).sort();
    for (const [name, text] of textsOf(language)) {
      const other = english.get(name) ?? "";
      expect([...new Set(placeholders(text))].sort(), name).toEqual(
        [...new Set(placeholders(other))].sort(),
      );
      expect(code(text), name).toEqual(code(other));
    }
  });

  it("are filled without a gap from the documented data", () => {
    for (const code of failureCodes) {
      const data = Object.fromEntries(
        failures[code].data.map((key) => [key, 7]),
      );
      const { what, todo } = failureText(
        { code, host: "pump-1", data },
        language,
      );
      expect(`${what} ${todo}`, code).not.toMatch(/undefined|NaN|[{}]| \? /);
    }
  });

  it("show what is missing as a question mark", () => {
    for (const code of failureCodes) {
      const { what, todo } = failureText({ code, data: {} }, language);
      expect(what + todo, code).not.toMatch(/undefined|NaN|null|[{}]/);
    }
    for (const key of wordKeys)
      expect(word(key, language), key).not.toMatch(/undefined|NaN|[{}]/);
  });
});

it("no two languages have the same text", () => {
  for (const [name, english] of textsOf("en")) {
    const all = languages.map((language) => textsOf(language).get(name));
    expect(new Set(all).size, `${name}: ${english}`).toBe(languages.length);
  }
});

it("Chinese and Japanese keep full-width punctuation beside their own script", () => {
  for (const language of ["zh-Hans", "ja"] as const)
    for (const [name, text] of textsOf(language))
      expect(text.replace(/`[^`]*`|\{[^}]*\}/g, ""), name).not.toMatch(
        /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][,;:?!()]/u,
      );
});

describe("failureText", () => {
  it("fills a sentence", () => {
    const failure = {
      code: "host-unreachable" as const,
      host: "pump-1",
      data: { address: "10.0.0.7", port: 22 },
    };
    expect(failureText(failure, "en").what).toBe(
      "pump-1 does not answer at 10.0.0.7, port 22.",
    );
    expect(failureText(failure, "zh-Hans").what).toContain("10.0.0.7");
    expect(failureText(failure, "ja").todo).toContain("`ping 10.0.0.7`");
  });

  it("shows bytes as GB, and never the same number for too little and enough", () => {
    const data = { path: "/var/lib", need: 3_010_000_000, free: 2_990_000_000 };
    expect(
      failureText({ code: "disk-too-small", host: "a", data }, "en").what,
    ).toBe("a has only 2.9 GB free at /var/lib; 3.1 GB are needed.");
  });

  it.each(["docker-programs", "pump-1/docker-programs"])(
    "names the step %s",
    (step) => {
      expect(
        failureText(
          { code: "job-failed", host: "pump-1", data: { step } },
          "en",
        ).what,
      ).toBe("“Install Docker's programs” failed on pump-1.");
    },
  );

  it("keeps a step, secret or time that it does not know as it is", () => {
    const what = (
      code: "job-failed" | "secret-missing" | "bundle-expired",
      key: string,
    ) => failureText({ code, host: "a", data: { [key]: "odd" } }, "en").what;
    expect(what("job-failed", "step")).toContain("“odd”");
    expect(what("secret-missing", "kind")).toContain("odd");
    expect(what("bundle-expired", "expires")).toContain("odd");
  });

  it("ignores the sign of a clock's difference", () => {
    const what = (seconds: number) =>
      failureText({ code: "clock-off", host: "a", data: { seconds } }, "en")
        .what;
    expect(what(-12_000)).toBe(what(12_000));
    expect(what(12_000)).toContain("3 h 20 min");
  });

  it("does not fill placeholders, control characters or prototypes from data", () => {
    const { what } = failureText(
      {
        code: "docker-start-failed",
        host: "a",
        data: { reason: "\u001b[31m{host}\nline two\u202e $& \u2028" },
      },
      "en",
    );
    expect(what).toBe("Docker did not start on a: [31m{host} line two  $&");
    expect(failureText({ code: "aborted", data: {} }, "en").what).not.toContain(
      "function",
    );
  });
});

describe("languageOf", () => {
  it.each([
    [undefined, "en"],
    ["", "en"],
    ["C", "en"],
    ["POSIX", "en"],
    ["C.UTF-8", "en"],
    ["en_GB.UTF-8", "en"],
    ["de_DE.UTF-8@euro", "en"],
    ["zh_CN.UTF-8", "zh-Hans"],
    ["zh", "zh-Hans"],
    ["zh-Hans-HK", "zh-Hans"],
    ["ZH_SG.GB18030", "zh-Hans"],
    ["zh_TW.UTF-8", "en"],
    ["zh-Hant", "en"],
    ["ja_JP.eucJP", "ja"],
    ["ja", "ja"],
    ["de:ja:en", "ja"],
    ["en_US:ja", "en"],
    ["jawohl", "en"],
  ])("%s is %s", (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1 kB"],
    [999_499, "999 kB"],
    [999_500, "1 MB"],
    [340_200_000, "340 MB"],
    [999_500_000, "1.0 GB"],
    [1_540_000_000, "1.5 GB"],
    [999_960_000_000, "1.0 TB"],
    [-1, "?"],
    [Number.NaN, "?"],
    [Number.POSITIVE_INFINITY, "?"],
  ])("%d is %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0.0 s"],
    [3_210, "3.2 s"],
    [9_949, "9.9 s"],
    [9_950, "10 s"],
    [59_499, "59 s"],
    [59_500, "1 min"],
    [200_000, "3 min 20 s"],
    [3_599_600, "1 h"],
    [7_500_000, "2 h 5 min"],
    [86_399_000, "1 d"],
    [97_200_000, "1 d 3 h"],
    [-5, "?"],
    [Number.NaN, "?"],
  ])("%d is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it("uses the reader's units", () => {
    expect(formatDuration(200_000, "zh-Hans")).toBe("3 分 20 秒");
    expect(formatDuration(7_500_000, "ja")).toBe("2 時間 5 分");
  });
});

describe("word and step", () => {
  it("fill and translate", () => {
    expect(word("plan.heading", "en", { station: "s1" })).toBe(
      "Plan for station s1",
    );
    expect(word("plan.sends", "ja", { bytes: 1_540_000_000 })).toContain(
      "1.5 GB",
    );
    expect(word("plan.sends", "en", { bytes: "many" })).toBe("sends many");
    expect(word("plan.heading", "en", { station: undefined })).toBe(
      "Plan for station ?",
    );
    expect(stepTitle("k3s-start", "zh-Hans")).toBe("启动 K3s");
    expect(stepDoing("k3s-start", "en")).toBe("Starting K3s …");
  });
});
