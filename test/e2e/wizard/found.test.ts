import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkTexts } from "../../../common/messages/checks/all.ts";
import { ensureLab, type LabHost } from "../../lab/lab.ts";
import { violations } from "./axe.ts";
import { mouse } from "./hand.ts";
import { Technician } from "./technician.ts";
import { Workplace } from "./workplace.ts";

let hosts: [LabHost, LabHost];
let workplace: Workplace;

beforeAll(async () => {
  const lab = await ensureLab();
  hosts = [await lab.host(1), await lab.host(2)];
  await Promise.all(hosts.map((host) => host.reset()));
  await Promise.all(hosts.map((host) => host.booted()));
  workplace = await Workplace.onTheSwitch(lab.net);
});

afterAll(async () => {
  await workplace.close();
  await Promise.all(hosts.map((host) => host.reset()));
});

it("a server is found, nobody types an address; what is wrong is mended by the plan, up to a running node", async () => {
  const page = await workplace.window({
    viewport: { width: 1024, height: 600 },
  });
  const technician = new Technician(page, mouse);
  const [server, other] = hosts;
  const key = join(workplace.home, "technician.pub");
  const line = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} technician`;
  writeFileSync(key, `${line}\n`);
  await technician.newStation("s-0311", "Found on the road", key);
  await technician.useStick(workplace.stick.path, workplace.keyFile);
  await technician.next();
  await technician.at("Servers");

  await technician.press("Find servers");
  const found = ({ address }: LabHost) =>
    page.getByRole("listitem").filter({ hasText: address });
  await found(other).getByText("Answers SSH").waitFor();
  await found(server).getByText(server.hostKeys.ed25519).waitFor();
  await page.getByText("Found:").waitFor();
  expect(await violations(page)).toEqual([]);
  await technician.press("Use as server", found(server));
  await found(server).getByText("in the station").waitFor();
  await technician.press("Close");
  await expect
    .poll(() => page.getByRole("textbox", { name: "Address" }).inputValue())
    .toBe(server.address);
  await technician.write("User", server.user);
  await technician.write("Password", server.password);
  await technician.signIn(server.hostKeys.ed25519);

  // It has no way out, and the form was not told: K3s would not start there.
  const route = page.locator('[data-check="network.default-route"]');
  for (const language of ["ja", "zh-Hans", "en"] as const) {
    await page.locator(".head-language select").selectOption(language);
    const { title, why } = checkTexts["network.default-route"][language];
    await route.getByRole("heading", { name: title }).waitFor();
    await route.getByText(why).waitFor();
  }
  await technician.letThePlanMend(route);
  // Only where the lab's machine has it.
  const cgroup = page.locator('[data-check="kernel.cgroup"]');
  if ((await cgroup.count()) > 0) await technician.letThePlanMend(cgroup);
  await technician.next();
  await technician.at("Plan");
  await page.getByText("forecourt-route.service").first().waitFor();
  await page.getByText("~/.ssh/authorized_keys").first().waitFor();
  await technician.start();
  await technician.toTheCluster();
  await page.getByText("All 1 nodes are ready.").waitFor();
  await page.getByRole("row", { name: "s-0311-server" }).waitFor();
  const routes = await server.exec("ip -4 route show default");
  expect(routes.stdout).toContain("default");
  const keys = await server.exec(
    `cat /home/${server.user}/.ssh/authorized_keys`,
  );
  expect(keys.stdout).toContain(line);
});
