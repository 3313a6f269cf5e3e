import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ensureLab, type LabHost } from "../../lab/lab.ts";
import { unzipped } from "../../unzipped.ts";
import { violations } from "./axe.ts";
import { finger, type Hand, keyboard, mouse } from "./hand.ts";
import { Technician } from "./technician.ts";
import { stationId, Workplace } from "./workplace.ts";

const small = { width: 1024, height: 600 };

describe("the wizard in the browser", () => {
  /** The first server, an agent, and a further server. */
  let hosts: [LabHost, LabHost, LabHost];
  let workplace: Workplace;
  let page: Page;
  let technician: Technician;
  /** Bugs of the page, and what its policy refused. */
  let complaints: string[] = [];

  beforeAll(async () => {
    const lab = await ensureLab();
    hosts = [await lab.host(1), await lab.host(2), await lab.host(3)];
    await Promise.all(hosts.map((host) => host.reset()));
    workplace = await Workplace.open([hosts[0]]);
  });

  afterAll(async () => {
    await workplace.close();
    await Promise.all(hosts.map((host) => host.reset()));
  });

  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  async function open(
    hand: (page: Page) => Hand,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    complaints = [];
    page = await workplace.window({ viewport: small, ...options });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    technician = new Technician(page, hand(page));
  }

  const clean = async () => expect(await violations(page)).toEqual([]);
  const password = () => hosts[0].password;

  it("from nothing to a cluster, with clicks only", async () => {
    await open(() => mouse);
    await clean();
    await technician.openStation(workplace.stationFile);
    await technician.useStick(workplace.stick.path, workplace.keyFile);
    await clean();

    await technician.next();
    await technician.at("Servers");
    await technician.write("Password", password());
    await clean();
    await technician.signIn(hosts[0].hostKeys.ed25519);
    await clean();

    await technician.next();
    await technician.at("Plan");
    await page.getByText("k3s.service").first().waitFor();
    await clean();

    await technician.start();
    await clean();
    await technician.toTheCluster();
    await page.getByText("All 1 nodes are ready.").waitFor();
    await page.getByRole("row", { name: hosts[0].name }).waitFor();
    await clean();
  });

  it("the token is hidden until asked for, and copied without being shown", async () => {
    await open(() => mouse);
    await page.getByRole("button", { name: /^Cluster/ }).click();
    await technician.at("Cluster");
    const token = (
      await hosts[0].exec("cat /var/lib/rancher/k3s/server/node-token")
    ).stdout.trim();
    const seen = () => page.locator("body").innerText();
    expect(await page.content()).not.toContain(token);
    await technician.press("Copy");
    await page.getByText("Copied, without being shown").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(token);
    expect(await page.content()).not.toContain(token);
    await technician.press("Show");
    await expect.poll(seen).toContain(token);
    await clean();
    await technician.press("Hide");
    await expect.poll(seen).not.toContain(token);
  });

  it("the kubeconfig is saved where one says, for its owner only", async () => {
    await open(() => mouse);
    await page.getByRole("button", { name: /^Cluster/ }).click();
    await technician.press("Save …");
    const dialog = page.getByRole("dialog");
    await technician.press("My files", dialog);
    await clean();
    await technician.press("Choose this folder", dialog);
    await page.getByText("Saved as").waitFor();
    const file = join(workplace.home, `${stationId}.kubeconfig`);
    expect(readFileSync(file, "utf8")).toContain(
      `https://${hosts[0].address}:6443`,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("an agent and a further server join the running cluster; what is there stays", async () => {
    await open(() => mouse);
    await page.getByRole("button", { name: /^Cluster/ }).click();
    await technician.press("Add a server");
    await technician.at("Servers");
    const [server, agent, further] = hosts;
    const fill = async (host: LabHost) => {
      await technician.write("Address", host.address);
      await technician.write("Node name", host.name);
      // The same account as on the first server: its password is tried there too.
      await technician.write("User", host.user);
    };
    await fill(further);
    await technician.press("Add an agent");
    await fill(agent);
    // The page was loaded anew, and passwords are kept nowhere.
    await page.getByRole("button", { name: new RegExp(server.name) }).click();
    await technician.write("Password", password());
    await technician.signIn(agent.hostKeys.ed25519, further.hostKeys.ed25519);
    await page.getByText("The station has 2 servers").waitFor();
    await clean();
    await technician.next();
    await technician.start();
    await technician.toTheCluster();
    await page.getByText("All 3 nodes are ready.").waitFor();
    const role = (name: string) =>
      page.getByRole("row", { name }).getByRole("cell").nth(1).innerText();
    expect(await role(server.name)).toBe("Server");
    expect(await role(agent.name)).toBe("Agent");
    expect(await role(further.name)).toBe("Server");
    await clean();

    await technician.toTheFinish();
    await page.getByText("The lab is ready").waitFor();
    await page.getByText("Docker and K3s run on 3 of").waitFor();
    await clean();

    const logs = await technician.takeAlong("Export logs …", clean);
    const files = await unzipped(logs);
    expect([...files.keys()]).toContain("run/journal.ndjson");
    for (const [name, content] of files)
      expect(content.includes(password()), name).toBe(false);
    const report = await technician.takeAlong("Report …", clean);
    expect(readFileSync(report, "utf8")).toContain("The lab");
    await technician.press("The next station");
    await technician.at("Station and bundle");
  });

  it("the same with the keyboard alone", async () => {
    await open(keyboard);
    await throughAll();
  });

  it("the same with a finger", async () => {
    await open(() => finger, { hasTouch: true });
    await throughAll();
  });

  /** On hosts where all of it is so already: every screen, and a short run. */
  async function throughAll(): Promise<void> {
    await technician.press(/^The lab/);
    await technician.next();
    await technician.at("Servers");
    for (const { name } of hosts) {
      await technician.press(new RegExp(`^${name}`));
      await technician.write("Password", password());
    }
    await technician.signIn();
    await technician.next();
    await technician.at("Plan");
    await technician.start();
    await technician.toTheCluster();
    await technician.toTheFinish();
    await technician.press("The next station");
    await technician.at("Station and bundle");
  }

  it("nothing is lost by reloading, and a killed program goes on with its run", async () => {
    const runs = () =>
      readdirSync(join(workplace.state, "runs", stationId)).length;
    const before = { runs: runs(), steps: 0 };
    await Promise.all(hosts.map((host) => host.reset()));
    await open(() => mouse);
    await technician.press(/^The lab/);
    await technician.next();
    for (const { name } of hosts) {
      await technician.press(new RegExp(`^${name}`));
      await technician.write("Password", password());
    }
    await technician.signIn();
    await technician.next();
    await technician.start();
    const steps = page.locator(".inst-step");
    const ended = page.locator('.inst-step[data-state="done"]');
    await ended.nth(1).waitFor();
    before.steps = await steps.count();
    const done = await ended.count();

    await page.reload();
    await technician.at("Install");
    await expect.poll(() => steps.count()).toBe(before.steps);
    expect(await ended.count()).toBeGreaterThanOrEqual(done);
    // All that the hosts said is still there, from the first byte on, and shown again.
    const said = await page.evaluate<string>(
      `forecourt.terminal.read({ host: ${JSON.stringify(hosts[0].name)}, from: 0 }).then(({ value }) => atob(value.bytes))`,
    );
    expect(said).toContain("host-kernel apply");
    await expect
      .poll(() => page.locator(".xterm-rows").first().innerText())
      .toMatch(/\S/);

    await workplace.kill();
    await page.getByText("has lost its program").waitFor();
    await workplace.startAgain();
    await page.context().close();
    await open(() => mouse);
    await page.getByText("An installation was not finished").waitFor();
    await clean();
    await technician.press("Go on with it");
    await page.getByText("every file is as it was signed").waitFor();
    await technician.next();
    for (const { name } of hosts) {
      await technician.press(new RegExp(`^${name}`));
      await technician.write("Password", password());
    }
    await technician.signIn();
    await technician.next();
    await clean();
    await technician.press("Resume");
    await technician.at("Install");
    await technician.toTheCluster();
    await page.getByText("All 3 nodes are ready.").waitFor();
    // It was one run, taken up again.
    expect(runs()).toBe(before.runs + 1);
    // Nowhere on the laptop, in all that was done, is a password.
    for (const entry of readdirSync(workplace.state, {
      recursive: true,
      withFileTypes: true,
    })) {
      if (!entry.isFile()) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
      expect(text.includes(password()), entry.name).toBe(false);
    }
  });
});
