import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { makeSchemas } from "../../scripts/make-schemas.ts";

const made = await makeSchemas();

it.each([...made])(
  "docs/%s is current (else: node scripts/make-schemas.ts)",
  async (name, text) => {
    const url = new URL(`../../docs/${name}`, import.meta.url);
    expect(await readFile(url, "utf8")).toBe(text);
  },
);

it("asks of a station only what has no default", () => {
  const schema = JSON.parse(made.get("station.schema.json") ?? "") as {
    required: string[];
    properties: { hosts: { items: { required: string[] } } };
  };
  expect(schema.required).toEqual(["id", "hosts"]);
  expect(schema.properties.hosts.items.required).toEqual([
    "name",
    "role",
    "address",
  ]);
});
