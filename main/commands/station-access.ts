import { writeFile } from "node:fs/promises";
import { word } from "../../common/messages/sentence.ts";
import { failed, failureOf } from "../../common/model/failure.ts";
import { tokenReader } from "../steps/k3s-steps.ts";
import { serverWork } from "../steps/remote-work.ts";
import { onLaptop } from "./on-laptop.ts";
import type { StationOptions } from "./options.ts";
import { openStation, type OpenStation } from "../station/open-station.ts";
import { adoptFromHosts } from "../station/host-journal.ts";
import {
  nodesOf,
  tokenPath,
  usableKubeconfig,
} from "../station/cluster-access.ts";
import { registrationOf } from "../station/registration-status.ts";
import { registrationText } from "./tell-later.ts";
import { nodeTable } from "./tell-nodes.ts";
import type { CommandLaptop } from "./open-laptop.ts";
import { languageFor } from "./tell-error.ts";

/** The nodes as they are now, and how the last run from this laptop ended. */
export async function status(options: StationOptions): Promise<void> {
  await onStation(options, async (opened, { runs }) => {
    const language = languageFor(options.language);
    // Before K3s is there, there are no nodes: no failure of this question.
    const nodes = await nodesOf(opened).catch((error: unknown) => {
      if (failureOf(error)?.code === "token-unreadable") return [];
      throw error;
    });
    await adoptFromHosts(opened, runs).catch((error: unknown) => {
      if (failureOf(error)?.code !== "host-busy") throw error;
    });
    const registration = await registrationOf(opened, Date.now());
    const [last] = await runs.list(opened.work.station.id);
    if (options.json === true)
      process.stdout.write(
        `${JSON.stringify({ type: "status", nodes, registration: { ...registration, trouble: registration.trouble?.code }, lastRun: last ?? null })}\n`,
      );
    else
      process.stdout.write(
        `${nodeTable(nodes, language)}\n${registrationText(opened.work.station, registration, language)}\n${
          last === undefined
            ? word("run.none", language)
            : `${last.run}: ${word(last.outcome === "open" ? "state.running" : `outcome.${last.outcome}`, language)}`
        }\n`,
      );
  });
}

/** Where the token is; with `show` the token itself, on stdout and nowhere else. */
export async function token(
  options: StationOptions & { show?: boolean },
): Promise<void> {
  await onStation(options, async ({ work }) => {
    const language = languageFor(options.language);
    const read = await tokenReader(work)();
    const host = serverWork(work).spec.name;
    if (options.json === true)
      process.stdout.write(
        `${JSON.stringify({ type: "token", host, path: tokenPath, ...(options.show === true ? { token: read } : {}) })}\n`,
      );
    else {
      process.stderr.write(`${word("token.secret", language)}\n`);
      process.stdout.write(
        options.show === true ? `${read}\n` : `${host}:${tokenPath}\n`,
      );
    }
  });
}

/** Saves the kubeconfig with the server's address and the station's name in it; readable by its owner only. */
export async function kubeconfig(
  options: StationOptions & { out?: string },
): Promise<void> {
  await onStation(options, async ({ work }) => {
    const language = languageFor(options.language);
    const path = options.out ?? `${work.station.id}.kubeconfig`;
    const text = await usableKubeconfig(work);
    await writeFile(path, text, { mode: 0o600, flag: "wx" }).catch(
      (error: unknown) => {
        const { code, message } = error as NodeJS.ErrnoException;
        throw code === "EEXIST"
          ? failed("output-exists", { data: { path } })
          : failed("file-unreadable", { data: { path, reason: message } });
      },
    );
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify({ type: "kubeconfig", path })}\n`
        : `${word("place.saved", language, { path })}\n`,
    );
  });
}

async function onStation(
  options: StationOptions,
  use: (opened: OpenStation, laptop: CommandLaptop) => Promise<void>,
): Promise<void> {
  await onLaptop(options, async (laptop, signal) => {
    // What would keep us from installing does not keep anybody from looking.
    const opened = await openStation(laptop, "undo", signal, undefined, {
      withRancher: false,
    });
    try {
      await use(opened, laptop);
    } finally {
      await opened.close();
    }
  });
}
