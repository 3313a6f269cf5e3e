import type { ElectronApi, Menu, MenuItem } from "./electron-api.ts";
import type { Words } from "./words.ts";

/** What the page is told that somebody chose; it has the dialogs. */
export type MenuChoice = "open-run" | "export-logs";

/** The program's menu. On Windows and Linux it comes with Alt: a small screen has no line to spare. */
export class AppMenu {
  readonly #menu: Menu;

  constructor(
    { Menu: menus }: Pick<ElectronApi, "Menu">,
    say: Words,
    choose: (choice: MenuChoice) => void,
  ) {
    const item = (
      id: MenuChoice,
      label: string,
      accelerator: string,
      enabled: boolean,
    ): MenuItem => ({
      id,
      label,
      accelerator,
      enabled,
      click: () => choose(id),
    });
    const mac = process.platform === "darwin";
    const runs: MenuItem = {
      label: say.runs,
      submenu: [
        item("open-run", say.openRun, "CmdOrCtrl+O", true),
        item("export-logs", say.exportLogs, "CmdOrCtrl+E", false),
        ...(mac
          ? []
          : ([{ type: "separator" }, { role: "quit" }] satisfies MenuItem[])),
      ],
    };
    // macOS takes "copy" and "quit" from the menu.
    this.#menu = menus.buildFromTemplate(
      mac
        ? [{ role: "appMenu" }, runs, { role: "editMenu" }, { role: "windowMenu" }] // prettier-ignore
        : [runs],
    );
    menus.setApplicationMenu(this.#menu);
  }

  /** What can be chosen follows from what the engine tells. */
  told(channel: string, data: unknown): void {
    if (channel !== "wizard.changed") return;
    const { run, unfinished, replay } = data as {
      run: { state: string } | null;
      unfinished: object | null;
      replay: object | null;
    };
    const here = replay === null;
    this.#enable("open-run", here && run?.state !== "running");
    this.#enable("export-logs", here && (run ?? unfinished) !== null);
  }

  #enable(id: MenuChoice, enabled: boolean): void {
    const item = this.#menu.getMenuItemById(id);
    if (item !== null) item.enabled = enabled;
  }
}
