import { expect, test, vi } from "vitest";
import {
  HostOutput,
  type Painter,
} from "../../../renderer/terminal/host-output.ts";

/** A host's file that grows, and a painter that remembers. */
function scene(painting: () => Promise<void> = () => Promise.resolve()) {
  let file = Buffer.alloc(0);
  let grown: (data: { host: string; end: number }) => void = () => undefined;
  const seen = { text: "", skips: [] as number[], resets: 0, most: 0 };
  const painter: Painter = {
    write: async (bytes) => {
      seen.most = Math.max(seen.most, bytes.length);
      seen.text += Buffer.from(bytes).toString("latin1");
      await painting();
    },
    reset: () => {
      seen.text = "";
      seen.resets += 1;
    },
    skipped: (bytes) => {
      seen.skips.push(bytes);
      seen.text = "";
      return Promise.resolve();
    },
    frame: () => new Promise((resolve) => setImmediate(resolve)),
  };
  const output = new HostOutput(
    {
      read: ({ from }) =>
        Promise.resolve({
          ok: true as const,
          value: {
            from,
            bytes: file.subarray(from, from + 1024 * 1024).toString("base64"),
            end: file.length,
          },
        }),
      onGrown: (listener) => {
        grown = listener;
        return () => (grown = () => undefined);
      },
    },
    "pump-1",
    painter,
  );
  return {
    seen,
    output,
    put: (text: string, anew = false) => {
      file = Buffer.concat([anew ? Buffer.alloc(0) : file, Buffer.from(text)]);
      grown({ host: "pump-1", end: file.length });
    },
    other: () => grown({ host: "till-2", end: 1 }),
    text: () => file.toString("latin1"),
  };
}
const shown = (check: () => void) => vi.waitFor(check, { timeout: 5_000 });

test("paints all of it in order, in slices, and only while it is seen", async () => {
  const { seen, output, put, other, text } = scene();
  put("one\n");
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(seen.text).toBe("");
  output.active = true;
  await shown(() => expect(seen.text).toBe("one\n"));
  other();
  put(`${"x".repeat(1_500_000)}\n`);
  await shown(() => expect(seen.text.length).toBe(text().length));
  expect(seen.text === text()).toBe(true);
  expect(seen.most).toBeLessThanOrEqual(64 * 1024);
  expect(seen).toMatchObject({ skips: [], resets: 0 });
  output.close();
});

test("far behind it jumps to whole lines of the newest, and says how much is not shown", async () => {
  const { seen, output, put, text } = scene();
  const line = `${"0123456789".repeat(7)}\n`;
  put(line.repeat(200_000));
  output.active = true;
  await shown(() => expect(text().endsWith(seen.text)).toBe(true));
  await shown(() => expect(seen.text.length).toBeGreaterThan(900_000));
  expect(seen.text.startsWith("0123")).toBe(true);
  expect(seen.skips).toEqual([text().length - seen.text.length]);
  put("the end\n");
  await shown(() => expect(seen.text.endsWith("the end\n")).toBe(true));
  output.close();
});

test("output that begins anew empties what is shown, even while it is painted", async () => {
  let release = () => {};
  const { seen, output, put } = scene(
    () => new Promise((resolve) => (release = resolve)),
  );
  output.active = true;
  put("a".repeat(600_000));
  await shown(() => expect(seen.text.length).toBeGreaterThan(0));
  put("new\n", true);
  const timer = setInterval(() => release(), 5);
  await shown(() => expect(seen.text).toBe("new\n"));
  expect(seen.resets).toBe(1);
  clearInterval(timer);
  output.close();
});
