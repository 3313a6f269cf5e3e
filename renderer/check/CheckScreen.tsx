import "./check.css";
import { failureText, formatBytes } from "../../common/messages/sentence.ts";
import type { HostSummary } from "../../common/ipc/snapshot.ts";
import type { Finding } from "../../common/model/finding.ts";
import { useWords } from "../i18n/use-words.ts";
import { Bug } from "../ui/Bug.tsx";
import { Button } from "../ui/Button.tsx";
import { LevelMark } from "../ui/Level.tsx";
import { Empty, Notice, Panel } from "../ui/Panel.tsx";
import { Sentence } from "../ui/Sentence.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { familiesOf, type FamilyView, worstOf } from "./check-view.ts";
import { checkWords } from "./words.ts";

/** What was found on the hosts, and how what stands in the way is mended. */
export function CheckScreen({ snapshot, api, go }: ScreenProps) {
  const { say } = useWords(checkWords);
  const { ask, refused } = useAsk();
  const { findings, hosts, plan, busy } = snapshot;
  const looking = busy?.with === "signing-in" || findings === null;
  const level = worstOf(findings ?? []);
  return (
    <ScreenFrame
      screen="check"
      scrolls
      intro={say("intro")}
      aside={
        <Button
          icon="again"
          busy={looking}
          onClick={() => void ask(() => api.hosts.recheck(null))}
        >
          {say("again")}
        </Button>
      }
      onBack={() => go("server")}
      next={{
        disabled: plan === null,
        note: say(plan === null ? "note.fail" : "note.ok"),
        onNext: () => go("plan"),
      }}
    >
      <Bug refused={refused} />
      {looking ? (
        <div role="status">
          <Empty icon="check" title={say("busy")} />
        </div>
      ) : (
        <>
          <Notice
            tone={level === "ok" ? "good" : level === "warn" ? "warn" : "bad"}
            title={say(
              level === "ok"
                ? "all-good"
                : level === "warn"
                  ? "some-warn"
                  : "some-fail",
            )}
          >
            {level !== "warn" && (
              <p>{say(level === "ok" ? "all-good.text" : "some-fail.text")}</p>
            )}
          </Notice>
          {hosts.map((host) => (
            <HostFindings key={host.name} host={host} findings={findings} />
          ))}
        </>
      )}
    </ScreenFrame>
  );
}

function HostFindings({
  host,
  findings,
}: {
  readonly host: HostSummary;
  readonly findings: readonly Finding[];
}) {
  const { say } = useWords(checkWords);
  const families = familiesOf(findings, host.name);
  const level = worstOf(families.flatMap((family) => family.findings));
  const facts = [
    host.address,
    host.os,
    host.machine,
    say("cpus", { cpus: host.cpus }),
    formatBytes(host.memory),
  ];
  return (
    <Panel
      title={host.name}
      icon={host.role === "server" ? "server" : "computer"}
      actions={<LevelMark level={level} text={say(`level.${level}`)} />}
    >
      <p className="quiet small">
        {say(`role.${host.role}`)} · {facts.join(" · ")}
      </p>
      {families.length === 0 ? (
        <p>{say("none")}</p>
      ) : (
        families.map((family) => (
          <FamilyFindings key={family.family} {...family} />
        ))
      )}
    </Panel>
  );
}

function FamilyFindings({ family, findings }: FamilyView) {
  const { language, say } = useWords(checkWords);
  return (
    <section className="family">
      <h3>{say(`family.${family}`)}</h3>
      <ul>
        {findings.map((finding) => {
          const { check, code, host, data, level } = finding;
          if (code === undefined) return null;
          const { what, todo } = failureText({ code, host, data }, language);
          return (
            <li key={`${check} ${JSON.stringify(data)}`} className="finding">
              <LevelMark level={level} text={say(`level.${level}`)} />
              <div>
                <p className="finding-what">{what}</p>
                <p>
                  <span className="quiet">{say("mend")}: </span>
                  <Sentence text={todo} />
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
