import { failed } from "../../common/model/failure.ts";
import { filesFor } from "../../common/model/manifest.ts";
import type { Step, StepWork } from "../engine/step.ts";
import type { ClusterApi } from "../ports/cluster-api.ts";
import { missingImages, missingPods } from "./cluster-expectation.ts";
import {
  needed,
  serverWork,
  type HostWork,
  type StationWork,
} from "./remote-work.ts";
import { stepId } from "./scripted-step.ts";

const patience = 10 * 60 * 1000;
const kubeconfigPath = "/etc/rancher/k3s/k3s.yaml";

type Lacking =
  | { readonly code: "cluster-api-failed"; readonly reason: string }
  | { readonly code: "nodes-not-ready"; readonly nodes: string }
  | { readonly code: "pods-not-ready"; readonly pods: string }
  | { readonly code: "images-missing"; readonly images: string };

/** The cluster proved: all nodes Ready, system pods up, every image of the list on every host. */
export function clusterStep(work: StationWork): Step {
  const server = serverWork(work);
  const planned = {
    id: stepId(server, "cluster-ready"),
    name: "cluster-ready" as const,
    host: server.spec.name,
    after: work.hosts.map((host) => stepId(host, "k3s-start")),
    bytes: 0,
    seconds: 40,
    changes: [],
  };
  return {
    planned,
    check: async (stepWork) => {
      // Asked before K3s is there as well: then it is simply not so yet.
      if (!(await kubeconfigThere(server, stepWork))) return false;
      return withApi(work, server, async (api) =>
        lacking(work, api, stepWork).then((lack) => lack === undefined),
      );
    },
    apply: (stepWork) =>
      withApi(work, server, async (api) => {
        const end = work.clock.now() + patience;
        for (;;) {
          const lack = await lacking(work, api, stepWork);
          if (lack === undefined) return;
          const { code, ...data } = lack;
          stepWork.progress({ phase: "wait" });
          stepWork.line(Object.values(data).join(" "));
          if (work.clock.now() > end)
            throw failed(code, { host: server.spec.name, data, retry: true });
          await work.clock.sleep(700, stepWork.signal).catch(() => {
            throw failed("aborted");
          });
        }
      }),
    verify: () => Promise.resolve(),
    undo: () => Promise.resolve(),
  };
}

async function kubeconfigThere(
  server: HostWork,
  { signal }: StepWork,
): Promise<boolean> {
  const answer = await server.remote.ask({
    label: "cluster-ready check",
    script: `[ -s ${kubeconfigPath} ] && systemctl is-active -q k3s`,
    signal,
  });
  return answer.code === 0;
}

/** Reads the kubeconfig of the server: an administrator's key, a secret. */
export async function readKubeconfig(
  work: Pick<StationWork, "keepSecret">,
  server: Pick<HostWork, "remote" | "spec">,
): Promise<string> {
  const answer = await server.remote.ask({
    label: "kubeconfig read",
    script: `cat ${kubeconfigPath}`,
    secret: true,
  });
  if (answer.code !== 0)
    throw failed("token-unreadable", {
      host: server.spec.name,
      data: { path: kubeconfigPath },
      retry: true,
    });
  const key = /client-key-data:\s*(\S+)/.exec(answer.stdout)?.[1];
  if (key !== undefined) work.keepSecret(key);
  return answer.stdout;
}

async function withApi<T>(
  work: StationWork,
  server: HostWork,
  use: (api: ClusterApi) => Promise<T>,
): Promise<T> {
  const api = work.openClusterApi(
    await readKubeconfig(work, server),
    server.remote,
  );
  try {
    return await use(api);
  } finally {
    await api.close();
  }
}

async function lacking(
  work: StationWork,
  api: ClusterApi,
  stepWork: StepWork,
): Promise<Lacking | undefined> {
  try {
    if (!(await api.ready()))
      return { code: "cluster-api-failed", reason: "readyz: not ok" };
    const nodes = await api.nodes();
    const waiting = work.hosts
      .map(({ spec }) => spec.name)
      .filter(
        (name) => !nodes.some((node) => node.name === name && node.ready),
      );
    if (waiting.length > 0)
      return { code: "nodes-not-ready", nodes: waiting.join(", ") };
    const pods = missingPods(
      await api.pods("kube-system"),
      work.station.k3s.disable,
    );
    if (pods.length > 0)
      return { code: "pods-not-ready", pods: pods.join(", ") };
  } catch (error) {
    // A start-up is full of refused connections; only lasting ones count.
    if (stepWork.signal.aborted) throw failed("aborted");
    return { code: "cluster-api-failed", reason: (error as Error).message };
  }
  return imagesLacking(work, stepWork);
}

async function imagesLacking(
  work: StationWork,
  stepWork: StepWork,
): Promise<Lacking | undefined> {
  for (const host of work.hosts) {
    const { arch, remote } = host;
    const list = needed(
      filesFor(work.bundle.manifest, arch, "k3s-image-list")[0],
      arch,
      "k3s-image-list",
    );
    const [wanted, answer] = await Promise.all([
      work.bundle.text(list),
      remote.ask({
        label: "cluster-ready images",
        script: "/usr/local/bin/k3s ctr images list -q",
        signal: stepWork.signal,
      }),
    ]);
    const missing = missingImages(wanted, answer.stdout);
    if (missing.length > 0)
      return {
        code: "images-missing",
        images: `${host.spec.name}: ${missing.join(", ")}`,
      };
  }
  return undefined;
}
