import type { StandinApp } from "./app.ts";
import { records, type Records } from "./records.ts";
import { StandinWindow } from "./window.ts";

/** What a test may ask of a program that runs over the stand-in, by Node's IPC. */
export interface Controls {
  records(): Records;
  /** In the page, as its own scripts would; gives what can be copied. */
  evaluate(script: string): Promise<unknown>;
  /** Of the page's own protocol. */
  fetch(
    url: string,
  ): Promise<{ status: number; headers: object; body: string }>;
  permission(name: string): { request: boolean; check: boolean };
  closeWindow(): void;
  quit(): void;
  click(button: number): void;
  choose(path: string | null): void;
  /** Somebody chooses of the program's menu. */
  menu(id: string): void;
}

export function startControl(app: StandinApp): void {
  if (process.send === undefined) return;
  const controls: {
    [N in keyof Controls]: (
      input: never,
    ) => ReturnType<Controls[N]> | Promise<Awaited<ReturnType<Controls[N]>>>;
  } = {
    records: () => records,
    evaluate: (script: string) =>
      pageOf().then((page): Promise<unknown> => page.evaluate(script)),
    fetch: async (url: string) => {
      const handler = app.protocols.get(new URL(url).protocol.slice(0, -1));
      const answer = await handler?.(new Request(url));
      if (answer === undefined) throw new Error("no such protocol");
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await answer.text(),
      };
    },
    permission: (name: string) => {
      let request = true;
      app.permissionRequest?.(null, name, (granted) => (request = granted));
      return { request, check: app.permissionCheck?.(null, name) ?? true };
    },
    closeWindow: () => StandinWindow.last?.close(),
    quit: () => app.quit(),
    click: (button: number) => app.click(button),
    choose: (path: string | null) => app.choose(path),
    menu: (id: string) => app.menu?.choose(id),
  };
  process.on("message", (message) => {
    const { id, name, input } = message as {
      id: number;
      name: keyof Controls;
      input: never;
    };
    Promise.resolve()
      .then(() => controls[name](input))
      .then(
        (value: unknown) => process.send?.({ id, value }),
        (error: unknown) => process.send?.({ id, error: String(error) }),
      );
  });
  process.on("disconnect", () => app.exit(1));
}

async function pageOf() {
  const page = StandinWindow.last?.webContents.page;
  if (page === undefined) throw new Error("no page yet");
  await page.waitForLoadState("load");
  return page;
}
