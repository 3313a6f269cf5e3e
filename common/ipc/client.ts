import { contract } from "./contract.ts";
import type { Answered } from "./envelope.ts";
import type { Api } from "./faces.ts";

/** What carries messages: a WebSocket, Electron's IPC, a test. */
export interface Carrier {
  ask(channel: string, input: unknown): Promise<Answered<unknown>>;
  /** Gives back the end of the subscription. */
  listen(channel: string, listener: (data: unknown) => void): () => void;
}

interface Leaf {
  readonly kind: "request" | "event";
}

/** The renderer's face of the contract over a carrier. What comes back was checked by main. */
export function clientOver(carrier: Carrier): Api {
  const groups = Object.entries(contract).map(([group, leaves]) => [
    group,
    Object.fromEntries(
      Object.entries<Leaf>(leaves).map(([name, leaf]) => {
        const channel = `${group}.${name}`;
        return leaf.kind === "request"
          ? [name, (input: unknown) => carrier.ask(channel, input)]
          : [
              `on${name.charAt(0).toUpperCase()}${name.slice(1)}`,
              (listener: (data: unknown) => void) =>
                carrier.listen(channel, listener),
            ];
      }),
    ),
  ]);
  return Object.fromEntries(groups) as Api;
}
