import type { ITheme } from "@xterm/xterm";
import type { ISearchOptions } from "@xterm/addon-search";

const ansi = [
  "black",
  "red",
  "green",
  "yellow",
  "blue",
  "magenta",
  "cyan",
  "white",
  "brightBlack",
  "brightRed",
  "brightGreen",
  "brightYellow",
  "brightBlue",
  "brightMagenta",
  "brightCyan",
  "brightWhite",
] as const;

export interface TerminalLook {
  readonly theme: ITheme;
  readonly fontFamily: string;
  /** Text is made readable against its background up to this ratio. */
  readonly contrast: number;
  readonly search: NonNullable<ISearchOptions["decorations"]>;
}

/** What the design tokens say at this element, as xterm wants it. */
export function lookAt(element: Element): TerminalLook {
  const style = getComputedStyle(element);
  const color = (name: string) => hexOf(style.getPropertyValue(name));
  const theme: ITheme = {
    background: color("--term-background"),
    foreground: color("--text"),
    cursor: color("--accent"),
    cursorAccent: color("--on-accent"),
    selectionBackground: color("--accent"),
    selectionForeground: color("--on-accent"),
    selectionInactiveBackground: color("--accent"),
    scrollbarSliderBackground: `${color("--quiet")}80`,
    scrollbarSliderHoverBackground: `${color("--quiet")}b0`,
    scrollbarSliderActiveBackground: color("--quiet"),
  };
  for (const name of ansi) theme[name] = color(`--term-${name}`);
  return {
    theme,
    fontFamily: style.getPropertyValue("--mono").trim() || "monospace",
    contrast:
      document.documentElement.dataset["theme"] === "contrast" ? 7 : 4.5,
    search: {
      matchBackground: color("--term-match"),
      matchOverviewRuler: color("--accent"),
      activeMatchBackground: color("--term-match-active"),
      activeMatchColorOverviewRuler: color("--accent"),
    },
  };
}

/** Calls whenever another theme is chosen, here or in the system. Gives back its end. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributeFilter: ["data-theme"],
  });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", changed);
  };
}

let pixel: OffscreenCanvasRenderingContext2D | null | undefined;

/** `#rrggbb` of whatever CSS calls a colour. */
function hexOf(value: string): string {
  pixel ??= new OffscreenCanvas(1, 1).getContext("2d", {
    willReadFrequently: true,
  });
  if (pixel === null) return "#808080";
  pixel.fillStyle = "#808080";
  pixel.fillStyle = value.trim();
  pixel.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
