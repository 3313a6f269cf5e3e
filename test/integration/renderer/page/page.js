// The install screen over a main that is none: hosts whose output is made by the test.
import "./jitless.js";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { InstallScreen } from "../../../../renderer/install/InstallScreen.tsx";
import { canned, hosts } from "./canned.js";

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get("theme") ?? "light";
document.documentElement.lang = query.get("lang") ?? "en";

const listeners = { grown: [], event: [], data: [], closed: [] };
const listen = (kind) => (listener) => {
  listeners[kind].push(listener);
  return () => listeners[kind].splice(listeners[kind].indexOf(listener), 1);
};
const tell = (kind, data) =>
  [...listeners[kind]].forEach((listener) => listener(data));
const ok = (value = null) => Promise.resolve({ ok: true, value });

const files = new Map(
  hosts.map((host) => [host, { bytes: new Uint8Array(0), end: 0 }]),
);
const toBase64 = (bytes) => {
  if (bytes.toBase64) return bytes.toBase64();
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};
const toText = (base64) =>
  new TextDecoder().decode(
    Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
  );

const fake = {
  calls: [],
  violations: [],
  shells: 0,
  painted: 0,
  listeners: () =>
    Object.values(listeners).reduce((sum, { length }) => sum + length, 0),
  /** The host has said this, all at once. */
  say(host, text) {
    const file = files.get(host);
    const more = new TextEncoder().encode(text);
    const bytes = new Uint8Array(file.end + more.length);
    bytes.set(file.bytes.subarray(0, file.end));
    bytes.set(more, file.end);
    files.set(host, { bytes, end: bytes.length });
    tell("grown", { host, end: bytes.length });
  },
  /** Numbered lines of 64 bytes, so many bytes in all, at a megabyte per 10 ms. */
  async flood(host, total) {
    const count = Math.floor(total / 64);
    const bytes = new Uint8Array(count * 64);
    const encoder = new TextEncoder();
    for (let line = 0; line < count; line += 1)
      encoder.encodeInto(
        `line ${String(line).padStart(8, "0")} \u001b[3${line % 8}m${"x".repeat(39)}\u001b[0m\n`,
        bytes.subarray(line * 64),
      );
    const file = { bytes, end: 0 };
    files.set(host, file);
    // What making it cost is not what is measured.
    for (let frame = 0; frame < 10; frame += 1)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    let longest = 0;
    let frames = 0;
    let last = performance.now();
    let over = false;
    requestAnimationFrame(function frame(now) {
      longest = Math.max(longest, now - last);
      last = now;
      frames += 1;
      if (!over) requestAnimationFrame(frame);
    });
    const began = performance.now();
    while (file.end < bytes.length) {
      file.end = Math.min(bytes.length, file.end + 1_000_000);
      tell("grown", { host, end: file.end });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const end = `line ${String(count - 1).padStart(8, "0")} `;
    while (!fake.rows().includes(end))
      await new Promise((resolve) => setTimeout(resolve, 20));
    over = true;
    return { longest, frames, took: performance.now() - began, lines: count };
  },
  /** The lines that are seen. */
  rows: () =>
    document
      .querySelector(".term:not([hidden]) .xterm-rows")
      ?.innerText.replaceAll("\u00a0", " ") ?? "",
  tell,
};
window.fake = fake;
addEventListener("securitypolicyviolation", (event) =>
  fake.violations.push(
    `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
  ),
);

const state = query.get("state") ?? "running";
const { snapshot, events, output } = canned(state);
const called =
  (name) =>
  (...input) => {
    fake.calls.push([name, ...input]);
    return ok();
  };
window.forecourt = {
  run: {
    start: called("start"),
    resume: called("resume"),
    undo: called("undo"),
    stop: called("stop"),
    events: ({ after }) => ok(events.filter(({ seq }) => seq > after)),
    onEvent: listen("event"),
  },
  terminal: {
    read: async ({ host, from }) => {
      const { bytes, end } = files.get(host);
      const some = bytes.subarray(from, Math.min(end, from + 1024 * 1024));
      return { ok: true, value: { from, bytes: toBase64(some), end } };
    },
    onGrown: listen("grown"),
  },
  shell: {
    open: (input) => {
      fake.calls.push(["open", input]);
      fake.shells += 1;
      const id = fake.shells;
      tell("data", { id, bytes: btoa("root@pump-1:~# ") });
      return ok({ id });
    },
    write: ({ id, bytes }) => {
      fake.calls.push(["write", id, toText(bytes)]);
      tell("data", { id, bytes });
      return ok();
    },
    resize: called("resize"),
    painted: ({ bytes }) => {
      fake.painted += bytes;
      return ok();
    },
    close: called("close"),
    onData: listen("data"),
    onClosed: listen("closed"),
  },
};

const root = createRoot(document.querySelector("#root"));
fake.show = (shown) =>
  root.render(createElement(InstallScreen, { snapshot: shown }));
fake.snapshot = snapshot;
fake.unmount = () => root.unmount();
fake.show(snapshot);
for (const [host, text] of Object.entries(output)) fake.say(host, text);
