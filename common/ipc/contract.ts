import { z } from "zod";
import { DiscoveryEvent, OwnNetwork } from "../model/discovery.ts";
import { CheckId, FixableCheck } from "../model/check.ts";
import { languages } from "../messages/language.ts";
import { RunEvent } from "../model/events.ts";
import { CaChecksum, RancherLook } from "../model/rancher.ts";
import { ExportManifest } from "../model/export.ts";
import { FoundPacks } from "./found-packs.ts";
import { Preferences, Snapshot } from "./snapshot.ts";

/** A question of the renderer's: what it sends and what it gets. */
function request<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
) {
  return { kind: "request" as const, input, output };
}

/** What main tells without being asked. */
function event<D extends z.ZodType>(data: D) {
  return { kind: "event" as const, data };
}

const nothing = z.null();
const path = z.string().min(1).max(4096);
const hostName = z.string().min(1).max(63);
const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/);
/** Bytes of a terminal. */
const base64 = z.base64();

const language = z.enum(languages);

export const GatheredFiles = z.object({
  files: z.array(z.object({ path: z.string(), size: z.int() })),
  missing: ExportManifest.shape.missing,
});
export type GatheredFiles = z.infer<typeof GatheredFiles>;

export const Secrets = z.strictObject({
  host: hostName,
  password: z.string().max(1000).optional(),
  sudoPassword: z.string().max(1000).optional(),
  passphrase: z.string().max(1000).optional(),
});
export type Secrets = z.infer<typeof Secrets>;

export const Place = z.object({
  path: z.string(),
  label: z.string(),
  kind: z.enum(["drive", "home", "computer"]),
  /** Folders of bundles at its top or one below: only drives are looked into. */
  bundles: z.array(z.string()),
});
export type Place = z.infer<typeof Place>;

export const Listing = z.object({
  path: z.string(),
  /** Null at the top. */
  parent: z.string().nullable(),
  /** Folders first; `bundle` for a folder with a manifest in it. */
  entries: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["folder", "bundle", "file"]),
    }),
  ),
});
export type Listing = z.infer<typeof Listing>;

export const NodeSummary = z.object({
  name: z.string(),
  ready: z.boolean(),
  roles: z.array(z.string()),
  version: z.string(),
  address: z.string(),
});
export type NodeSummary = z.infer<typeof NodeSummary>;

export const SeenRancher = RancherLook.extend({
  /** Whom it is believed for: this computer's store, somebody's word before, nobody yet, another CA than before. */
  belief: z.enum(["system", "confirmed", "unknown", "changed", "untrusted"]),
});
export type SeenRancher = z.infer<typeof SeenRancher>;

/** Who we are in Rancher; kept in main's memory only. */
export const SignInToRancher = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("token"),
    token: z.string().min(1).max(2000),
  }),
  z.strictObject({
    kind: z.literal("user"),
    user: z.string().min(1).max(200),
    password: z.string().min(1).max(1000),
  }),
]);
export type SignInToRancher = z.infer<typeof SignInToRancher>;

/** A Rancher that was looked at. `checksum`: of the CA that a person just compared; it is remembered. */
const believedRancher = {
  url: z.string().min(1).max(300),
  signIn: SignInToRancher,
  checksum: CaChecksum.nullable(),
};

/**
 * The one contract between main and renderer. Channels, both faces and what tests stand on are made
 * from it; every value is parsed where it crosses.
 */
export const contract = {
  wizard: {
    snapshot: request(nothing, Snapshot),
    changed: event(Snapshot),
  },
  preferences: {
    /** Kept on this laptop. */
    set: request(Preferences.partial(), nothing),
  },
  files: {
    places: request(nothing, z.array(Place)),
    list: request(z.strictObject({ path }), Listing),
    /** Station packs on drives and beside the bundle, the first of those with `search` in name or id. */
    packs: request(z.strictObject({ search: z.string().max(200) }), FoundPacks),
    /** The first public key in a file, as it stands in a station file. */
    publicKey: request(z.strictObject({ path }), z.object({ key: z.string() })),
    /** Whether `choose` shows the system's own dialogs; where it does not, the page browses with `list`. */
    dialogs: request(nothing, z.object({ native: z.boolean() })),
    /** The system's dialog; a path of null is "cancelled". Saving asks there before it replaces a file. */
    choose: request(
      z.strictObject({
        what: z.enum(["folder", "file", "save"]),
        title: z.string().max(200),
        /** Name that is suggested for a file to be saved. */
        name: z
          .string()
          .regex(/^[\w.-]{1,200}$/)
          .optional(),
      }),
      z.object({ path: path.nullable() }),
    ),
  },
  station: {
    /** A station as the form made it (model/station.ts): checked, written, opened. */
    save: request(z.strictObject({ station: z.json() }), nothing),
    open: request(z.strictObject({ path }), nothing),
    /**
     * Opens a station pack: its definition becomes the station, and the pack stays open to register with.
     * `use`: which servers it is, where this laptop knows the station with others.
     */
    openPack: request(
      z.strictObject({
        path,
        passphrase: z.string().min(1).max(1000),
        use: z.enum(["pack", "laptop"]).nullable(),
      }),
      nothing,
    ),
    close: request(nothing, nothing),
  },
  bundle: {
    /** Opens and verifies; progress is in the snapshot. */
    open: request(
      z.strictObject({ folder: path, trustKey: path.optional() }),
      nothing,
    ),
    close: request(nothing, nothing),
  },
  hosts: {
    /** Signs in to all, reads their facts and checks them; asks about new host keys meanwhile. */
    check: request(
      z.strictObject({
        secrets: z.array(Secrets).max(72),
        /** Remember them, where the shell can (`secrets.kept`). */
        keep: z.boolean().default(false),
      }),
      nothing,
    ),
    /** The same once more, with what was given to sign in. */
    recheck: request(nothing, nothing),
    /** To the question in the snapshot. */
    answer: request(z.strictObject({ id: z.int(), yes: z.boolean() }), nothing),
    signOut: request(nothing, nothing),
  },
  checks: {
    /** To go on in spite of a finding, with the reason; null takes that back. Not of a blocking one. */
    accept: request(
      z.strictObject({
        host: hostName,
        check: CheckId,
        reason: z.string().trim().min(1).max(500).nullable(),
      }),
      nothing,
    ),
    /** To have the plan mend it, or not any more. */
    fix: request(
      z.strictObject({ host: hostName, check: FixableCheck, on: z.boolean() }),
      nothing,
    ),
  },
  secrets: {
    /** Whether this machine can remember secrets safely, and of which of the station's hosts it does. */
    kept: request(
      nothing,
      z.object({ possible: z.boolean(), hosts: z.array(hostName) }),
    ),
    /** Takes away all that is remembered for the station. */
    forget: request(nothing, nothing),
  },
  discovery: {
    /** The laptop's own subnets, the likeliest first. */
    networks: request(nothing, z.array(OwnNetwork)),
    /** Searches these ranges, or with null what the laptop's own networks offer; ends a search that runs. */
    start: request(
      z.strictObject({
        ranges: z.array(z.string().max(50)).min(1).max(32).nullable(),
        ports: z.array(z.int().min(1).max(65535)).min(1).max(8),
        /** A person said yes to a large, public or foreign range. */
        confirmed: z.boolean(),
      }),
      nothing,
    ),
    stop: request(nothing, nothing),
    event: event(DiscoveryEvent),
    /** Pins another key for a host that was set up anew, once a person compared them. */
    replaceHostKey: request(
      z.strictObject({
        host: hostName,
        was: fingerprint,
        becomes: fingerprint,
      }),
      nothing,
    ),
  },
  run: {
    start: request(nothing, nothing),
    /** Goes on with the unfinished one. */
    resume: request(nothing, nothing),
    undo: request(nothing, nothing),
    /** Asks it to stop; what runs on a host goes on to its end. */
    stop: request(nothing, nothing),
    /** Of the snapshot's run, those after this number. */
    events: request(
      z.strictObject({ after: z.int().min(0) }),
      z.array(RunEvent),
    ),
    event: event(RunEvent),
  },
  terminal: {
    /** What the host's commands said, from this byte on, at most 1 MiB; `end` is what there is by now. */
    read: request(
      z.strictObject({ host: hostName, from: z.int().min(0) }),
      z.object({ from: z.int(), bytes: base64, end: z.int() }),
    ),
    /** There is more to read. */
    grown: event(z.object({ host: hostName, end: z.int() })),
  },
  shell: {
    open: request(
      z.strictObject({
        host: hostName,
        columns: z.int().min(2).max(1000),
        rows: z.int().min(2).max(1000),
      }),
      z.object({ id: z.int() }),
    ),
    write: request(z.strictObject({ id: z.int(), bytes: base64 }), nothing),
    resize: request(
      z.strictObject({
        id: z.int(),
        columns: z.int().min(2).max(1000),
        rows: z.int().min(2).max(1000),
      }),
      nothing,
    ),
    /** So many bytes were painted: more may come. */
    painted: request(
      z.strictObject({ id: z.int(), bytes: z.int().min(0) }),
      nothing,
    ),
    close: request(z.strictObject({ id: z.int() }), nothing),
    data: event(z.object({ id: z.int(), bytes: base64 })),
    closed: event(z.object({ id: z.int() })),
  },
  rancher: {
    /** What a Rancher shows to anybody, and whether it is believed already; nothing secret is sent. */
    look: request(
      z.strictObject({ url: z.string().min(1).max(300) }),
      SeenRancher,
    ),
    /** Registers the station over the uplink, as a run of its own; goes on with one that did not end. */
    register: request(
      z.strictObject({ ...believedRancher, takeOver: z.boolean() }),
      nothing,
    ),
    /** Takes the agent off the station and the cluster's record out of Rancher, or with null only the agent. */
    unregister: request(
      z.strictObject({ from: z.strictObject(believedRancher).nullable() }),
      nothing,
    ),
    /** Opens the station's pack; what it says of itself is in the snapshot. */
    openPack: request(
      z.strictObject({ path, passphrase: z.string().min(1).max(1000) }),
      nothing,
    ),
    closePack: request(nothing, nothing),
    /** Registers with the open pack, without an uplink. `setUpAnew`: why its hosts have other keys than it knows. */
    registerLater: request(z.strictObject({ setUpAnew: z.boolean() }), nothing),
    /** Asks the station how it stands with Rancher; the answer is in the snapshot. */
    recheck: request(nothing, nothing),
  },
  /** What is known of the snapshot's run, or of the one that did not end, as it would leave the laptop. */
  records: {
    /** Puts it together, with what the hosts say where `hosts` is asked for and they are signed in to. */
    gather: request(
      z.strictObject({ hosts: z.boolean(), language }),
      GatheredFiles,
    ),
    /** Lines of one of its files from this number on, those with `search` in them; `next` is null at the end. */
    read: request(
      z.strictObject({
        path,
        from: z.int().min(0),
        search: z.string().max(200),
      }),
      z.object({
        lines: z.array(z.object({ number: z.int(), text: z.string() })),
        next: z.int().nullable(),
      }),
    ),
    /** Saves it into the folder as one file. */
    save: request(z.strictObject({ folder: path }), z.object({ path })),
    /** Saves the hand-over paper into the folder. */
    report: request(
      z.strictObject({ folder: path, kind: z.enum(["html", "pdf"]), language }),
      z.object({ path }),
    ),
    close: request(nothing, nothing),
  },
  /** A run that was exported, shown again; the snapshot says which. */
  replay: {
    open: request(z.strictObject({ path }), nothing),
    /** The one that comes with the program. */
    practice: request(nothing, nothing),
    close: request(nothing, nothing),
    /** Its journal's lines, packed ("deflate-raw"), from this byte on; `next` is null at the end. */
    journal: request(
      z.strictObject({ from: z.int().min(0) }),
      z.object({ bytes: base64, next: z.int().nullable() }),
    ),
    /** What the host's commands had said until then (milliseconds since 1970), as `terminal.read` tells it. */
    output: request(
      z.strictObject({
        host: hostName,
        from: z.int().min(0),
        until: z.number(),
      }),
      z.object({ from: z.int(), bytes: base64, end: z.int() }),
    ),
  },
  cluster: {
    nodes: request(nothing, z.array(NodeSummary)),
    /** The token itself: shown only when asked for. */
    token: request(
      nothing,
      z.object({ token: z.string(), host: z.string(), path: z.string() }),
    ),
    /** Saves it into the folder, or as the file that a dialog gave; answers the file. */
    kubeconfig: request(
      z.union([
        z.strictObject({ folder: path }),
        z.strictObject({ file: path }),
      ]),
      z.object({ path: z.string() }),
    ),
  },
};

export type Contract = typeof contract;
