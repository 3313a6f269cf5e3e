import type { Menu, MenuItem } from "../../main/shell/electron/electron-api.ts";
import { records } from "./records.ts";

type Chosen = Extract<MenuItem, { id: string }>;

/** The program's menu: nobody sees it, a test chooses of it. */
export class StandinMenu implements Menu {
  readonly #items: Map<string, Chosen>;

  constructor(items: readonly MenuItem[]) {
    const all = items.flatMap((item) => ("submenu" in item ? item.submenu : [item])); // prettier-ignore
    const chosen = all.filter((item): item is Chosen => "id" in item);
    this.#items = new Map(chosen.map((item) => [item.id, item]));
    for (const { id, enabled } of chosen) records.menu[id] = enabled;
  }

  getMenuItemById(id: string): { enabled: boolean } | null {
    if (!this.#items.has(id)) return null;
    return {
      get enabled() {
        return records.menu[id] === true;
      },
      set enabled(enabled) {
        records.menu[id] = enabled;
      },
    };
  }

  choose(id: string): void {
    if (records.menu[id] !== true) throw new Error(`${id} cannot be chosen`);
    this.#items.get(id)?.click();
  }
}
