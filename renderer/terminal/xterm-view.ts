import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { Terminal } from "@xterm/xterm";
import { lookAt, onThemeChange } from "./theme.ts";
import { openTerminal } from "./styles.ts";

const scrollback = 20_000;
const piece = 32 * 1024;
const fitAfter = 80;
const paintAtLeastEvery = 250;
export const fontSizes = { least: 10, usual: 13, most: 24 } as const;

/** What a person chose in one terminal holds for those that are opened later. */
export const chosen: { fontSize: number; screenReader: boolean } = {
  fontSize: fontSizes.usual,
  screenReader: false,
};

interface ViewOptions {
  /** A person types into it. */
  readonly interactive: boolean;
  /** Called when it begins or ends to follow the newest line. */
  readonly onFollow: (follows: boolean) => void;
  /** Which match of how many the search is at; from 1, 0 of 0 where there is none. */
  readonly onMatches: (at: number, of: number) => void;
  /** The key that leaves it was pressed. */
  readonly onLeave: () => void;
}

/** An xterm in its element: its look, size, search, copying and whether it follows. */
export class XtermView {
  readonly terminal: Terminal;
  readonly #element: HTMLElement;
  readonly #options: ViewOptions;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon({ highlightLimit: 1000 });
  readonly #ends: (() => void)[] = [];
  #fitting: ReturnType<typeof setTimeout> | undefined;
  #follows = true;

  constructor(element: HTMLElement, options: ViewOptions) {
    this.#element = element;
    this.#options = options;
    const look = lookAt(element);
    const terminal = (this.terminal = new Terminal({
      allowProposedApi: true,
      scrollback,
      convertEol: !options.interactive,
      disableStdin: !options.interactive,
      cursorInactiveStyle: options.interactive ? "outline" : "none",
      cursorBlink: false,
      fontSize: chosen.fontSize,
      screenReaderMode: chosen.screenReader,
      fontFamily: look.fontFamily,
      theme: look.theme,
      minimumContrastRatio: look.contrast,
    }));
    terminal.loadAddon(this.#fit);
    terminal.loadAddon(this.#search);
    openTerminal(terminal, element);
    terminal.attachCustomKeyEventHandler((event) => this.#key(event));
    this.#search.onDidChangeResults(({ resultIndex, resultCount }) =>
      options.onMatches(resultIndex + 1, resultCount),
    );
    this.#watch();
    this.fit();
  }

  write(bytes: Uint8Array | string): Promise<void> {
    return new Promise((resolve) => {
      // Between pieces xterm lets the page breathe; within one it does not.
      let at = 0;
      for (; at + piece < bytes.length; at += piece)
        this.terminal.write(bytes.slice(at, at + piece));
      this.terminal.write(bytes.slice(at), resolve);
    });
  }

  /** The next frame; in a window that is not seen, where there are none, a moment. */
  frame(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, paintAtLeastEvery);
      const frame = requestAnimationFrame(done);
      function done() {
        clearTimeout(timer);
        cancelAnimationFrame(frame);
        resolve();
      }
    });
  }

  follow(follows: boolean): void {
    if (follows) this.terminal.scrollToBottom();
    // One line up is what keeps xterm where it is.
    else if (this.#atEnd()) this.terminal.scrollLines(-1);
    this.#look();
  }

  find(text: string, direction: "next" | "previous" | "typing"): void {
    if (text === "") {
      this.#search.clearDecorations();
      this.terminal.clearSelection();
      this.#options.onMatches(0, 0);
      return;
    }
    const options = { decorations: lookAt(this.#element).search };
    if (direction === "previous") this.#search.findPrevious(text, options);
    else
      this.#search.findNext(text, {
        ...options,
        incremental: direction === "typing",
      });
    this.#look();
  }

  set fontSize(size: number) {
    chosen.fontSize = size;
    this.terminal.options.fontSize = size;
    this.fit();
  }

  set screenReader(on: boolean) {
    chosen.screenReader = on;
    this.terminal.options.screenReaderMode = on;
  }

  /** What is selected, else all that there is, to the clipboard. */
  async copy(): Promise<boolean> {
    const { terminal } = this;
    const part = terminal.hasSelection();
    if (!part) terminal.selectAll();
    const text = terminal.getSelection();
    if (!part) terminal.clearSelection();
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }

  fit(): void {
    // Nothing can be measured while it is hidden.
    if (this.#element.clientWidth === 0 || this.#element.clientHeight === 0)
      return;
    const follows = this.#follows;
    this.#fit.fit();
    if (follows) this.terminal.scrollToBottom();
    this.#look();
  }

  close(): void {
    clearTimeout(this.#fitting);
    for (const end of this.#ends) end();
    this.terminal.dispose();
  }

  #watch(): void {
    const sized = new ResizeObserver(() => {
      clearTimeout(this.#fitting);
      this.#fitting = setTimeout(() => this.fit(), fitAfter);
    });
    sized.observe(this.#element);
    this.#ends.push(
      () => sized.disconnect(),
      onThemeChange(() => {
        const look = lookAt(this.#element);
        this.terminal.options.theme = look.theme;
        this.terminal.options.minimumContrastRatio = look.contrast;
      }),
    );
    const look = () => this.#look();
    this.terminal.onScroll(look);
    this.terminal.onWriteParsed(look);
    // xterm does not tell of scrolling by a person: it is seen a frame later.
    const later = () => requestAnimationFrame(look);
    for (const name of [
      "wheel",
      "pointerup",
      "pointermove",
      "keyup",
      "touchmove",
    ])
      this.#element.addEventListener(name, later, { passive: true });
  }

  #atEnd(): boolean {
    const { viewportY, baseY } = this.terminal.buffer.active;
    return viewportY >= baseY;
  }

  #look(): void {
    const follows = this.#atEnd();
    if (follows === this.#follows) return;
    this.#follows = follows;
    this.#options.onFollow(follows);
  }

  /** False keeps a key from xterm. */
  #key(event: KeyboardEvent): boolean {
    if (event.type !== "keydown") return true;
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === "F6") {
      event.preventDefault();
      this.#options.onLeave();
      return false;
    }
    if (command && key === "c" && this.terminal.hasSelection()) {
      event.preventDefault();
      void this.copy().then(() => this.terminal.clearSelection());
      return false;
    }
    if (this.#options.interactive)
      return !(command && event.shiftKey && key === "v");
    if (command && key === "a") {
      event.preventDefault();
      this.terminal.selectAll();
      return false;
    }
    const { rows } = this.terminal;
    const move: Record<string, () => void> = {
      ArrowUp: () => this.terminal.scrollLines(-1),
      ArrowDown: () => this.terminal.scrollLines(1),
      PageUp: () => this.terminal.scrollLines(1 - rows),
      PageDown: () => this.terminal.scrollLines(rows - 1),
      Home: () => this.terminal.scrollToTop(),
      End: () => this.terminal.scrollToBottom(),
    };
    const moves = move[event.key];
    if (moves !== undefined) {
      event.preventDefault();
      moves();
    }
    // Nothing is typed here: all other keys are the page's, Tab above all.
    return false;
  }
}
