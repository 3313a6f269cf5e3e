import type { HostSummary, Replay } from "../../common/ipc/snapshot.ts";
import { checkText } from "../../common/messages/checks/check-text.ts";
import { word } from "../../common/messages/sentence.ts";
import type { Finding } from "../../common/model/finding.ts";
import { LevelMark } from "../ui/Level.tsx";
import { Panel } from "../ui/Panel.tsx";
import { useWords } from "../i18n/use-words.ts";
import { planView } from "../plan/plan-view.ts";
import { PlanOfHost, PlanTotals } from "../plan/PlanScreen.tsx";
import type { ReplayTimeline } from "./timeline.ts";
import { replayWords } from "./words.ts";

interface Props {
  readonly timeline: ReplayTimeline;
  /** How many events there had been. */
  readonly count: number;
}

/** What the last try up to then had found, on the hosts as they were recorded. */
export function ReplayedCheck({
  timeline,
  count,
  replay,
}: Props & { readonly replay: Replay }) {
  const { say } = useWords(replayWords);
  const events = timeline.events.slice(begunAt(timeline, count), count);
  const findings = events.flatMap((event) =>
    event.type === "finding" ? [event.finding] : [],
  );
  const hosts = hostsOf(replay);
  if (hosts.length === 0) return <p className="quiet">{say("no.findings")}</p>;
  return (
    <div
      className="replay-scroll"
      tabIndex={0}
      role="region"
      aria-label={say("hosts")}
    >
      {hosts.map((host) => (
        <FoundOnHost
          key={host.name}
          host={host}
          passed={events.reduce(
            (sum, event) =>
              event.type === "checks-passed" && event.host === host.name
                ? sum + event.checks.length
                : sum,
            0,
          )}
          findings={findings.filter((one) => one.host === host.name)}
        />
      ))}
    </div>
  );
}

/** What asked for something, and who went on in spite of it; how many were well. */
function FoundOnHost({
  host,
  passed,
  findings,
}: {
  readonly host: HostSummary;
  readonly passed: number;
  readonly findings: readonly Finding[];
}) {
  const { say, language } = useWords(replayWords);
  return (
    <Panel
      title={host.name}
      icon={host.role === "server" ? "server" : "computer"}
    >
      <p className="quiet small">
        {host.address} · {host.os} · {host.machine}
      </p>
      <p>{say("passed", { passed })}</p>
      {findings.map((finding) => {
        const { check, level, accepted } = finding;
        if (level !== "warn" && level !== "fail") return null;
        const { title, seen } = checkText(finding, language);
        return (
          <div key={check} className="replay-finding">
            <LevelMark level={level} text={word(`level.${level}`, language)} />
            <div>
              <strong>{title}</strong>
              <p>{seen}</p>
              {accepted !== undefined && (
                <p className="quiet">
                  {accepted.by}: {accepted.reason}
                </p>
              )}
            </div>
          </div>
        );
      })}
    </Panel>
  );
}

export function ReplayedPlan({ timeline, count }: Props) {
  const { say } = useWords(replayWords);
  const begun = timeline.events[begunAt(timeline, count)];
  if (begun?.type !== "run-started" && begun?.type !== "run-resumed")
    return null;
  return (
    <div
      className="replay-scroll"
      tabIndex={0}
      role="region"
      aria-label={say("steps")}
    >
      <PlanTotals plan={begun.plan} />
      {planView(begun.plan).hosts.map((host) => (
        <PlanOfHost key={host.host} {...host} />
      ))}
    </div>
  );
}

/** Where the try begins that was going on. */
function begunAt({ events }: ReplayTimeline, count: number): number {
  for (let at = Math.max(1, count) - 1; at > 0; at -= 1)
    if (events[at]?.type === "run-resumed") return at;
  return 0;
}

function hostsOf({ record }: Replay): HostSummary[] {
  return (record?.station.hosts ?? []).flatMap((spec) => {
    const facts = record?.hosts.find(({ name }) => name === spec.name)?.facts;
    return facts === undefined
      ? []
      : [
          {
            name: spec.name,
            role: spec.role,
            address: spec.address,
            os: facts.os.name,
            machine: facts.machine,
            cpus: facts.cpus,
            memory: facts.memory,
            k3s: "",
            fingerprint: spec.hostKey ?? "",
          },
        ];
  });
}
