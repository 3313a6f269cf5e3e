import { dirname, resolve } from "node:path";

/**
 * The folder that a packaged program lies in as its user sees it, where a bundle may lie beside it: the
 * portable program unpacks itself elsewhere, an AppImage is mounted, an app of macOS is a folder.
 */
export function folderBeside({
  platform,
  env,
  execPath,
}: Pick<NodeJS.Process, "platform" | "env" | "execPath">): string {
  const portable = env["PORTABLE_EXECUTABLE_DIR"];
  if (platform === "win32" && portable !== undefined) return portable;
  const image = env["APPIMAGE"];
  if (platform === "linux" && image !== undefined) return dirname(image);
  return platform === "darwin"
    ? resolve(dirname(execPath), "..", "..", "..")
    : dirname(execPath);
}
