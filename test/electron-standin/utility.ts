import { fork as forkNode } from "node:child_process";
import type { UtilityProcess } from "../../main/shell/electron/electron-api.ts";
import { records } from "./records.ts";

/** A utility process as a forked Node; `STANDIN_ENGINE` puts another module in the engine's place. */
export function fork(module: string): UtilityProcess {
  const child = forkNode(process.env["STANDIN_ENGINE"] ?? module, [], {
    execArgv: ["--import", new URL("./parent-port.mjs", import.meta.url).href],
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  records.engines.push(child.pid ?? 0);
  return {
    postMessage: (message) => {
      if (child.connected) child.send(message as object);
    },
    kill: () => child.kill(),
    on: (event: "message" | "exit", listener: (told: never) => void) => {
      if (event === "message") child.on("message", listener as () => void);
      else
        child.on("exit", (code) =>
          (listener as (c: number) => void)(code ?? 1),
        );
    },
  };
}
