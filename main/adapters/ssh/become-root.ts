import { randomBytes } from "node:crypto";
import type { ClientChannel } from "ssh2";
import { failed } from "../../../common/model/failure.ts";
import { quoted } from "../../../common/model/shell.ts";
import { LinkLost, type Link } from "./link.ts";

/** How a command becomes root on this host; found out once, before anything is changed. */
export type RootWay =
  | { readonly by: "root" }
  | { readonly by: "sudo" }
  | { readonly by: "sudo-password"; readonly password: string };

export interface RootSettings {
  readonly host: string;
  readonly user: string;
  readonly password: () => Promise<string | undefined>;
}

/** Throws `login-shell-unusable`, `sudo-password-wrong`, `sudo-not-allowed`, `secret-missing`. */
export async function findRootWay(
  link: Link,
  settings: RootSettings,
): Promise<RootWay> {
  // What the account's own start files print comes before the marker.
  const marker = randomBytes(12).toString("hex");
  const probe = await output(
    await link.exec(
      `/bin/sh -c 'export LC_ALL=C; printf "\\n%s\\n" ${marker}; id -u; sudo -k -n true >/dev/null 2>&1 && echo free; command -v sudo >/dev/null || echo none'`,
    ),
  );
  const [noise = "", answer] = probe.split(`\n${marker}\n`);
  const data = { user: settings.user };
  if (answer === undefined)
    throw failed("login-shell-unusable", {
      host: settings.host,
      data: { ...data, said: noise.trim().split("\n").at(-1) ?? "" },
    });
  const [uid, ...said] = answer.trim().split("\n");
  if (uid === "0") return { by: "root" };
  if (said.includes("free")) return { by: "sudo" };
  if (said.includes("none"))
    throw failed("sudo-not-allowed", { host: settings.host, data });
  const password = await settings.password();
  if (password === undefined)
    throw failed("secret-missing", {
      host: settings.host,
      data: { kind: "sudo-password" },
    });
  const way: RootWay = { by: "sudo-password", password };
  // One try: three wrong ones may lock the account.
  const channel = await rootChannel(link, way, "exit 0", settings);
  channel.end();
  return way;
}

/**
 * Starts `program` (POSIX sh, no secret in it) as root. Resolves once it runs: until the marker that
 * it prints first was seen, nothing of ours is written but the password, and only to sudo's own
 * question. So no data can be taken for a password, and no password for data.
 */
export async function rootChannel(
  link: Link,
  way: RootWay,
  program: string,
  settings: Pick<RootSettings, "host" | "user">,
): Promise<ClientChannel> {
  const marker = randomBytes(12).toString("hex");
  const question = `forecourt-${randomBytes(12).toString("hex")}:`;
  const script = quoted(`printf '${marker}\\n'; ${program}`);
  const command = {
    root: `LC_ALL=C /bin/sh -c ${script}`,
    sudo: `LC_ALL=C sudo -n -- /bin/sh -c ${script}`,
    // -k: a remembered sign-in would leave the password unasked, and in the data.
    "sudo-password": `LC_ALL=C sudo -k -S -p ${quoted(question)} -- /bin/sh -c ${script}`,
  }[way.by];
  const channel = await link.exec(command);
  await new Promise<void>((resolve, reject) => {
    let said = "";
    let asked = 0;
    let out = Buffer.alloc(0);
    const settle = (end: () => void) => {
      channel.off("data", onOut);
      channel.stderr.off("data", onErr);
      channel.off("close", onClose);
      end();
    };
    const refuse = (code: "sudo-password-wrong" | "sudo-not-allowed") =>
      settle(() => {
        channel.destroy();
        reject(
          failed(code, {
            host: settings.host,
            data: { user: settings.user },
            lastLines: said.split("\n").filter(Boolean).slice(-3),
          }),
        );
      });
    const onOut = (bytes: Buffer) => {
      out = Buffer.concat([out, bytes]);
      const at = out.indexOf(`${marker}\n`);
      if (at < 0) return;
      const rest = out.subarray(at + marker.length + 1);
      settle(() => {
        channel.pause();
        channel.stderr.pause();
        if (rest.length > 0) channel.unshift(rest);
        resolve();
      });
    };
    const onErr = (bytes: Buffer) => {
      said = (said + bytes.toString("utf8")).slice(-4000);
      if (
        /not in the sudoers|not allowed to|may not run|terminal is required/i.test(
          said,
        )
      )
        return refuse("sudo-not-allowed");
      while (said.includes(question)) {
        said = said.slice(said.indexOf(question) + question.length);
        asked += 1;
        if (asked > 1 || way.by !== "sudo-password")
          return refuse("sudo-password-wrong");
        channel.write(`${way.password}\n`);
      }
    };
    const onClose = (code?: number | null) => {
      // Only sudo's own end is its answer; without a code it was the connection that went.
      if (typeof code !== "number" || way.by === "root")
        return settle(() => reject(new LinkLost()));
      if (asked > 0 && /incorrect password|try again/i.test(said))
        return refuse("sudo-password-wrong");
      return refuse("sudo-not-allowed");
    };
    channel.on("data", onOut);
    channel.stderr.on("data", onErr);
    channel.on("close", onClose);
  });
  return channel;
}

async function output(channel: ClientChannel): Promise<string> {
  let text = "";
  channel.setEncoding("utf8");
  channel.on("data", (chunk: string) => (text += chunk));
  channel.stderr.setEncoding("utf8");
  channel.stderr.on("data", (chunk: string) => (text += chunk));
  // Not "exit": that one may come in the same packet as the channel, before anybody listens.
  await new Promise<void>((resolve, reject) =>
    channel.on("close", (code?: number | null) => {
      if (typeof code === "number") resolve();
      else reject(new LinkLost());
    }),
  );
  return text;
}
