import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { recipeFor } from "./release-files.ts";
import { RegistryServer } from "./registry-server.ts";
import { workshop } from "./workshop.ts";

export const names = [
  "rancher/rancher-agent:v2.14.4",
  "rancher/shell:v0.7.1",
  "rancher/rancher-webhook:v0.10.9",
  "rancher/fleet-agent:v0.15.5",
];
const shared = Buffer.alloc(5000, "what all of them are built on");

/** The workshop, and a registry with Rancher's images, for each test of the file that calls this. */
export function rancherWorkshop() {
  const shop = workshop();
  const more = {
    registry: new RegistryServer(),
    recipe(text = "", architectures = "[amd64]") {
      const made = recipeFor(
        shop.server.base,
        `rancher: 2.14.4\n${text}`,
        architectures,
      );
      return {
        ...made,
        sources: {
          ...made.sources,
          rancher: `${shop.server.base}/rancher`,
          registry: made.sources.registry ?? more.registry.base,
        },
      };
    },
    archive: (arch = "amd64") =>
      join(shop.out, arch, `rancher-images-v2.14.4-${arch}.tar`),
    /** Path of the one blob that is larger than a piece on the line. */
    largeBlob() {
      const digest = [...more.registry.blobs].find(
        ([, body]) => body.length > 100_000,
      )?.[0];
      return `/v2/rancher/rancher-agent/blobs/${digest ?? ""}`;
    },
  };
  beforeEach(async () => {
    more.registry = new RegistryServer();
    await more.registry.start();
    for (const [index, name] of names.entries())
      more.registry.addImage(name, {
        layers: index === 0 ? [shared, randomBytes(400_000)] : [shared],
        oci: index % 2 === 1,
      });
    shop.server.files.set(
      "/rancher/v2.14.4/rancher-images.txt",
      Buffer.from(
        [
          ...names,
          // Of older charts; of other things.
          "rancher/shell:v0.6.4",
          "rancher/fleet-agent:v0.15.4",
          "rancher/fleet-agent:v0.16.0-rc.1",
          "rancher/rancher-agent:v2.14.3",
          "rancher/rancher-webhook:v0.9.10",
          "rancher/system-agent:v0.14.0-suc",
          "rancher/fluent-bit:3.2",
          "",
        ].join("\n"),
      ),
    );
  });
  afterEach(() => more.registry.stop());
  return { shop, rancher: more };
}
