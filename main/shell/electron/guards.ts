import type { ElectronApi, Session, WebContents } from "./electron-api.ts";
import { isOurs } from "./page-protocol.ts";

/** The terminal's "copy" writes plain text; no page of ours needs more. */
const granted = "clipboard-sanitized-write";

/** No page leads anywhere, opens anything or embeds anything. To be called before the first window. */
export function guardContents({ app }: Pick<ElectronApi, "app">): void {
  app.on("web-contents-created", (_event, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  for (const name of ["will-navigate", "will-redirect"] as const)
    contents.on(name, (event, url) => {
      // A page may reload itself.
      if (!isOurs(url)) event.preventDefault();
    });
}

/** The renderer has no network, and of what pages may ask for it gets one thing. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback) =>
    callback(permission === granted),
  );
  session.setPermissionCheckHandler(
    (_contents, permission) => permission === granted,
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, callback) =>
    callback({ cancel: !isOurs(url) }),
  );
}
