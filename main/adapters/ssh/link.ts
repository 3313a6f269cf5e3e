import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { ClientChannel } from "ssh2";
import { failed, failureOf } from "../../../common/model/failure.ts";
import { systemClock } from "../files/system-clock.ts";
import type { RemoteShell, TerminalSize } from "../../ports/remote-host.ts";
import type { Credentials } from "./credentials.ts";
import { dialError } from "./dial-error.ts";
import type { ConnectOptions } from "./settings.ts";
import { gatherWrites } from "./gather-writes.ts";
import { signIn, type SignedIn } from "./sign-in.ts";

/** Thrown where the connection went away under a call; the call is made again on the next one. */
export class LinkLost extends Error {
  constructor(cause?: unknown) {
    super("the connection was lost", { cause });
    this.name = "LinkLost";
  }
}

const permanent = new Set([
  "host-key-unknown",
  "host-key-changed",
  "sign-in-refused",
  "credentials-refused",
  "keys-cut-off",
  "account-locked",
  // A jump host's: each try more is a wrong one there.
  "no-longer-let-in",
  "no-common-algorithm",
  "aborted",
]);

/** One connection to a host, made again when it is lost, for as long as patience lasts. */
export class Link {
  readonly #options: ConnectOptions;
  #credentials: Credentials;
  #wasIn = false;
  #signedIn: SignedIn | undefined;
  #making: Promise<SignedIn> | undefined;
  readonly #closed = new AbortController();

  constructor(options: ConnectOptions, credentials: Credentials) {
    this.#options = options;
    this.#credentials = credentials;
  }

  /** Once signed in, only what it was signed in with. */
  get credentials(): Credentials {
    return this.#credentials;
  }

  /** The connection, made where there is none. */
  async open(patient: boolean): Promise<SignedIn> {
    if (this.#closed.signal.aborted) throw failed("aborted");
    if (this.#signedIn !== undefined) return this.#signedIn;
    this.#making ??= this.#make(patient).finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  /** Runs a command; resolves once the channel is open. Throws LinkLost. */
  async exec(command: string): Promise<ClientChannel> {
    const { client } = await this.open(true);
    return new Promise((resolve, reject) => {
      const gone = () => reject(new LinkLost());
      client.once("close", gone);
      try {
        client.exec(command, (error, channel) => {
          client.off("close", gone);
          if (error === undefined) resolve(channel);
          else reject(new LinkLost(error));
        });
      } catch (error) {
        client.off("close", gone);
        reject(new LinkLost(error));
      }
    });
  }

  /** Throws LinkLost where the host gives none. */
  async shell({ columns, rows }: TerminalSize): Promise<RemoteShell> {
    const { client } = await this.open(true);
    const window = { term: "xterm-256color", cols: columns, rows };
    return new Promise((resolve, reject) => {
      const answer = (error: Error | undefined, channel: ClientChannel) => {
        if (error !== undefined) return reject(new LinkLost(error));
        resolve({
          stream: channel,
          resize: (size) => channel.setWindow(size.rows, size.columns, 0, 0),
        });
      };
      try {
        client.shell(window, answer);
      } catch (error) {
        reject(new LinkLost(error));
      }
    });
  }

  /** Throws LinkLost, `forwarding-refused`. */
  async tunnel(port: number): Promise<Duplex> {
    return this.#forward("127.0.0.1", port, () =>
      failed("forwarding-refused", {
        host: this.#options.host.name,
        data: { port },
        retry: true,
      }),
    );
  }

  /** Throws LinkLost, `forwarding-refused`, what a connection made on the host fails with. */
  async dial(address: string, port: number, patient = true): Promise<Duplex> {
    return this.#forward(
      address,
      port,
      (error) =>
        dialError(error) ??
        failed("forwarding-refused", {
          host: this.#options.host.name,
          data: { port },
        }),
      patient,
    );
  }

  async #forward(
    address: string,
    port: number,
    refusal: (error: Error) => Error,
    patient = true,
  ): Promise<Duplex> {
    const { client } = await this.open(patient);
    return new Promise((resolve, reject) => {
      const answer = (error: Error | undefined, channel: ClientChannel) => {
        if (error === undefined) return resolve(channel);
        // The host's own refusal has a reason (RFC 4254, 5.1); a lost connection has none.
        if (!("reason" in error)) return reject(new LinkLost(error));
        reject(refusal(error));
      };
      try {
        client.forwardOut("127.0.0.1", 0, address, port, answer);
      } catch (error) {
        reject(new LinkLost(error));
      }
    });
  }

  /**
   * Before the next try after so many losses: over a connection that stands, a host that would give no
   * channel a moment ago gives none at once. Throws `aborted`.
   */
  async rest(losses: number, signal?: AbortSignal): Promise<void> {
    const stop = AbortSignal.any([
      this.#closed.signal,
      ...(signal ? [signal] : []),
    ]);
    await systemClock
      .sleep(Math.min(50 * 2 ** losses, 4000), stop)
      .catch(() => {
        throw failed("aborted");
      });
  }

  /** Ends what there is; what is being made is ended as well, and nothing is made any more. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#making?.catch(() => undefined);
    const { client, socket } = this.#signedIn ?? {};
    this.#signedIn = undefined;
    if (socket === undefined || socket.destroyed) return;
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => {
        socket.destroy();
        // One through a jump host that is gone says nothing any more.
        resolve();
      }, 1000);
      socket.once("close", () => {
        clearTimeout(force);
        resolve();
      });
      client?.end();
    });
  }

  async #make(patient: boolean): Promise<SignedIn> {
    const { patienceMs = 120_000, host, signal } = this.#options;
    const end = Date.now() + patienceMs;
    const stop = AbortSignal.any(
      signal === undefined
        ? [this.#closed.signal]
        : [this.#closed.signal, signal],
    );
    for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
      try {
        const made = await signIn(
          { ...this.#options, signal: stop },
          this.#credentials,
        );
        return this.#keep(made);
      } catch (error) {
        const code = failureOf(error)?.code;
        if (this.#wasIn && code === "sign-in-refused")
          throw failed("no-longer-let-in", {
            host: host.name,
            data: { user: host.signIn.user, address: host.address },
          });
        if (!patient || code === undefined || permanent.has(code)) throw error;
        if (Date.now() + wait > end) throw this.#lost(error);
        await systemClock.sleep(wait, stop).catch(() => {
          throw failed("aborted");
        });
      }
    }
  }

  /** Of the host, or of the one that it is reached through. */
  #lost(cause: unknown) {
    const { host, via } = this.#options;
    if (via !== undefined && failureOf(cause)?.host === via.name)
      return failed(
        "jump-lost",
        { host: via.name, data: { behind: host.name }, retry: true },
        { cause },
      );
    return failed(
      "connection-lost",
      { host: host.name, data: { address: host.address }, retry: true },
      { cause },
    );
  }

  #keep(made: SignedIn): SignedIn {
    const { client, socket } = made;
    const gone = () => {
      if (this.#signedIn === made) this.#signedIn = undefined;
      socket.destroy();
    };
    // Permanent: an error without a listener would end the program.
    client.on("error", gone);
    client.on("close", gone);
    client.on("end", gone);
    if (socket instanceof Socket) gatherWrites(socket);
    this.#signedIn = made;
    this.#wasIn = true;
    this.#credentials = made.used;
    if (this.#closed.signal.aborted) gone();
    return made;
  }
}
