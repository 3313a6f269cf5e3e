// `k3s ctr` and `k3s crictl`: images only, asked of the running K3s.
import { request } from "node:http";
import { resolve as absolute } from "node:path";
import { Fatal } from "./log.ts";
import { containerdSocket } from "./paths.ts";
import { table } from "./tables.ts";

const ask = async (
  tool: string,
  method: string,
  path: string,
): Promise<string[]> =>
  await new Promise((resolve, reject) => {
    const call = request(
      { socketPath: containerdSocket, method, path },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const body: unknown = JSON.parse(Buffer.concat(parts).toString());
          if (response.statusCode === 200) resolve(body as string[]);
          else reject(new Fatal(`${tool}: ${String(body)}`));
        });
      },
    );
    call.on("error", (error) =>
      reject(
        new Fatal(
          `${tool}: failed to dial "${containerdSocket}": ${error.message}`,
        ),
      ),
    );
    call.end();
  });

const isImages = (word: string | undefined): boolean =>
  word === "images" || word === "image" || word === "i";

/** Throws Fatal with what is wrong. */
export const runCtr = async (args: readonly string[]): Promise<void> => {
  const words = [...args];
  // K3s' own default is the only namespace there is.
  while (words[0]?.startsWith("-") === true)
    words.splice(0, /^(-n|--namespace|-a|--address)$/.test(words[0]) ? 2 : 1);
  const [first, verb, ...rest] = words;
  const plain = rest.filter((word) => !word.startsWith("-"));
  if (isImages(first) && (verb === "list" || verb === "ls")) {
    const names = await ask("ctr", "GET", "/images");
    if (rest.includes("-q") || rest.includes("--quiet"))
      process.stdout.write(names.map((name) => `${name}\n`).join(""));
    else
      process.stdout.write(
        names.length === 0
          ? "REF TYPE DIGEST SIZE PLATFORMS LABELS\n"
          : table(
              names.map((name) => ({
                REF: name,
                LABELS: "io.cri-containerd.image=managed",
              })),
              true,
            ),
      );
  } else if (isImages(first) && verb === "import" && plain[0] !== undefined) {
    const path = `/import?path=${encodeURIComponent(absolute(plain[0]))}`;
    for (const name of await ask("ctr", "POST", path))
      process.stdout.write(`unpacking ${name}...done\n`);
  } else
    throw new Fatal(`ctr: the stand-in does not know "${words.join(" ")}"`);
};

/** Throws Fatal with what is wrong. */
export const runCrictl = async (args: readonly string[]): Promise<void> => {
  const plain = args.filter((word) => !word.startsWith("-"));
  if (plain[0] !== "images" && plain[0] !== "img")
    throw new Fatal(`crictl: the stand-in does not know "${args.join(" ")}"`);
  const names = await ask("crictl", "GET", "/images");
  if (args.includes("-o") && plain.includes("json"))
    process.stdout.write(
      `${JSON.stringify({ images: names.map((name) => ({ repoTags: [name] })) }, undefined, 2)}\n`,
    );
  else
    process.stdout.write(
      table(
        names.map((name) => {
          const colon = name.lastIndexOf(":");
          return { IMAGE: name.slice(0, colon), TAG: name.slice(colon + 1) };
        }),
        true,
      ),
    );
};
