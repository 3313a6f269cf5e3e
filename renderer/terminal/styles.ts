import type { Terminal } from "@xterm/xterm";

/**
 * xterm writes its colours into <style> elements and into style attributes, both of which
 * `style-src 'self'` refuses. The same text through the CSSOM is allowed: sheets are adopted, and
 * attributes are set as `style.cssText`.
 */
export function openTerminal(terminal: Terminal, parent: HTMLElement): void {
  allowSpanStyles();
  const document = parent.ownerDocument;
  const create = document.createElement.bind(document);
  // All of xterm's <style> elements are made while it opens; nobody else runs meanwhile.
  Object.defineProperty(document, "createElement", {
    configurable: true,
    value: (name: string, options?: ElementCreationOptions) =>
      name === "style" ? adoptedStyle(document) : create(name, options),
  });
  try {
    terminal.open(parent);
  } finally {
    Reflect.deleteProperty(document, "createElement");
  }

  function adoptedStyle(document: Document): HTMLElement {
    const sheet = new CSSStyleSheet();
    const element = create("span");
    element.hidden = true;
    document.adoptedStyleSheets.push(sheet);
    const remove = element.remove.bind(element);
    Object.defineProperties(element, {
      textContent: {
        set: (text: string) => {
          sheet.replaceSync(text);
        },
      },
      remove: {
        value: () => {
          document.adoptedStyleSheets = document.adoptedStyleSheets.filter(
            (other) => other !== sheet,
          );
          remove();
        },
      },
    });
    return element;
  }
}

let allowed = false;

/** Colours beyond the 16 of the theme, and those made readable, are style attributes of spans. */
function allowSpanStyles(): void {
  if (allowed) return;
  allowed = true;
  Object.defineProperty(HTMLSpanElement.prototype, "setAttribute", {
    configurable: true,
    writable: true,
    value: function (this: HTMLSpanElement, name: string, value: string) {
      if (name === "style") this.style.cssText = value;
      else Element.prototype.setAttribute.call(this, name, value);
    },
  });
}
