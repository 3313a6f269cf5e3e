// What the server remembers over a restart: nodes, their passwords, tokens. One JSON file in the data directory.
import { createHash, randomBytes } from "node:crypto";
import { readIfThere, writeWhole } from "./paths.ts";
import type { NodeReport } from "./node-report.ts";
import type { Json } from "./objects.ts";

export interface KnownNode {
  report: NodeReport;
  uid: string;
  created: string;
  /** Milliseconds of the last heartbeat. */
  seen: number;
  /** Since when it has been Ready, or not. */
  changed: string;
  ready: boolean;
}

export interface BootstrapToken {
  token: string;
  expires: number;
}

interface Content {
  uid: string;
  created: string;
  /** The store can have members on further servers. */
  etcd?: boolean;
  /** sha256 of the server token's password, which also seals K3s' bootstrap data. */
  sealedWith: string;
  nodes: Record<string, KnownNode>;
  /** Node name to the sha256 of its password. */
  passwords: Record<string, string>;
  tokens: BootstrapToken[];
  /** What was applied, by its path in the API. */
  objects?: Record<string, Json>;
}

export const digest = (text: string): string =>
  createHash("sha256").update(text).digest("hex");

export interface ClusterState {
  readonly content: Content;
  save(): void;
}

export const openState = (file: string): ClusterState => {
  const text = readIfThere(file);
  const content: Content =
    text === undefined
      ? {
          uid: randomBytes(16).toString("hex"),
          created: new Date().toISOString(),
          sealedWith: "",
          nodes: {},
          passwords: {},
          tokens: [],
        }
      : (JSON.parse(text) as Content);
  return {
    content,
    save: () => writeWhole(file, JSON.stringify(content)),
  };
};
