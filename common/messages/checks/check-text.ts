import type { CheckId } from "../../model/check.ts";
import type { Finding } from "../../model/finding.ts";
import type { Language } from "../language.ts";
import { failures } from "../failures/all.ts";
import { fill } from "../sentence.ts";
import { checkTexts } from "./all.ts";

export interface CheckText {
  readonly title: string;
  /** Empty where all is well. */
  readonly seen: string;
  readonly why: string;
  /** What to do beside `finding.mend`; empty where that says all, and where all is well. */
  readonly mend: string;
}

/** All that is shown of a finding, but for its commands. */
export function checkText(
  { check, host, level, data }: Finding,
  language: Language,
): CheckText {
  const texts = checkTexts[check][language];
  const all = { ...data, host };
  const said = (text: string | undefined) =>
    text === undefined ? "" : fill(text, all, language);
  if (level === "ok" || level === "unseen")
    return { title: texts.title, seen: "", why: said(texts.why), mend: "" };
  const code = coded[check];
  const failure = code === undefined ? undefined : failures[code][language];
  return {
    title: texts.title,
    seen: said(texts.seen ?? failure?.what),
    why: said(texts.why),
    mend: said(texts.mend ?? failure?.todo),
  };
}

/** Checks whose sentences are their failure's. */
const coded: Readonly<Partial<Record<CheckId, keyof typeof failures>>> = {
  "os.linux": "os-unsupported",
  "os.systemd": "os-unsupported",
  "os.architecture": "arch-unsupported",
  "os.bundle-architecture": "bundle-wrong-arch",
  "os.tools": "tool-missing",
  "os.host-name": "host-name-invalid",
  "memory.size": "memory-too-small",
  "disk.free": "disk-too-small",
  "network.default-route": "no-default-route",
  "network.overlap": "network-overlap",
  "network.ports": "ports-in-use",
  "network.ports-udp": "ports-in-use",
  "clock.laptop": "clock-off",
  "conflicts.k3s": "other-k3s",
  "conflicts.rke2": "other-kubernetes",
  "conflicts.rancher-agent": "other-kubernetes",
  "conflicts.kubeadm": "other-kubernetes",
  "conflicts.microk8s": "other-kubernetes",
  "conflicts.k0s": "other-kubernetes",
  "conflicts.minikube": "other-kubernetes",
  "conflicts.kubeedge": "other-kubernetes",
};
