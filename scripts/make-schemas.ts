import { writeFile } from "node:fs/promises";
import prettier from "prettier";
import { z } from "zod";
import { Recipe } from "../main/adapters/bundle/recipe.ts";
import { Station } from "../common/model/station.ts";

// Editors check station files and recipes against these: `# yaml-language-server: $schema=…`.

const schemas = {
  "station.schema.json": [Station, "A Forecourt station file"],
  "recipe.schema.json": [Recipe, "A Forecourt bundle recipe"],
} as const;

/** The schemas' texts by their file names, as what a person writes (before defaults are filled in). */
export async function makeSchemas(): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  for (const [name, [schema, title]] of Object.entries(schemas)) {
    const json = { title, ...z.toJSONSchema(schema, { io: "input" }) };
    made.set(
      name,
      await prettier.format(JSON.stringify(json), { parser: "json" }),
    );
  }
  return made;
}

if (import.meta.main)
  for (const [name, text] of await makeSchemas())
    await writeFile(new URL(`../docs/${name}`, import.meta.url), text);
