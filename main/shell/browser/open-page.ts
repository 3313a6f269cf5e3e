import { spawn } from "node:child_process";

/** What opens a link in this machine's browser; the link stands alone, no shell reads it. */
const openers: Partial<
  Record<NodeJS.Platform, readonly [string, ...string[]]>
> = {
  darwin: ["open"],
  win32: ["rundll32.exe", "url.dll,FileProtocolHandler"],
};

/** Whether a browser was asked to open it; where there is none to ask, the printed link has to do. */
export function openPage(url: string): Promise<boolean> {
  const { platform, env } = process;
  const screen =
    platform === "win32" ||
    platform === "darwin" ||
    Boolean(env["DISPLAY"] ?? env["WAYLAND_DISPLAY"]);
  if (!screen) return Promise.resolve(false);
  const [program, ...args] = openers[platform] ?? ["xdg-open"];
  return new Promise((resolve) => {
    const child = spawn(program, [...args, url], {
      detached: true,
      stdio: "ignore",
    });
    child.once("error", () => resolve(false));
    child.once("spawn", () => resolve(true));
    child.unref();
  });
}
