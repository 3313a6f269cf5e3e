import { failed } from "../../../common/model/failure.ts";
import type { Answer, Question } from "../../ports/remote-host.ts";
import { quoted } from "../../../common/model/shell.ts";
import { findRootWay, rootChannel, type RootWay } from "./become-root.ts";
import { credentialsFor, type Credentials } from "./credentials.ts";
import { Link, LinkLost } from "./link.ts";
import { RootShell, shellLoop, ShellStopped } from "./root-shell.ts";
import { Semaphore } from "./semaphore.ts";
import { defaultBase, type ConnectOptions } from "./settings.ts";

/** Root shells side by side; with uploads' writers and tunnels it stays below sshd's MaxSessions of 10. */
const mostShells = 5;
const mostTries = 5;

export type Streamed = Question & {
  readonly onBytes?: (stream: "out" | "err", bytes: Buffer) => void;
};

/** A signed-in host on which scripts can be run, as root or not. */
export class Session {
  readonly options: ConnectOptions;
  readonly base: string;
  readonly link: Link;
  readonly #credentials: Credentials;
  readonly #turns = new Semaphore(mostShells);
  readonly #idle: RootShell[] = [];
  #way: Promise<RootWay> | undefined;

  constructor(
    options: ConnectOptions,
    credentials: Credentials,
    way?: RootWay,
  ) {
    this.options = options;
    this.base = options.base ?? defaultBase;
    this.#credentials = credentials;
    this.link = new Link(options, credentials);
    if (way !== undefined) this.#way = Promise.resolve(way);
  }

  /** Signs in; without patience, since here somebody waits for an answer. */
  static async open(options: ConnectOptions): Promise<Session> {
    const session = new Session(options, await credentialsFor(options));
    await session.link.open(false);
    return session;
  }

  /** A second connection with the same credentials and the same host key: nobody is asked again. */
  async another(): Promise<Session> {
    const session = new Session(
      this.options,
      this.#credentials,
      await this.rootWay(),
    );
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
        )) ?? this.#credentials.password,
    }).catch((error: unknown) => {
      this.#way = undefined;
      throw error;
    });
    return this.#way;
  }

  /** A program of root's with a channel of its own, for streams. */
  async rootProgram(program: string) {
    return rootChannel(this.link, await this.rootWay(), program, this.#who());
  }

  /** Asks, and asks again where the connection was lost meanwhile. */
  async ask(question: Streamed): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.askOnce(question);
      } catch (error) {
        if (!(error instanceof LinkLost)) throw error;
        if (tries >= mostTries) throw this.lost(error);
      }
    }
  }

  /** Throws LinkLost where the connection goes. */
  async askOnce(question: Streamed): Promise<Answer> {
    if (question.signal?.aborted === true) throw failed("aborted");
    const { timeout = 60_000, input = "", script } = question;
    const free = await this.#turns.take();
    try {
      const shell = await this.#shell(question.asRoot !== false);
      try {
        const answer = await shell.ask({
          script: `export LC_ALL=C FORECOURT_BASE=${quoted(this.base)}\n${script}`,
          input: typeof input === "string" ? Buffer.from(input) : input,
          timeout,
          onBytes: (stream, bytes) => {
            question.onBytes?.(stream, bytes);
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
    await this.link.close();
  }

  async #shell(asRoot: boolean): Promise<RootShell> {
    if (!asRoot)
      return new RootShell(
        await rootChannel(this.link, { by: "root" }, shellLoop, this.#who()),
      );
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop())
      if (idle.usable) return idle;
    return new RootShell(await this.rootProgram(shellLoop));
  }

  #who() {
    const { name, signIn } = this.options.host;
    return { host: name, user: signIn.user };
  }
}
