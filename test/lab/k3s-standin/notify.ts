// Tells systemd that the service is up. Node has no datagram sockets of the Unix
// kind, so systemd's own program does it; the unit allows that (NotifyAccess=all).
import { execFile } from "node:child_process";
import { log } from "./log.ts";

export const notifyReady = async (): Promise<void> => {
  if ((process.env["NOTIFY_SOCKET"] ?? "") === "") return;
  await new Promise<void>((resolve) => {
    execFile("systemd-notify", ["--ready"], (error) => {
      if (error !== null)
        log("warning", `systemd-notify failed: ${error.message}`);
      resolve();
    });
  });
};
