import type { Duplex } from "node:stream";
import type { BundleFile } from "../../common/model/manifest.ts";

/** A short question: a POSIX script that only looks, or changes so little that it may be asked twice. */
export interface Question {
  /** Run by /bin/sh with LC_ALL=C. Never holds a secret. */
  readonly script: string;
  /** For the transcript and for failures: `hold take`, `docker-config check`. */
  readonly label: string;
  /** As root (through sudo where the account is not root). Default true. */
  readonly asRoot?: boolean;
  /** Standard input of the script; secrets travel here. Not written to the transcript. */
  readonly input?: string | Uint8Array;
  /** Milliseconds until `timed-out`; default 60 000. */
  readonly timeout?: number;
  /** True where the output may hold secrets: kept out of transcript and failures. */
  readonly secret?: boolean;
  readonly signal?: AbortSignal;
}

/** What a script answered. A lost connection is never an answer. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A script that changes the host. It outlives the connection; following goes on at the byte where it stopped. */
export interface Job {
  /** Unique per run, step and try: [a-z0-9-]; asking again for an id that runs or has ended only follows it. */
  readonly id: string;
  readonly script: string;
  /** Secrets for the script: its standard input, kept on the host only in a file of root's that is removed as it starts. */
  readonly input?: string;
  readonly label: string;
  /** Milliseconds without the job's end until `timed-out`; the job goes on. Default 15 minutes. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Each whole line that it prints. */
  readonly onLine?: (line: string) => void;
}

export interface JobEnd {
  readonly code: number;
  /** At most the last 200 lines, standard output and error as they came. */
  readonly lines: readonly string[];
}

/** One file to bring. `source` reads it by range, so that a resume reads only what is missing. */
export interface Upload {
  readonly file: Pick<BundleFile, "size" | "sha256" | "chunks" | "path">;
  readonly source: ByteSource;
  /** Absolute path on the host; its folder is made. */
  readonly target: string;
  /** Octal, such as "0755". */
  readonly mode: string;
}

export interface ByteSource {
  /**
   * Bytes from `start` (inclusive) to `end` (exclusive), in order, in pieces of any size.
   * Pieces may be reused buffers: whoever keeps one beyond the next pull copies it.
   */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface UploadOptions {
  readonly signal?: AbortSignal;
  /** Bytes that the host has, of those that had to be sent; never goes back. */
  readonly onProgress?: (progress: {
    phase: "send" | "verify";
    bytes: number;
    totalBytes: number;
  }) => void;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** A terminal on the host: what is typed goes in, what is to be painted comes out. */
export interface RemoteShell {
  readonly stream: Duplex;
  resize(size: TerminalSize): void;
}

/**
 * One host of the station, signed in. Every call throws `Failed`; after a lost connection it is made
 * again by itself (with waits that grow) and the call goes on, until two minutes passed in vain
 * (`connection-lost`).
 */
export interface RemoteHost {
  /** Its name in the station file. */
  readonly name: string;
  readonly address: string;
  /** Whether questions can be asked as root; else `asRoot: false` has to be said. */
  readonly root: boolean;
  ask(question: Question): Promise<Answer>;
  job(job: Job): Promise<JobEnd>;
  /** Ids of jobs of ours that still run on the host. */
  runningJobs(): Promise<string[]>;
  /**
   * Brings files as root: to `<target>.part`, resumed at the verified chunk, checked by sha256 on the
   * host, then renamed. Returns the bytes that were sent (0 for what the host has already).
   */
  upload(uploads: readonly Upload[], options?: UploadOptions): Promise<number>;
  /** Which of these the host has already, unchanged since they were verified there: no hashing. */
  has(
    uploads: readonly Pick<Upload, "file" | "target" | "mode">[],
  ): Promise<boolean[]>;
  /** An interactive shell of the account, for a technician who needs one. */
  shell(size: TerminalSize): Promise<RemoteShell>;
  /** A TCP connection from the host to its own 127.0.0.1:port, through SSH. */
  tunnel(port: number): Promise<Duplex>;
  /**
   * A TCP connection from the host to any other, through SSH: the host finds the name and the route. Rejects
   * with an error whose `code` is what a connection of its own would fail with, such as ECONNREFUSED.
   * `patient: false`: where the host itself was lost it is looked for once, and what that ended with is said at once.
   */
  dial(
    address: string,
    port: number,
    how?: { readonly patient: boolean },
  ): Promise<Duplex>;
  close(): Promise<void>;
}
