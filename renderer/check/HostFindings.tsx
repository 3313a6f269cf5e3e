import { checkText } from "../../common/messages/checks/check-text.ts";
import { formatBytes } from "../../common/messages/sentence.ts";
import type { HostSummary } from "../../common/ipc/snapshot.ts";
import type { Finding } from "../../common/model/finding.ts";
import { useWords } from "../i18n/use-words.ts";
import { LevelMark } from "../ui/Level.tsx";
import { Panel } from "../ui/Panel.tsx";
import { hostView, markOf, type FamilyView } from "./check-view.ts";
import { FindingCard, type FindingActions } from "./FindingCard.tsx";
import { checkWords } from "./words.ts";

/** One host: what asks for something first, and folded away what is well. */
export function HostFindings({
  host,
  findings,
  ...actions
}: {
  readonly host: HostSummary;
  readonly findings: readonly Finding[];
} & FindingActions) {
  const { say } = useWords(checkWords);
  const view = hostView(findings, host.name);
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
      actions={
        <LevelMark
          level={markOf[view.worst]}
          text={say(`standing.${view.worst}`)}
        />
      }
    >
      <p className="quiet small">
        {say(`role.${host.role}`)} · {facts.join(" · ")}
      </p>
      {view.open.map(({ family, findings: open }) => (
        <section key={family} className="family">
          <h3>{say(`family.${family}`)}</h3>
          <ul>
            {open.map((finding) => (
              <FindingCard key={finding.check} finding={finding} {...actions} />
            ))}
          </ul>
        </section>
      ))}
      <details className="passed">
        <summary>
          {say(view.unseen > 0 ? "passed.unseen" : "passed", {
            passed: view.passed,
            unseen: view.unseen,
          })}
        </summary>
        {view.well.map((family) => (
          <WellFamily key={family.family} {...family} />
        ))}
      </details>
    </Panel>
  );
}

function WellFamily({ family, findings }: FamilyView) {
  const { language, say } = useWords(checkWords);
  return (
    <section className="family">
      <h3>{say(`family.${family}`)}</h3>
      <ul className="well">
        {findings.map((finding) => (
          <li key={finding.check} data-level={finding.level}>
            {checkText(finding, language).title}
            {finding.level === "unseen" && (
              <span className="quiet"> ({say("standing.unseen")})</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
