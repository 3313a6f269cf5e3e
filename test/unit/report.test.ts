import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { languages } from "../../common/messages/language.ts";
import type {
  RunEvent,
  RunKind,
  StepOutcome,
} from "../../common/model/events.ts";
import type { StepName } from "../../common/model/plan.ts";
import {
  reportHtml,
  type ReportInput,
} from "../../common/report/report-html.ts";
import { triesOf } from "../../common/report/tries.ts";
import { reportWords } from "../../common/report/words.ts";
import { openLaptopKey } from "../../main/adapters/files/laptop-key.ts";
import {
  verifySigned,
  withSignature,
} from "../../main/logs/report/signed-file.ts";
import { aPlan, aRecord, run } from "./run-samples.ts";

const folder = mkdtempSync(join(tmpdir(), "report-"));
afterAll(() => rmSync(folder, { recursive: true }));

let seq = 0;
const at = (second: number) => ({
  seq: (seq += 1),
  time: new Date(Date.UTC(2026, 10, 26, 14, 0, second)).toISOString(),
});
const nasty = `<img src=x onerror="alert('1')"> & co`;

/** Failed in its second step, resumed by somebody else, done. */
const events: RunEvent[] = [
  {
    ...at(0),
    type: "run-started",
    version: 1,
    run,
    kind: "install",
    app: "0.1.0",
    owner: nasty,
    plan: aPlan,
  },
  {
    ...at(1),
    type: "finding",
    finding: {
      check: "clock.laptop",
      host: "h1",
      level: "warn",
      code: "clock-off",
      data: { seconds: 90 },
      blocking: false,
      mend: [],
    },
  },
  { ...at(2), type: "step-started", step: "h1/docker-config" },
  {
    ...at(3),
    type: "step-ended",
    step: "h1/docker-config",
    outcome: "done",
    bytes: 5_000_000,
    took: 1000,
  },
  { ...at(4), type: "step-started", step: "h1/docker-service" },
  {
    ...at(9),
    type: "step-ended",
    step: "h1/docker-service",
    outcome: "failed",
    bytes: 0,
    took: 5000,
    failure: {
      code: "docker-start-failed",
      host: "h1",
      data: { reason: "no" },
      lastLines: [nasty],
      retry: true,
    },
  },
  {
    ...at(10),
    type: "run-ended",
    outcome: "failed",
    skipped: 0,
    bytes: 5_000_000,
  },
  {
    ...at(50),
    type: "run-resumed",
    app: "0.1.1",
    owner: "second@laptop",
    plan: aPlan,
  },
  { ...at(51), type: "step-started", step: "h1/docker-config" },
  {
    ...at(51),
    type: "step-ended",
    step: "h1/docker-config",
    outcome: "skipped",
    bytes: 0,
    took: 10,
  },
  { ...at(52), type: "step-started", step: "h1/docker-service" },
  {
    ...at(54),
    type: "step-ended",
    step: "h1/docker-service",
    outcome: "done",
    bytes: 0,
    took: 2000,
  },
  { ...at(55), type: "run-ended", outcome: "done", skipped: 1, bytes: 0 },
];

const report = (
  language: (typeof languages)[number],
  given = events,
  record: typeof aRecord | undefined = aRecord,
  cluster: Partial<Pick<ReportInput, "nodes" | "registration">> = {},
) =>
  reportHtml({
    events: given,
    record,
    nodes: undefined,
    registration: undefined,
    ...cluster,
    language,
    key: "SHA256:abc",
  });

describe("a report", () => {
  it("tells both tries, what failed and that it was mended, and who accepted what", () => {
    expect(triesOf(events).map(({ outcome }) => outcome)).toEqual([
      "failed",
      "done",
    ]);
    const html = report("en");
    expect(html).toContain("Outcome: done");
    expect(html).toContain("[docker-start-failed]");
    expect(html).toContain("Went well in a later try.");
    expect(html).toContain("Warnings accepted by");
    expect(html).toContain("second@laptop");
    for (const text of [
      "SN-0042",
      "Acme Box 3",
      "256.0 GB",
      "Some CPU",
      "e".repeat(64),
      "d".repeat(64),
      "v1.36.4+k3s1",
    ])
      expect(html, text).toContain(text);
    expect(html.match(/class="failed"/g)).toHaveLength(1);
  });

  it.each(languages)(
    "in %s carries all it needs and lets nothing in",
    (language) => {
      const html = report(language);
      expect(html).toContain(`lang="${language}"`);
      expect(html).not.toContain("<img");
      expect(html).toContain("&#60;img");
      expect(html).not.toMatch(
        /<[^>]*(?:src|href)=|url\((?!#)|@import|<script/,
      );
      expect(html).toContain("default-src 'none'");
      expect(html).not.toMatch(/\{\w+\}|undefined|NaN/);
    },
  );

  it("names the cluster's nodes as they are now, and says where nobody asked", () => {
    expect(report("en")).toContain("The cluster was not asked");
    const html = report("en", events, aRecord, {
      nodes: [
        {
          name: "h1",
          ready: false,
          roles: ["control-plane"],
          version: "v1.36.4+k3s1",
          address: "10.0.0.1",
        },
      ],
    });
    expect(html).not.toContain("The cluster was not asked");
    expect(html).toContain("<td>not ready</td><td>control-plane</td>");
  });

  /** After the installation, a run whose only step about Rancher ended so. */
  const registering = (
    kind: RunKind,
    name: StepName,
    outcome: StepOutcome,
  ): RunEvent[] => [
    {
      ...at(100),
      type: "run-started",
      version: 1,
      run: "20261126-150000-cd34",
      kind,
      app: "0.1.0",
      owner: "third@laptop",
      plan: {
        ...aPlan,
        steps: [
          {
            id: `h1/${name}`,
            name,
            host: "h1",
            after: [],
            bytes: 0,
            seconds: 1,
            changes: [],
          },
        ],
      },
    },
    { ...at(101), type: "step-started", step: `h1/${name}` },
    {
      ...at(102),
      type: "step-ended",
      step: `h1/${name}`,
      outcome,
      bytes: 0,
      took: 1,
    },
    {
      ...at(103),
      type: "run-ended",
      outcome: outcome === "failed" ? "failed" : "done",
      skipped: 0,
      bytes: 0,
    },
  ];

  it.each<[string, RunKind, StepName, StepOutcome]>([
    ["seen active in Rancher at 2026-", "register", "rancher-active", "done"],
    [
      "seen active in Rancher at 2026-",
      "register",
      "rancher-active",
      "skipped",
    ],
    ["did not come to its end", "register", "rancher-active", "failed"],
    // What comes before proves nothing.
    ["did not come to its end", "register", "rancher-agent", "done"],
    ["prepared: registers by itself", "register", "rancher-later", "done"],
    ["taken out of Rancher", "unregister", "rancher-agent", "undone"],
  ])("says of Rancher: %s (%s, %s %s)", (said, kind, name, outcome) => {
    const html = report("en", [...events, ...registering(kind, name, outcome)]);
    expect(html).toContain(said);
    // It is the station's paper still.
    expect(html).toContain("<h1>Hand-over of a station</h1>");
    expect(html).toContain("third@laptop");
    expect(report("en", registering(kind, name, outcome))).toContain(
      kind === "register" ? "Registration of a station" : "Leaving of a",
    );
  });

  it.each(["none", "connected", "waiting", "over"] as const)(
    "says how the station stands with Rancher where it was asked: %s",
    (state) => {
      const registration = { state, rancher: "https://rancher.example" };
      for (const language of languages) {
        const html = report(language, events, aRecord, { registration });
        const said = reportWords[language][`rancher_${state}`];
        expect(html.includes(said)).toBe(state !== "none");
        expect(html.includes("https://rancher.example")).toBe(state !== "none");
      }
    },
  );

  it("of a run that never ended, without a record, or of nothing at all", () => {
    expect(report("en", events.slice(0, 5))).toContain("Outcome: not ended");
    expect(report("en", events, undefined)).toContain("Outcome: done");
    expect(report("ja", [])).toContain("結果");
  });
});

describe("its signature", () => {
  const key = openLaptopKey(folder);
  const html = withSignature(Buffer.from(report("en")), "html", key);
  const pdf = withSignature(Buffer.from("%PDF-1.4\nbody\n%%EOF\n"), "pdf", key);

  it("is the laptop's, and the same after it was read again", () => {
    expect(verifySigned(html)).toEqual({ is: "intact", key: key.key });
    expect(verifySigned(pdf)).toEqual({
      is: "intact",
      key: openLaptopKey(folder).key,
    });
  });

  it("does not fit where any byte was changed, taken away or put behind", () => {
    for (const whole of [html, pdf])
      for (
        let place = 0;
        place < whole.length;
        place += 1 + Math.floor(whole.length / 300)
      ) {
        const changed = Buffer.from(whole);
        changed[place] = (changed[place] ?? 0) ^ 1;
        expect(verifySigned(changed).is, `byte ${place}`).not.toBe("intact");
        expect(verifySigned(whole.subarray(0, place)).is).not.toBe("intact");
      }
    expect(verifySigned(Buffer.concat([html, Buffer.from(" ")])).is).toBe(
      "altered",
    );
    expect(verifySigned(Buffer.concat([html, html])).is).toBe("altered");
  });

  it("is missing from other files", () => {
    for (const text of ["", "%PDF-1.7\n%%EOF", "<html></html>"])
      expect(verifySigned(Buffer.from(text)).is).toBe("unsigned");
  });
});
