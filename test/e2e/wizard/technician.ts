import { basename } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Hand } from "./hand.ts";

/** What a technician does in the wizard, screen by screen, in English; nothing of it goes past the page. */
export class Technician {
  readonly #page: Page;
  readonly #hand: Hand;

  constructor(page: Page, hand: Hand) {
    this.#page = page;
    this.#hand = hand;
  }

  button(name: string | RegExp, within: Page | Locator = this.#page): Locator {
    return within.getByRole("button", { name, exact: true });
  }

  press(name: string | RegExp, within?: Page | Locator): Promise<void> {
    return this.#hand.press(this.button(name, within));
  }

  async write(label: string, text: string): Promise<void> {
    const field = this.#page.getByRole("textbox", {
      name: label,
      exact: true,
    });
    await this.#hand.write(field, text);
  }

  /** Waits until this screen is shown. */
  async at(title: string): Promise<void> {
    await this.#page.getByRole("heading", { level: 1, name: title }).waitFor();
  }

  get #dialog(): Locator {
    return this.#page.getByRole("dialog");
  }

  /** Opens a station file out of the home folder. */
  async openStation(file: string): Promise<void> {
    await this.press("Open a file");
    await this.press("My files", this.#dialog);
    await this.press(basename(file), this.#dialog);
  }

  /** One that nobody made a file for; the site has a way out, as far as this person knows. */
  async newStation(id: string, name: string, key: string): Promise<void> {
    await this.press("New station");
    await this.write("Number of the station", id);
    await this.write("Name", name);
    await this.#hand.press(
      this.#page.getByRole("checkbox", { name: "The site has no internet" }),
    );
    await this.press("Choose");
    await this.press("My files", this.#dialog);
    await this.press(basename(key), this.#dialog);
    await this.press("Use this station");
  }

  /** Chooses this one of one's own files, where the wizard asks for one. */
  async choose(file: string): Promise<void> {
    const browser = this.#dialog.last();
    await this.press("My files", browser);
    await this.press(basename(file), browser);
  }

  /** Takes the bundle of the stick, and the key that headquarters gave, out of the home folder. */
  async useStick(stick: string, key: string): Promise<void> {
    await this.#hand.press(
      this.#page.getByRole("button", { name: basename(stick) }).first(),
    );
    await this.press("Choose the public key");
    await this.press("My files", this.#dialog);
    await this.press(basename(key), this.#dialog);
    await this.#page.getByText("every file is as it was signed").waitFor();
  }

  async next(): Promise<void> {
    await this.press("Next");
  }

  /** With what is typed; the keys of hosts that are new are compared, in whichever order they come. */
  async signIn(...fingerprints: string[]): Promise<void> {
    await this.press("Sign in and check");
    const left = new Set(fingerprints);
    while (left.size > 0) {
      const any = [...left].map((each) => each.replaceAll("+", "\\+"));
      const shown = this.#dialog.getByText(new RegExp(any.join("|")));
      const text = await shown.innerText();
      await this.press("It is the same", this.#dialog);
      for (const each of left) if (text.includes(each)) left.delete(each);
    }
    await this.at("Check");
  }

  async letThePlanMend(finding: Locator): Promise<void> {
    await this.press("Let the plan mend it", finding);
    await this.button("I mend it myself", finding).waitFor();
  }

  async start(): Promise<void> {
    await this.press("Start the installation");
    await this.at("Install");
  }

  /** Waits for the end of the run, and goes on to the cluster. */
  async toTheCluster(): Promise<void> {
    await this.next();
    await this.at("Cluster");
  }

  /** From the cluster past the central Rancher, which a station may do without, to the end. */
  async toTheFinish(): Promise<void> {
    await this.next();
    await this.at("Central");
    await this.press("Without Rancher");
    await this.at("Finish");
  }

  /** What this button offers, saved among one's own files; gives the path that is then told. */
  async takeAlong(
    button: string,
    whenShown: () => Promise<void>,
  ): Promise<string> {
    await this.press(button);
    await this.button("Save …").and(this.#page.locator(":enabled")).waitFor();
    await whenShown();
    await this.press("Save …");
    const browser = this.#dialog.last();
    await this.press("My files", browser);
    await this.press("Choose this folder", browser);
    const told = await this.#page.getByText(/^Saved: /).innerText();
    await this.press("Close");
    return told.replace("Saved: ", "").trim();
  }
}
