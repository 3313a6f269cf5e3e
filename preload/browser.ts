import { clientOver } from "../common/ipc/client.ts";
import { openLine } from "./line.ts";

/** Gives the page its `window.forecourt` where no Electron does. */
const line = openLine({
  connect: ({ opened, message, closed }) => {
    const socket = new WebSocket(`ws://${location.host}/ipc`);
    socket.onopen = opened;
    socket.onmessage = ({ data }) => message(String(data));
    socket.onclose = closed;
    return socket;
  },
  changed: (state) =>
    window.dispatchEvent(
      new CustomEvent("forecourt-connection", { detail: state }),
    ),
});

Object.defineProperty(window, "forecourt", { value: clientOver(line) });
