/** A secret that must be found nowhere. */
export interface Canary {
  readonly name: string;
  readonly text: string;
}

/** Where canaries are, plain or however encoded: `password in hosts/h1/k3s.log (base64)`. */
export function leaks(
  files: ReadonlyMap<string, Buffer>,
  canaries: readonly Canary[],
): string[] {
  const found = new Set<string>();
  for (const [path, bytes] of files)
    for (const [how, text] of readings(bytes.toString("utf8")))
      for (const canary of canaries)
        if (text.includes(canary.text))
          found.add(`${canary.name} in ${path} (${how})`);
  return [...found];
}

/** A text as it stands, and as whoever decodes what is encoded in it would read it. */
function readings(text: string): [string, string][] {
  const plain: [string, string][] = [
    ["plain", text],
    ["URL", unquoted(text, /(?:%[0-9A-Fa-f]{2})+/g, decodeURIComponent)],
    ["JSON", unescaped(text)],
    ["JSON in JSON", unescaped(unescaped(text))],
  ];
  return [
    ...plain,
    ...plain.map(([how, said]): [string, string] => [
      `${how}, base64`,
      decoded(said),
    ]),
  ];
}

function unescaped(text: string): string {
  return unquoted(text, /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/g, (sequence) =>
    String(JSON.parse(`"${sequence}"`)),
  );
}

function unquoted(
  text: string,
  pattern: RegExp,
  decode: (sequence: string) => string,
): string {
  return text.replace(pattern, (sequence) => {
    try {
      return decode(sequence);
    } catch {
      return sequence;
    }
  });
}

/** Whatever may be base64, from each of the four places at which a group can begin. */
function decoded(text: string): string {
  const all: string[] = [];
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{8,}/g))
    for (let from = 0; from < 4; from += 1)
      all.push(Buffer.from(run.slice(from), "base64").toString("utf8"));
  return all.join("\n");
}

/** What careless programs log: secrets that were entered, in every dress, and some that nobody told us. */
export function plantedLines(canaries: readonly Canary[]): {
  lines: string[];
  canaries: Canary[];
} {
  const entered = canaries
    .filter(({ text }) => !text.includes("\n"))
    .map(({ text }) => text);
  const letters = "q7w2e9r4t6".repeat(6).slice(0, 54);
  const strangers: Canary[] = [
    {
      name: "another K10",
      text: `K10${"ab".repeat(32)}::node:strangers-join`,
    },
    { name: "K3S_TOKEN", text: "strangers-own-token" },
    {
      name: "PEM",
      text: `${"MIIEowIBAAKCAQEAstranger".repeat(2)}0123456789abcdef`,
    },
    { name: "client key", text: "U3RyYW5nZXJzQ2xpZW50S2V5RGF0YQ==" },
    {
      name: "JWT",
      text: `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzdHJhbmdlciJ9.${"sT4-_g".repeat(8)}`,
    },
    { name: "URL", text: "strangers%40proxy-pw" },
    { name: "Rancher token", text: letters },
    { name: "import manifest", text: `m${letters.slice(1)}` },
    { name: "cattle token", text: "strangers-cattle-token" },
    { name: "header", text: "c3RyYW5nZXJzOmhlYWRlcg==" },
  ];
  const say = (name: string) =>
    strangers.find((each) => each.name === name)?.text ?? "";
  return {
    canaries: strangers,
    lines: [
      ...entered
        .flatMap((text) => [
          text,
          JSON.stringify({ text }),
          encodeURIComponent(text),
          Buffer.from(text).toString("base64"),
          Buffer.from(`user:${text}`).toString("base64"),
        ])
        .map((text) => `planted: ${text}`),
      say("another K10"),
      `env K3S_TOKEN=${say("K3S_TOKEN")} sh`,
      `-----BEGIN RSA PRIVATE KEY-----\n${say("PEM")}\n-----END RSA PRIVATE KEY-----`,
      `    client-key-data: ${say("client key")}`,
      `token ${say("JWT")}`,
      `proxy http://svc:${say("URL")}@10.0.0.9:3128/`,
      `rancher token-zz7k2:${say("Rancher token")}`,
      `GET /v3/import/${say("import manifest")}_c-m-77.yaml`,
      `CATTLE_TOKEN=${say("cattle token")}`,
      `Authorization: Basic ${say("header")}`,
    ],
  };
}
