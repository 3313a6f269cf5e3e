import { join } from "node:path";
import { Preferences } from "../../common/ipc/snapshot.ts";
import { readJsonFile, writeJsonFile } from "../adapters/files/json-file.ts";

const none: Preferences = { language: null, theme: null };

/** Language and colours of this account: `<state>/preferences.json`. A page cannot keep them: its port changes. */
export class KeptPreferences {
  readonly #path: string;

  constructor(state: string) {
    this.#path = join(state, "preferences.json");
  }

  read(): Preferences {
    try {
      return readJsonFile(this.#path, Preferences, none);
    } catch {
      // Not worth a failure: whoever sees the wrong language chooses again.
      return none;
    }
  }

  write(preferences: Preferences): void {
    writeJsonFile(this.#path, preferences);
  }
}
