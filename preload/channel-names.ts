import { contract } from "../common/ipc/contract.ts";

/**
 * The contract as a module without its schemas: a preload only passes on what main parses, and all of
 * zod would be ten times the rest of it.
 */
export function channelNames(): string {
  const kinds = Object.entries(contract).map(([group, leaves]) => [
    group,
    Object.fromEntries(
      Object.entries<{ kind: string }>(leaves).map(([name, { kind }]) => [
        name,
        { kind },
      ]),
    ),
  ]);
  return `export const contract = ${JSON.stringify(Object.fromEntries(kinds))};`;
}
