import { spawn } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  cookieOf,
  outcome,
  servePage,
  type ServedPage,
} from "./served-page.ts";

const minute = 60_000;
let served: ServedPage;
beforeEach(async () => {
  served = await servePage();
});
afterEach(() => served.close());

test("a start link lets in once, with a cookie no script and no other site gets", async () => {
  const path = served.startPath();
  expect(path).toMatch(/^\/start\?token=[\w-]{43}$/);
  const first = await served.ask(path);
  expect(first.status).toBe(303);
  expect(first.headers.location).toBe("/");
  expect(first.headers["set-cookie"]).toEqual([
    expect.stringMatching(
      /^forecourt-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    ),
  ]);
  expect((await served.ask(path)).status).toBe(403);
  const cookie = cookieOf(first);
  const got = await served.ask("/", { cookie });
  expect([got.status, got.text]).toEqual([200, "<!doctype html><p>wizard</p>"]);
  // Going back to a link that is spent sends nobody away who is in.
  expect((await served.ask(path, { cookie })).status).toBe(303);
});

test("a start link is too old after five minutes, and a newer one does not spend it", async () => {
  const old = served.startPath();
  served.later(4 * minute);
  const newer = served.startPath();
  served.later(minute);
  expect((await served.ask(old)).status).toBe(403);
  expect((await served.ask(newer)).status).toBe(303);
});

test.each([
  "/start",
  "/start?token=",
  "/start?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "/start?other=1",
])("a wrong token opens nothing: %s", async (path) => {
  const reply = await served.ask(path);
  expect(reply.status).toBe(403);
  expect(reply.headers["set-cookie"]).toBeUndefined();
});

test("a token is only spent by GET under our own name", async () => {
  const path = served.startPath();
  expect((await served.ask(path, {}, "HEAD")).status).toBe(403);
  expect((await served.ask(path, {}, "POST")).status).toBe(403);
  expect((await served.ask(path, { host: "evil.example" })).status).toBe(403);
  expect((await served.ask(path)).status).toBe(303);
});

test.each(["/", "/index.html", "/assets/app.js", "/nothing", "/ipc"])(
  "without the cookie %s is refused",
  async (path) => {
    const name = `forecourt-${served.server.port}`;
    expect((await served.ask(path)).status).toBe(403);
    expect((await served.ask(path, { cookie: `${name}=` })).status).toBe(403);
    expect(
      (await served.ask(path, { cookie: `${name}=x; ${name}=y` })).status,
    ).toBe(403);
  },
);

test("another Host is refused, whoever it resolves to", async () => {
  const cookie = await served.signIn();
  for (const host of [
    "localhost",
    `localhost:${served.server.port}`,
    "127.0.0.1",
    `127.0.0.1:${served.server.port + 1}`,
    `127.0.0.1.evil.example:${served.server.port}`,
    `evil.example:${served.server.port}`,
  ]) {
    expect((await served.ask("/", { cookie, host })).status, host).toBe(403);
    const socket = served.dial({ cookie, origin: served.origin, host });
    expect(await outcome(socket), host).toBe(403);
  }
});

test("a WebSocket needs the cookie, our own origin and its one path", async () => {
  const cookie = await served.signIn();
  const refused: [Record<string, string>, string?][] = [
    [{ origin: served.origin }],
    [{ cookie: "forecourt=1", origin: served.origin }],
    [{ cookie }],
    [{ cookie, origin: "null" }],
    [{ cookie, origin: "http://evil.example" }],
    [{ cookie, origin: `https://127.0.0.1:${served.server.port}` }],
    [{ cookie, origin: `http://localhost:${served.server.port}` }],
    [{ cookie, origin: `${served.origin}/` }],
    [{ cookie, origin: served.origin }, "/"],
    [{ cookie, origin: served.origin }, "/ipc?x"],
  ];
  for (const [headers, path] of refused)
    expect(
      await outcome(served.dial(headers, path)),
      JSON.stringify(headers),
    ).toBe(403);
  await served.page(cookie);
});

test("what changes something must come from our own origin, and nothing is there for it", async () => {
  const cookie = await served.signIn();
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
    expect((await served.ask("/", { cookie }, method)).status, method).toBe(
      403,
    );
    expect(
      (await served.ask("/", { cookie, origin: "http://evil.example" }, method))
        .status,
    ).toBe(403);
    const ours = await served.ask(
      "/",
      { cookie, origin: served.origin },
      method,
    );
    expect([ours.status, ours.headers.allow]).toEqual([405, "GET, HEAD"]);
  }
  const head = await served.ask("/", { cookie }, "HEAD");
  expect([head.status, head.text]).toEqual([200, ""]);
});

test.each([
  "/../secret.html",
  "/assets/../../secret.html",
  "/%2e%2e/secret.html",
  "/..%2fsecret.html",
  "/%2e%2e%2fsecret.html",
  "/..\\secret.html",
  "/..%5csecret.html",
  "/%252e%252e%252fsecret.html",
  "//secret.html",
  "/./index.html",
  "/assets",
  "/assets/",
  "/assets/app.js.map",
  "/assets/app.js%00.html",
  "/link.html",
  "/constructor",
  "/__proto__",
  "/etc/passwd",
  "http://evil.example/index.html",
])("only files of the page are served, not %s", async (path) => {
  const cookie = await served.signIn();
  const reply = await served.ask(path, { cookie });
  expect(reply.status).toBe(404);
  expect(reply.text).not.toContain("secret");
});

test("every answer carries the same guards, files their type", async () => {
  const cookie = await served.signIn();
  const replies = [
    await served.ask("/", { cookie }),
    await served.ask("/assets/app.js?v=1", { cookie }),
    await served.ask("/nothing", { cookie }),
    await served.ask("/"),
    await served.ask(served.startPath()),
  ];
  for (const { headers } of replies) {
    expect(headers["content-security-policy"]).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://127.0.0.1:${served.server.port}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
  }
  expect(
    replies.slice(0, 2).map(({ headers }) => headers["content-type"]),
  ).toEqual(["text/html; charset=utf-8", "text/javascript; charset=utf-8"]);
});

const tellsUsers = process.platform === "linux" && process.getuid?.() === 0;
test.runIf(tellsUsers)("another user's connection is ended", async () => {
  const said = (uid: number) =>
    new Promise<string>((resolve, reject) => {
      const { port } = served.server;
      const script = `exec 3<>/dev/tcp/127.0.0.1/${port} && printf 'GET / HTTP/1.0\\r\\nHost: x\\r\\n\\r\\n' >&3 && head -n 1 <&3`;
      const child = spawn("bash", ["-c", script], { uid, cwd: "/" });
      let text = "";
      child.stdout.on("data", (part: Buffer) => (text += part.toString()));
      child.on("error", reject);
      child.on("close", () => resolve(text));
    });
  expect(await said(0)).toContain("403");
  expect(await said(65534)).toBe("");
});
