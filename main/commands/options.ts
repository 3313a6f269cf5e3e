/** What every command that works on a station takes; the texts are in cli.ts. */
export interface StationOptions {
  /** One of both is given. */
  readonly station?: string;
  /** A station pack: what to register with, without an uplink. */
  readonly pack?: string;
  readonly bundle: string;
  readonly secrets?: string;
  readonly trustKey?: string[];
  /** Decisions about findings; decision-options.ts reads them. */
  readonly accept?: string[];
  readonly fix?: string[];
  /** Whom the hosts are reached through; jump-option.ts reads it. */
  readonly jump?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly language?: string;
  /** Register as a cluster that says it is another station's. */
  readonly takeOver?: boolean;
  /** Leave Rancher without asking it. */
  readonly onlyStation?: boolean;
}
