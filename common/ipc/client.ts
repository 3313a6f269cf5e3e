import { contract } from "./contract.ts";
import type { Answered } from "./envelope.ts";
import type { Api } from "./faces.ts";

/** What carries messages: a WebSocket, Electron's IPC, a test. */
export interface Carrier {
  ask(channel: string, input: unknown): Promise<Answered<unknown>>;
  /** Gives back the end of the subscription. */
  listen(channel: string, listener: (data: unknown) => void): () => void;
}

type Leaves = Readonly<Record<string, { readonly kind: "request" | "event" }>>;

/** The renderer's face of the contract over a carrier. What comes back was checked by main. */
export function clientOver(carrier: Carrier): Api {
  const api: Record<string, Record<string, unknown>> = {};
  for (const [group, leaves] of Object.entries<Leaves>(contract)) {
    const face: Record<string, unknown> = {};
    for (const [name, { kind }] of Object.entries(leaves)) {
      const channel = `${group}.${name}`;
      if (kind === "request")
        face[name] = (input: unknown) => carrier.ask(channel, input);
      else
        face[`on${name.charAt(0).toUpperCase()}${name.slice(1)}`] = (
          listener: (data: unknown) => void,
        ) => carrier.listen(channel, listener);
    }
    api[group] = face;
  }
  return api as Api;
}
