import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOf } from "../../common/model/failure.ts";
import { loadTemplate } from "../../main/adapters/packs/station-template.ts";
import { loadStations } from "../../main/adapters/packs/stations-csv.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "forecourt-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

const goodTemplate = `
labels: { brand: blue }
isolated: true
signIn: { user: tech }
rancher: { url: https://rancher.example, annotations: { owner: hq } }
`;

async function load(csv: string | Uint8Array, template = goodTemplate) {
  await writeFile(join(folder, "t.yaml"), template);
  await writeFile(join(folder, "s.csv"), csv);
  const common = await loadTemplate(join(folder, "t.yaml"));
  return loadStations(join(folder, "s.csv"), common);
}
const failureFrom = async (...given: Parameters<typeof load>) => {
  try {
    await load(...given);
  } catch (error) {
    return failureOf(error) ?? error;
  }
  return "nothing thrown";
};

test("a table and what all its stations have in common", async () => {
  const stations = await load(
    `id,name,server,agents,host-key,label:region,annotation:note
s-1,"A7, north",192.168.1.11,192.168.1.12 till=192.168.1.13,SHA256:${"A".repeat(43)},north,"he said ""no"""
s-2,,192.168.2.11,,,,
`,
  );
  expect(stations).toMatchObject([
    {
      id: "s-1",
      name: "A7, north",
      isolated: true,
      labels: { brand: "blue", region: "north" },
      hosts: [
        {
          name: "s-1-server",
          role: "server",
          address: "192.168.1.11",
          hostKey: `SHA256:${"A".repeat(43)}`,
          signIn: { user: "tech" },
        },
        { name: "s-1-agent-1", role: "agent", address: "192.168.1.12" },
        { name: "till", role: "agent", address: "192.168.1.13" },
      ],
      rancher: { annotations: { owner: "hq", note: 'he said "no"' } },
    },
    { id: "s-2", labels: { brand: "blue" } },
  ]);
  expect(stations[1]).not.toHaveProperty("name");
});

test.each([
  ["semicolons, a mark and CRLF", "\ufeffid;server\r\ns-1;10.0.0.1\r\n\r\n"],
  ["tabs", "id\tserver\ns-1\t10.0.0.1\n"],
  ["what stands between, and capitals", "\ufeffsep=;\r\nID;Server\r\ns-1;10.0.0.1\r\n"], // prettier-ignore
  [
    "a whole line of ssh-keygen",
    `id,server,host-key\ns-1,10.0.0.1,256 SHA256:${"A".repeat(43)} root@pump (ED25519)\n`,
  ],
  ["blank cells at the end", "id,server\ns-1, 10.0.0.1 \n,\n"],
])("%s", async (_name, text) => {
  expect(await load(text)).toMatchObject([{ id: "s-1" }]);
});

test.each([
  ["nothing", "", 1, "id"],
  ["a head alone", "id,server\n", 1, "id"],
  ["no head", "s-1,10.0.0.1\n", 1, "id"],
  ["no id column", "name,server\nx,10.0.0.1\n", 1, "id"],
  ["an unknown column", "id,server,password\ns-1,10.0.0.1,x\n", 1, "password"],
  ["a column twice", "id,server,id\ns-1,10.0.0.1,s-1\n", 1, "id"],
  ["too few cells", "id,server\ns-1,10.0.0.1\ns-2\n", 3, "id"],
  ["an open quote", 'id,server\ns-1,"10.0.0.1\n', 2, "id"],
  ["an id twice", "id,server\ns-1,10.0.0.1\n\ns-1,10.0.0.2\n", 4, "id"],
  ["a bad id", "id,server\nS_1,10.0.0.1\n", 2, "id"],
  ["no address", "id,server\ns-1,\n", 2, "server"],
  ["a bad address", "id,server\ns-1,10.0.0.1/24\n", 2, "server"],
  ["a formula", "id,name,server\ns-1,=B2,10.0.0.1\n", 2, "name"],
  ["a formula that failed", "id,server,label:x\ns-1,10.0.0.1,#REF!\n", 2, "label:x"], // prettier-ignore
  ["a number for an address", "sep=;\nid;server\ns-1;10.0.0.1\ns-2;10.001\n", 4, "server"], // prettier-ignore
  ["an agent's impossible address", "id,server,agents\ns-1,10.0.0.1,10.0.0.999\n", 2, "agents"], // prettier-ignore
  ["a bad agent", "id,server,agents\ns-1,10.0.0.1,x y$\n", 2, "agents"],
  [
    "an agent at the server",
    "id,server,agents\ns-1,10.0.0.1,10.0.0.1\n",
    2,
    "agents",
  ],
  [
    "a bad host key",
    "id,server,host-key\ns-1,10.0.0.1,MD5:aa\n",
    2,
    "host-key",
  ],
  [
    "behind a cell of several lines",
    'id,name,server\ns-1,"a\nb\nc",10.0.0.1\nS2,x,10.0.0.2\n',
    5,
    "id",
  ],
])("refused with its line: %s", async (_name, text, line, place) => {
  const failure = await failureFrom(text);
  expect(failure).toMatchObject({
    code: "csv-invalid",
    data: { path: join(folder, "s.csv"), line },
  });
  if (_name !== "no head") expect(failure).toMatchObject({ data: { place } });
});

test("a table in another encoding, one that is not there, a folder", async () => {
  expect(
    await failureFrom(
      Buffer.from("id,name,server\ns-1,S\xfcd,1.1.1.1\n", "latin1"),
    ),
  ).toMatchObject({ code: "csv-invalid", data: { line: 2 } });
  const template = await loadTemplate(join(folder, "t.yaml"));
  for (const path of [join(folder, "none.csv"), folder])
    await expect(loadStations(path, template)).rejects.toMatchObject({
      failure: { code: "file-unreadable", data: { path } },
    });
});

test.each([
  ["no rancher", "isolated: true\n", "rancher"],
  ["an id", `${goodTemplate}id: s-1\n`, "id (6:1)"],
  ["hosts", `${goodTemplate}hosts: []\n`, "hosts (6:1)"],
  [
    "a cluster's name",
    "rancher: { url: https://r, name: x }\n",
    "rancher.name (1:33)",
  ],
  ["an unknown key", `${goodTemplate}flavour: sweet\n`, "flavour (6:1)"],
  [
    "a bad key deep inside",
    `${goodTemplate}k3s: { disable: [x] }\n`,
    "k3s.disable[0]",
  ],
])("a template with %s", async (_name, template, place) => {
  const failure = await failureFrom("id,server\ns-1,10.0.0.1\n", template);
  expect(failure).toMatchObject({ code: "station-invalid" });
  expect((failure as { data: { place: string } }).data.place).toContain(
    place.split(" ")[0],
  );
});
