import "./discovery.css";
import { useEffect, useState } from "react";
import type { Api } from "../../common/ipc/faces.ts";
import type { FoundHost, OwnNetwork } from "../../common/model/discovery.ts";
import { foundId } from "../../common/model/discovery.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { FailurePanel } from "../ui/FailurePanel.tsx";
import { CheckField, Field } from "../ui/Field.tsx";
import { Empty } from "../ui/Panel.tsx";
import { Progress } from "../ui/Progress.tsx";
import { Refusal } from "../ui/Refusal.tsx";
import { FoundItem } from "./FoundItem.tsx";
import { discoveryWords } from "./discovery-words.ts";
import type { Taking } from "./taking.ts";
import { useSearch } from "./use-search.ts";

const unconfirmed = /^range-(large|public|foreign)$/;

/** Finds servers in the laptop's networks; one touch takes one into the station. */
export function DiscoveryDialog({
  api,
  takingOf,
  onTake,
  onClose,
}: {
  readonly api: Api["discovery"];
  readonly takingOf: (host: FoundHost) => Taking;
  readonly onTake: (host: FoundHost, taking: Taking) => void;
  readonly onClose: () => void;
}) {
  const { say } = useWords(discoveryWords);
  const { search, start, stop } = useSearch(api);
  const [networks, setNetworks] = useState<readonly OwnNetwork[]>([]);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [more, setMore] = useState("");
  const { hosts, running, searched, failure, bug } = search;

  useEffect(() => {
    let here = true;
    void api.networks(null).then((answer) => {
      if (!here) return;
      const all = answer.ok ? answer.value : [];
      const usual = all.filter(({ kind }) => kind !== "virtual");
      const first = (usual.length > 0 ? usual : all).map(
        ({ offered }) => offered,
      );
      setNetworks(all);
      setChosen(first);
      // Nobody should have to ask for what everybody wants here.
      void start(null, false);
    });
    return () => {
      here = false;
    };
  }, [api, start]);

  const ranges = [
    ...new Set([...chosen, ...(more.trim() ? [more.trim()] : [])]),
  ];
  const again = (confirmed: boolean) => void start(ranges, confirmed);
  return (
    <Dialog
      wide
      title={say("title")}
      onEscape={onClose}
      actions={<Button onClick={onClose}>{say("close")}</Button>}
    >
      <div className="discovery">
        <section className="discovery-where" aria-label={say("networks")}>
          {networks.map((network) => (
            <CheckField
              key={`${network.interface} ${network.range}`}
              label={say("network", {
                interface: network.interface,
                range: network.offered,
              })}
              hint={say(`network.${network.kind}`, {
                address: network.address,
              })}
              checked={chosen.includes(network.offered)}
              onChange={(yes) =>
                setChosen(
                  yes
                    ? [...chosen, network.offered]
                    : chosen.filter((range) => range !== network.offered),
                )
              }
            />
          ))}
          <Field
            label={say("network.more")}
            hint={say("network.more.hint")}
            value={more}
            technical
            onChange={setMore}
          />
          {running ? (
            <Button onClick={stop}>{say("stop")}</Button>
          ) : (
            <Button
              kind="main"
              icon="again"
              disabled={ranges.length === 0}
              onClick={() => again(false)}
            >
              {say("search")}
            </Button>
          )}
        </section>
        <section className="discovery-found" aria-label={say("title")}>
          <div className="discovery-state" role="status">
            {running ? (
              <>
                <span>
                  {searched === null
                    ? say("searching")
                    : say("searched", searched)}
                </span>
                <Progress
                  share={
                    searched === null ? null : searched.addresses / searched.of
                  }
                  label={say("searching")}
                />
              </>
            ) : (
              <span>{say("ended", { hosts: hosts.length })}</span>
            )}
          </div>
          <Refusal refused={bug === null ? null : { bug }} />
          {failure !== null && (
            <FailurePanel
              failure={failure}
              doing={say("searching")}
              actions={
                unconfirmed.test(failure.code) && (
                  <Button onClick={() => again(true)}>{say("confirm")}</Button>
                )
              }
            />
          )}
          {hosts.length === 0 && !running && failure === null && (
            <Empty icon="server" title={say("empty")}>
              {say("empty.text")}
            </Empty>
          )}
          <ul className="found-list">
            {hosts.map((host) => (
              <FoundItem
                key={foundId(host)}
                host={host}
                taking={takingOf(host)}
                onTake={(taking) => onTake(host, taking)}
              />
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}
