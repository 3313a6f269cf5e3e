import { failed } from "../../common/model/failure.ts";
import type {
  RemoteHost,
  RemoteShell,
  TerminalSize,
} from "../ports/remote-host.ts";

/** Bytes told and not painted yet, above which the host waits. */
const mostUnpainted = 200_000;
/** A window that was reloaded has forgotten its shells: the oldest give way. */
const mostShells = 6;

interface Open {
  readonly shell: RemoteShell;
  unpainted: number;
}

/** The technician's shells. Nothing of them is kept: whoever types there types secrets too. */
export class Shells {
  readonly #open = new Map<number, Open>();
  readonly #data: (id: number, bytes: Buffer) => void;
  readonly #closed: (id: number) => void;
  #last = 0;

  constructor(
    data: (id: number, bytes: Buffer) => void,
    closed: (id: number) => void,
  ) {
    this.#data = data;
    this.#closed = closed;
  }

  async open(remote: RemoteHost, size: TerminalSize): Promise<number> {
    const [oldest] = this.#open.keys();
    if (this.#open.size >= mostShells && oldest !== undefined)
      this.close(oldest);
    const shell = await remote.shell(size);
    const id = (this.#last += 1);
    const open: Open = { shell, unpainted: 0 };
    this.#open.set(id, open);
    shell.stream.on("data", (bytes: Buffer) => {
      open.unpainted += bytes.length;
      if (open.unpainted > mostUnpainted) shell.stream.pause();
      this.#data(id, bytes);
    });
    shell.stream.on("error", () => this.close(id));
    shell.stream.on("close", () => {
      if (this.#open.delete(id)) this.#closed(id);
    });
    return id;
  }

  painted(id: number, bytes: number): void {
    const open = this.#of(id);
    open.unpainted = Math.max(0, open.unpainted - bytes);
    if (open.unpainted < mostUnpainted / 2) open.shell.stream.resume();
  }

  write(id: number, bytes: Buffer): void {
    this.#of(id).shell.stream.write(bytes);
  }

  resize(id: number, size: TerminalSize): void {
    this.#of(id).shell.resize(size);
  }

  close(id: number): void {
    const open = this.#open.get(id);
    open?.shell.stream.end();
    open?.shell.stream.destroy();
  }

  closeAll(): void {
    for (const id of [...this.#open.keys()]) this.close(id);
  }

  #of(id: number): Open {
    const open = this.#open.get(id);
    if (open === undefined) throw failed("aborted");
    return open;
  }
}
