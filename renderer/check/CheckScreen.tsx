import "./check.css";
import { useState } from "react";
import type { Finding } from "../../common/model/finding.ts";
import { useWords } from "../i18n/use-words.ts";
import { Bug } from "../ui/Bug.tsx";
import { Button } from "../ui/Button.tsx";
import { Empty, Notice } from "../ui/Panel.tsx";
import type { ScreenProps } from "../wizard/face.ts";
import { ScreenFrame } from "../wizard/ScreenFrame.tsx";
import { useAsk } from "../wizard/use-ask.ts";
import { AcceptDialog } from "./AcceptDialog.tsx";
import { fixable, stopping, worstOf } from "./check-view.ts";
import { HostFindings } from "./HostFindings.tsx";
import { checkWords } from "./words.ts";

/** What was found on the hosts: mended by hand, by the plan, or accepted with a reason. */
export function CheckScreen({ snapshot, api, go }: ScreenProps) {
  const { say } = useWords(checkWords);
  const { ask, busy: asking, refused } = useAsk();
  const [accepting, setAccepting] = useState<Finding | null>(null);
  const { findings, hosts, plan, busy } = snapshot;
  const looking = busy?.with === "signing-in" || findings === null;
  const open = stopping(findings ?? []);
  const worst = worstOf(findings ?? []);
  const accept = ({ host, check }: Finding, reason: string | null) =>
    void ask(() => api.checks.accept({ host, check, reason }));
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
          {open > 0 ? (
            <Notice tone="bad" title={say("some-fail", { count: open })}>
              <p>{say("some-fail.text")}</p>
            </Notice>
          ) : worst === "warn" ? (
            <Notice tone="warn" title={say("some-warn")} />
          ) : (
            <Notice tone="good" title={say("all-good")}>
              <p>{say("all-good.text")}</p>
            </Notice>
          )}
          {hosts.map((host) => (
            <HostFindings
              key={host.name}
              host={host}
              findings={findings}
              asking={asking}
              onAccept={setAccepting}
              onWithdraw={(finding) => accept(finding, null)}
              onFix={(finding, on) => {
                const check = fixable(finding);
                if (check !== undefined)
                  void ask(() =>
                    api.checks.fix({ host: finding.host, check, on }),
                  );
              }}
            />
          ))}
        </>
      )}
      {accepting !== null && (
        <AcceptDialog
          finding={accepting}
          onCancel={() => setAccepting(null)}
          onAccept={(reason) => {
            setAccepting(null);
            accept(accepting, reason);
          }}
        />
      )}
    </ScreenFrame>
  );
}
