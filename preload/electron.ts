import { contextBridge, ipcRenderer } from "electron";
import { clientOver, type Carrier } from "../common/ipc/client.ts";
import type { Answered } from "../common/ipc/envelope.ts";

/** Gives the page its `window.forecourt`, and nothing of Electron. */
const listeners = new Map<string, Set<(data: unknown) => void>>();

const carrier: Carrier = {
  ask: async (channel, input) => {
    try {
      const answer = ipcRenderer.invoke("forecourt:ask", channel, input);
      return (await answer) as Answered<unknown>;
    } catch {
      return { ok: false, bug: "connection lost" };
    }
  },
  listen: (channel, listener) => {
    // Its own function each time: the same listener may be there twice.
    const own = (data: unknown) => listener(data);
    const all = listeners.get(channel) ?? new Set();
    listeners.set(channel, all.add(own));
    return () => void all.delete(own);
  },
};

// Data only: a page gets no event, whose sender would be Electron's.
ipcRenderer.on("forecourt:tell", (_event, channel: unknown, data: unknown) => {
  if (channel === "connection" || channel === "menu")
    window.dispatchEvent(
      new CustomEvent(`forecourt-${channel}`, { detail: data }),
    );
  for (const listener of listeners.get(String(channel)) ?? []) listener(data);
});

contextBridge.exposeInMainWorld("forecourt", clientOver(carrier));
