import type { ClientChannel } from "ssh2";
import { failed } from "../../../common/model/failure.ts";
import type { Answer, Question } from "../../ports/remote-host.ts";
import { quoted } from "../../../common/model/shell.ts";
import { findRootWay, rootChannel, type RootWay } from "./become-root.ts";
import { credentialsFor, type Credentials } from "./credentials.ts";
import { Link, LinkLost } from "./link.ts";
import { RootShell, shellLoop, ShellStopped } from "./root-shell.ts";
import { Semaphore } from "./semaphore.ts";
import { defaultBase, type ConnectOptions } from "./settings.ts";

/**
 * Channels side by side, of sshd's MaxSessions of 10: root shells and uploads' writers. Two are left for
 * terminals; tunnels do not count.
 */
const mostShells = 5;
const mostWriters = 3;
const mostTries = 5;

export type Streamed = Question & {
  /** Takes standard output as it comes; the answer has none of it then. */
  readonly onOut?: (bytes: Buffer) => void;
};

/** A signed-in host on which scripts can be run, as root or not. */
export class Session {
  readonly options: ConnectOptions;
  readonly base: string;
  readonly link: Link;
  readonly #turns = new Semaphore(mostShells);
  readonly #writers = new Semaphore(mostWriters);
  readonly #idle: RootShell[] = [];
  /** Connections beside this one. */
  readonly #others = new Set<Session>();
  #way: Promise<RootWay> | undefined;

  constructor(
    options: ConnectOptions,
    credentials: Credentials,
    way?: RootWay,
  ) {
    this.options = options;
    this.base = options.base ?? defaultBase;
    this.link = new Link(options, credentials);
    if (way !== undefined) this.#way = Promise.resolve(way);
  }

  /** Signs in; without patience, since here somebody waits for an answer. */
  static async open(options: ConnectOptions): Promise<Session> {
    const session = new Session(options, await credentialsFor(options));
    await session.link.open(false);
    return session;
  }

  /**
   * A second connection with the same credentials and the same host key: nobody is asked again. It ends
   * with the signal, also while it is being made.
   */
  async another(signal: AbortSignal): Promise<Session> {
    const session = new Session(
      this.options,
      this.link.credentials,
      await this.rootWay(),
    );
    // Before it is made: closed meanwhile, it must not stay.
    this.#others.add(session);
    const end = () =>
      void session.close().then(() => this.#others.delete(session));
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    await session.link.open(false);
    return session;
  }

  rootWay(): Promise<RootWay> {
    this.#way ??= findRootWay(this.link, {
      ...this.#who(),
      password: async () =>
        (await this.options.secrets.get(
          this.options.host.name,
          "sudo-password",
        )) ?? this.link.credentials.passwords[0],
    }).catch((error: unknown) => {
      this.#way = undefined;
      throw error;
    });
    return this.#way;
  }

  /** A program of root's with a channel of its own, for streams. */
  async rootWriter(program: string): Promise<ClientChannel> {
    const free = await this.#writers.take();
    try {
      const channel = await this.#rootProgram(program);
      channel.once("close", free);
      return channel;
    } catch (error) {
      free();
      throw error;
    }
  }

  /** Asks, and asks again where the connection was lost meanwhile. */
  async ask(question: Streamed): Promise<Answer> {
    return this.again(() => this.askOnce(question), question.signal);
  }

  /** Makes a call again where the connection was lost under it. Throws `connection-lost` in the end. */
  async again<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (let losses = 1; ; losses += 1) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof LinkLost)) throw error;
        if (losses >= mostTries) throw this.lost(error);
        await this.link.rest(losses, signal);
      }
    }
  }

  /** Throws LinkLost where the connection goes. */
  async askOnce(question: Streamed): Promise<Answer> {
    if (question.signal?.aborted === true) throw failed("aborted");
    const { timeout = 60_000, input = "", script, onOut } = question;
    const free = await orAborted(this.#turns.take(), question.signal, (late) =>
      late(),
    );
    try {
      const shell = await orAborted(
        this.#shell(question.asRoot !== false),
        question.signal,
        (late) => late.close(),
      );
      try {
        const answer = await shell.ask({
          script: `export LC_ALL=C FORECOURT_BASE=${quoted(this.base)}\n${script}`,
          input: typeof input === "string" ? Buffer.from(input) : input,
          timeout,
          keepOut: onOut === undefined,
          onBytes: (stream, bytes) => {
            if (stream === "out") onOut?.(bytes);
            if (question.secret !== true)
              this.options.transcript?.({
                label: question.label,
                stream,
                bytes,
              });
          },
          ...(question.signal === undefined ? {} : { signal: question.signal }),
        });
        if (question.asRoot !== false) this.#idle.push(shell);
        else shell.close();
        if (question.secret !== true)
          for (const stream of ["out", "err"] as const)
            this.options.transcript?.({
              label: question.label,
              stream,
              bytes: new Uint8Array(),
              last: true,
            });
        return answer;
      } catch (error) {
        if (!(error instanceof ShellStopped)) throw error;
        throw error.by === "signal"
          ? failed("aborted")
          : failed("timed-out", {
              host: this.options.host.name,
              command: question.label,
              data: {
                step: question.label,
                seconds: Math.round(timeout / 1000),
              },
              retry: true,
            });
      }
    } finally {
      free();
    }
  }

  lost(cause: unknown) {
    const { name, address } = this.options.host;
    return failed(
      "connection-lost",
      { host: name, data: { address }, retry: true },
      { cause },
    );
  }

  async close(): Promise<void> {
    for (const shell of this.#idle.splice(0)) shell.close();
    await Promise.all([
      this.link.close(),
      ...[...this.#others].map((session) => session.close()),
    ]);
  }

  async #shell(asRoot: boolean): Promise<RootShell> {
    if (!asRoot) {
      // In the place of one that waits: it is a channel more otherwise.
      this.#idle.pop()?.close();
      return new RootShell(
        await rootChannel(this.link, { by: "root" }, shellLoop, this.#who()),
      );
    }
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop())
      if (idle.usable) return idle;
    return new RootShell(await this.#rootProgram(shellLoop));
  }

  async #rootProgram(program: string): Promise<ClientChannel> {
    return rootChannel(this.link, await this.rootWay(), program, this.#who());
  }

  #who() {
    const { name, signIn } = this.options.host;
    return { host: name, user: signIn.user };
  }
}

/** Waits no longer than until the signal; what comes after that is given to `drop`. Throws `aborted`. */
async function orAborted<T>(
  coming: Promise<T>,
  signal: AbortSignal | undefined,
  drop: (late: T) => void,
): Promise<T> {
  if (signal === undefined) return coming;
  return new Promise((resolve, reject) => {
    let over = false;
    const abort = () => {
      over = true;
      reject(failed("aborted"));
    };
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    coming
      .then(
        (value) => (over ? drop(value) : resolve(value)),
        (error: unknown) => reject(error as Error),
      )
      .finally(() => signal.removeEventListener("abort", abort));
  });
}
