import {
  copyFileSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { ended, forecourt } from "../../lab/forecourt.ts";
import { labBundle } from "../../lab/lab-bundle.ts";
import { ensureLab, type LabHost } from "../../lab/lab.ts";
import { patience, requireFittingBundle } from "../../lab/rancher/given.ts";
import { LabRancher } from "../../lab/rancher/lab-rancher.ts";
import { isConnected } from "../../lab/rancher/records.ts";
import { writeSite } from "../../lab/site.ts";
import { violations } from "./axe.ts";
import { mouse } from "./hand.ts";
import { Technician } from "./technician.ts";
import { plugIn, type UsbStick } from "./usb-stick.ts";
import { Workplace } from "./workplace.ts";

const passphrase = "seven pumps and a car wash";

describe("the wizard and the central Rancher", () => {
  let hosts: [LabHost, LabHost];
  let rancher: LabRancher;
  let stationId: string;
  let laterId: string;
  let workplace: Workplace;
  let page: Page;
  let technician: Technician;
  /** With packs, while it is plugged in. */
  let stick: UsbStick | undefined;

  beforeAll(async () => {
    const lab = await ensureLab();
    hosts = [await lab.host(1), await lab.host(2)];
    await Promise.all(hosts.map((host) => host.reset()));
    rancher = await LabRancher.open(`${lab.net}.1`);
    requireFittingBundle(await labBundle(), rancher.version);
    stationId = await rancher.newName("s-wizard");
    laterId = await rancher.newName("s-wizard-later");
    const { url, address } = rancher.station;
    workplace = await Workplace.open(hosts, {
      id: stationId,
      // Of one that the station's name servers know, its file says nothing yet.
      ...(address !== undefined && { rancher: { url, address } }),
    });
    await open();
  });

  afterAll(async () => {
    await stick?.pullOut();
    await workplace.close();
    await rancher.close();
    await Promise.all(hosts.map((host) => host.reset()));
  });

  async function open(): Promise<void> {
    page = await workplace.window({ viewport: { width: 1024, height: 600 } });
    technician = new Technician(page, mouse);
  }

  const clean = async () => expect(await violations(page)).toEqual([]);
  const shows = (text: string | RegExp) =>
    page.getByText(text).first().waitFor({ timeout: patience });
  const choose = (text: string) =>
    page.getByRole("radio", { name: text, exact: true }).check({ force: true });
  const cluster = (name: string) => rancher.records.cluster(name);
  const activeWithBoth = (name: string) =>
    expect
      .poll(() => cluster(name), { timeout: patience })
      .toMatchObject({ state: "active", nodeCount: 2 });

  /** From the servers to the plan; hosts that are new here are compared. Gives the keys that were. */
  async function signIn(): Promise<string[]> {
    const compared: string[] = [];
    await technician.at("Servers");
    for (const { name, password } of hosts) {
      await technician.press(new RegExp(`^${name}`));
      await technician.write("Password", password);
    }
    await technician.press("Sign in and check");
    const dialog = page.getByRole("dialog");
    const checked = page.getByRole("heading", { level: 1, name: "Check" });
    for (;;) {
      await dialog.or(checked).first().waitFor();
      if (!(await dialog.isVisible())) break;
      const key = dialog.locator(".fingerprint");
      const shown = await key.innerText();
      compared.push(shown.replaceAll(/\s/g, ""));
      await technician.press("It is the same", dialog);
      await dialog.getByText(shown).waitFor({ state: "hidden" });
    }
    await technician.at("Check");
    await technician.next();
    await technician.at("Plan");
    return compared;
  }

  async function install(): Promise<string[]> {
    const compared = await signIn();
    await technician.start();
    await technician.toTheCluster();
    await page.getByText("All 2 nodes are ready.").waitFor();
    await technician.next();
    await technician.at("Central");
    return compared;
  }

  async function look(): Promise<void> {
    await technician.write("Rancher's address", rancher.url);
    await technician.press("Look");
  }

  it("registers a fresh cluster: authority compared, token typed, followed until active", async () => {
    await technician.openStation(workplace.stationFile);
    await technician.useStick(workplace.stick.path, workplace.keyFile);
    await technician.next();
    await install();

    await look();
    // What this computer believes by itself is compared with nothing.
    if (!rancher.publiclyTrusted) await compare();
    await technician.write("API token", "token-abcde:not-the-one");
    await technician.press("Register now");
    await shows("does not take the API token");
    expect(await cluster(stationId)).toBeUndefined();
    await clean();

    await technician.write("API token", rancher.token);
    await technician.press("Register now");
    await shows("Rancher's agent");
    await shows("The station is registered");
    await clean();
    await activeWithBoth(stationId);
    expect(readFileSync(workplace.stationFile, "utf8")).toContain(rancher.url);
    expect(await page.content()).not.toContain(rancher.token);
  });

  async function compare(): Promise<void> {
    const checksum = page.locator(".central-checksum");
    expect((await checksum.innerText()).replaceAll(/\s/g, "")).toBe(
      rancher.caChecksum,
    );
    // Before somebody compared them, nothing secret can even be typed.
    expect(await page.getByLabel("API token", { exact: true }).count()).toBe(0);
    expect(await technician.button("Register now").isEnabled()).toBe(false);
    await page.getByLabel("Both checksums are the same").check();
  }

  it("leaves again, as a local user where there is one, after a question", async () => {
    await technician.press("Leave Rancher");
    if (rancher.user === undefined) {
      await choose("An API token");
      await technician.write("API token", rancher.token);
    } else {
      await choose("User and password");
      await technician.write("Rancher user", rancher.user.name);
      await technician.write("Rancher password", rancher.user.password);
    }
    await technician.press("Leave Rancher");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("its entry in Rancher is deleted").waitFor();
    await clean();
    await technician.press("Stay in Rancher", dialog);
    expect((await cluster(stationId))?.state).toBe("active");
    await technician.press("Leave Rancher");
    await technician.press("Leave Rancher now", dialog);
    await shows("The station has left Rancher");
    await clean();
    expect(await rancher.records.named(stationId)).toEqual([]);
    const left = await hosts[0].exec(
      "k3s kubectl get namespace cattle-system --ignore-not-found -o name",
    );
    expect(left.stdout.trim()).toBe("");
  });

  it("an uplink that breaks half-way: after a restart the token is asked for again, and the same run goes on", async () => {
    const runs = () =>
      readdirSync(join(workplace.state, "runs", stationId)).length;
    await rancher.refuseFrom(hosts[0], true);
    await choose("An API token");
    await technician.write("API token", rancher.token);
    await technician.press("Register now");
    await shows("cannot connect to");
    await clean();
    expect(isConnected(await cluster(stationId))).toBe(false);
    const before = runs();

    await workplace.kill();
    await rancher.refuseFrom(hosts[0], false);
    await workplace.startAgain();
    await page.context().close();
    await open();
    await shows("A registration was not finished");
    await technician.press("Go on with it");
    await shows("every file is as it was signed");
    await technician.next();
    await signIn();
    await technician.press("Resume");
    await technician.at("Central");
    await shows("A registration did not end");
    await clean();
    await look();
    // Confirmed before the restart, and remembered.
    if (!rancher.publiclyTrusted) await shows("was confirmed before");
    await technician.write("API token", rancher.token);
    await technician.press("Go on");
    await shows("The station is registered");
    expect(runs()).toBe(before);
    expect((await cluster(stationId))?.state).toBe("active");
    expect(await rancher.records.named(stationId)).toHaveLength(1);
  });

  it("takes another one out of its pack on a stick, and registers it later, without a network", async () => {
    await Promise.all(hosts.map((host) => host.reset()));
    const packs = await packOfHeadquarters();
    await rancher.cut();
    await page.getByRole("button", { name: /^Station/ }).click();
    await technician.press(
      "Choose another",
      page.getByRole("region", { name: "Station", exact: true }),
    );
    stick = await plugIn(packs, "packs");
    await technician.press(/^Car wash/);
    await technician.write("Passphrase", "something else entirely");
    await technician.press("Open");
    await shows("The passphrase does not open");
    await clean();
    await technician.write("Passphrase", passphrase);
    await technician.press("Open");
    await shows(/valid until/);
    await page.reload();
    await shows(/valid until/);
    await clean();
    // The pack has been read: from here on it is not needed.
    await stick.pullOut();
    stick = undefined;
    await technician.next();
    // Headquarters knew the server, and nobody knew the agent.
    const [server, agent] = hosts;
    const keys = Object.values(agent.hostKeys);
    const compared = await install();
    expect(compared).toHaveLength(1);
    expect(keys.some((key) => compared[0]?.includes(key))).toBe(true);
    const its = join(workplace.state, "stations", laterId);
    expect(readFileSync(join(its, "station.yaml"), "utf8")).toContain(rancher.url); // prettier-ignore
    expect(readFileSync(join(its, "host-keys.json"), "utf8")).toContain(server.hostKeys.ed25519); // prettier-ignore

    // It is chosen, and open.
    await shows("a month, more when the station is worked on");
    expect(await page.getByLabel("Passphrase", { exact: true }).count()).toBe(0); // prettier-ignore
    // Busy for as long as the station is asked how it stands.
    await page
      .getByRole("button", { name: "Register later", disabled: false })
      .waitFor();
    await technician.press("Another pack");
    await technician.choose(`${laterId}.pack`);
    await technician.write("Passphrase", passphrase);
    await technician.press("Open");
    await shows("a month, more when the station is worked on");
    await clean();
    await technician.press("Register later");
    await shows("The station will register when the uplink is there");
    await shows("What it was given is valid until");
    await clean();
    await page.reload();
    await shows("What it was given is valid until");
    await technician.press("Check again");
    await shows("Its agent says:");
    expect((await cluster(laterId))?.state).toBe("pending");
  });

  it("and is connected once the uplink is there: one click shows it", async () => {
    await rancher.mend();
    await activeWithBoth(laterId);
    await technician.press("Check again");
    await shows("The station is connected with Rancher");
    await clean();
    await technician.next();
    await technician.at("Finish");
    await shows(`Connected with ${rancher.url}`);
    await clean();
  });

  it("nothing secret was written on the laptop", async () => {
    const later = await cluster(laterId);
    const secrets = [
      rancher.token,
      passphrase,
      await rancher.records.registrationToken(later?.id ?? ""),
    ];
    for (const entry of readdirSync(workplace.state, {
      recursive: true,
      withFileTypes: true,
    })) {
      if (!entry.isFile()) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
      for (const secret of secrets)
        expect(text.includes(secret), entry.name).toBe(false);
    }
  });

  /** Makes a pack of the second station; gives the folder, and sends the technician a copy. */
  async function packOfHeadquarters(): Promise<string> {
    const folder = join(workplace.home, "..", "headquarters");
    const at = (name: string) => join(folder, name);
    const site = writeSite(folder, hosts, { id: laterId });
    const { docker, k3s } = parse(readFileSync(site.station, "utf8")) as {
      docker: unknown;
      k3s: unknown;
    };
    const [server, agent] = hosts;
    writeFileSync(
      at("stations.csv"),
      `id,name,server,agents,host-key\n${laterId},Car wash,${server.name}=${server.address},${agent.name}=${agent.address},${server.hostKeys.ed25519}\n`,
    );
    writeFileSync(
      at("stations.yaml"),
      stringify({
        isolated: true,
        docker,
        k3s,
        signIn: { user: server.user, password: true },
        rancher: rancher.station,
      }),
    );
    const { code, stderr } = await ended(
      forecourt(
        [
          "--language=en",
          "pack",
          "build",
          at("stations.csv"),
          `--out=${at("packs")}`,
        ],
        {
          FORECOURT_HOME: at("state"),
          FORECOURT_PACK_PASSPHRASE: passphrase,
          FORECOURT_RANCHER_TOKEN: rancher.token,
        },
      ),
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    copyFileSync(at(`packs/${laterId}.pack`), join(workplace.home, `${laterId}.pack`)); // prettier-ignore
    return at("packs");
  }
});
