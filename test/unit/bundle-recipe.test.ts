import { expect, test } from "vitest";
import { failureOf } from "../../common/model/failure.ts";
import { checkedExtras } from "../../main/adapters/bundle/extras.ts";
import { loadRecipe, parseRecipe } from "../../main/adapters/bundle/recipe.ts";
import {
  dockerArchive,
  k3sAsset,
  k3sScript,
  parseSums,
} from "../../main/adapters/bundle/sources.ts";

const good = `name: north
k3s: v1.35.5+k3s1
docker: 29.1.0
architectures: [amd64, arm]
`;
const parse = (text: string) => parseRecipe(text, "/r/bundle.yaml");
const failureFrom = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return failureOf(error) ?? error;
  }
  return undefined;
};

test("a short recipe gets its defaults; URLs are the publishers' own", () => {
  const recipe = parse(good);
  expect(recipe.expiresInDays).toBe(365);
  expect(k3sAsset(recipe, "k3s")).toEqual([
    "https://github.com/k3s-io/k3s/releases/download/v1.35.5%2Bk3s1/k3s",
  ]);
  expect(k3sScript(recipe)).toEqual([
    "https://raw.githubusercontent.com/k3s-io/k3s/v1.35.5%2Bk3s1/install.sh",
  ]);
  expect(dockerArchive(recipe, "arm")).toEqual([
    "https://download.docker.com/linux/static/stable/armhf/docker-29.1.0.tgz",
  ]);
});

test("other sources: mirror layouts and folders relative to the recipe", () => {
  const recipe = parse(
    `${good}sources: { k3s: https://mirror.example/k3s/, docker: ./docker, k3sScript: https://get.example/install.sh }`,
  );
  expect(k3sAsset(recipe, "k3s-armhf")).toEqual([
    "https://mirror.example/k3s/v1.35.5%2Bk3s1/k3s-armhf",
    "https://mirror.example/k3s/v1.35.5-k3s1/k3s-armhf",
  ]);
  expect(dockerArchive(recipe, "amd64")).toEqual([
    "/r/docker/x86_64/docker-29.1.0.tgz",
  ]);
  expect(k3sScript(recipe)).toEqual(["https://get.example/install.sh"]);
});

test.each([
  ["tab", "name: x\n\tk3s: 1\n", 2],
  ["open bracket", `${good}extra: {\n`, 6],
  ["a key twice", `${good}name: again\n`, 5],
])("YAML mistake with its line: %s", (_name, text, line) => {
  expect(failureFrom(() => parse(text))).toMatchObject({
    code: "yaml-invalid",
    data: {
      path: "/r/bundle.yaml",
      line,
      column: expect.any(Number) as number,
    },
  });
});

test.each([
  ["", "its top"],
  ["[1]", "its top"],
  [good.replace("v1.35.5+k3s1", "1.35.5"), "k3s"],
  [good.replace("29.1.0", "latest"), "docker"],
  [good.replace("[amd64, arm]", "[amd64, armhf]"), "architectures[1]"],
  [good.replace("[amd64, arm]", "[arm, arm]"), "architectures"],
  [`${good}flavour: sweet\n`, "flavour"],
  [`${good}extra: { files: [{ from: a, to: etc/a }] }\n`, "extra.files[0].to"],
  [
    `${good}extra: { files: [{ from: a, to: /etc/../a }] }\n`,
    "extra.files[0].to",
  ],
  [
    `${good}extra: { files: [{ from: a, to: /a, mode: 0644 }] }\n`,
    "extra.files[0].mode",
  ],
  [
    `${good}sources: { k3s: "https://user:secret@mirror.example" }\n`,
    "sources.k3s",
  ],
  [`${good}installScriptSha256: abc\n`, "installScriptSha256"],
  [`${good}expiresInDays: 0\n`, "expiresInDays"],
])("not a recipe: %j", (text, place) => {
  expect(failureFrom(() => parse(text))).toMatchObject({
    code: "recipe-invalid",
    data: { place },
  });
});

test.each([
  ["2.14.4", "v1.35.5+k3s1", true],
  ["v2.15.0", "v1.36.1+k3s1", true],
  ["2.15.0", "v1.37.1+k3s1", false],
  ["2.14.4", "v1.36.1+k3s1", false],
  ["2.11.16", "v1.33.1+k3s1", false],
  ["2.16.0", "v1.37.0+k3s1", false],
])("Rancher %s with K3s %s: %s", (rancher, k3s, fits) => {
  const text = `${good.replace("v1.35.5+k3s1", k3s)}rancher: ${rancher}\n`;
  const failure = failureFrom(() => parse(text));
  if (fits) expect(failure).toBeUndefined();
  else expect(failure).toMatchObject({ code: "versions-do-not-fit" });
});

test.each([
  ["k3sImages: [app.zip]", "extra.k3sImages[0]"],
  ['dockerImages: ["my app.tar"]', "extra.dockerImages[0]"],
  ["dockerImages: [a.tar, b/a.tar]", "extra.dockerImages[1]"],
  [
    "dockerImages: [a.tar, { from: b/a.tar, arch: arm }]",
    "extra.dockerImages[1]",
  ],
  ["dockerImages: [{ from: a.tar, arch: arm64 }]", "extra.dockerImages[0]"],
  ["files: [{ from: a, to: /x }, { from: b, to: /x }]", "extra.files[1]"],
])("extras that cannot be: %s", (extra, place) => {
  expect(
    failureFrom(() => checkedExtras(parse(`${good}extra: { ${extra} }\n`))),
  ).toMatchObject({
    code: "recipe-invalid",
    data: { place },
  });
});

test("the same name for two architectures is fine", () => {
  const recipe = parse(
    `${good}extra: { k3sImages: [{ from: a/x.tar, arch: arm }, { from: b/x.tar, arch: amd64 }] }\n`,
  );
  expect(checkedExtras(recipe).map(({ from }) => from)).toEqual([
    "/r/a/x.tar",
    "/r/b/x.tar",
  ]);
});

test("a missing recipe file", async () => {
  await expect(loadRecipe("/nowhere/bundle.yaml")).rejects.toMatchObject({
    failure: { code: "file-unreadable" },
  });
});

test("sha256 files: names with folders and binary marks; other lines are passed over", () => {
  const hash = "a".repeat(64);
  expect([
    ...parseSums(`${hash}  dist/k3s\n${hash} *k3s.tar\nnonsense\n`).keys(),
  ]).toEqual(["k3s", "k3s.tar"]);
});
