import { failed } from "../../common/model/failure.ts";
import type { RancherCluster } from "../../common/model/rancher.ts";
import type {
  NewCluster,
  RancherApi,
  Registration,
} from "../../main/ports/rancher-api.ts";

/**
 * The port to Rancher over a map. It leaves out HTTP, rights, states and time; names are unique without
 * case, as at Rancher. `before` may throw or wait before any call.
 */
export class FakeRancher {
  readonly clusters = new Map<string, RancherCluster>();
  readonly calls: string[] = [];
  before: (call: string, subject: string) => Promise<void> | void = () =>
    undefined;
  /** After the cluster was made: the answer is lost where this throws. */
  afterCreate: (name: string) => void = () => undefined;
  expires: string | undefined = "2026-12-24T00:00:00.000Z";
  caChecksum = "";
  serverVersion = "v2.15.0";
  operations = true;
  /** Calls that are under way at this moment, and the most that ever were. */
  busy = 0;
  busiest = 0;
  #next = 0;

  readonly api: RancherApi = {
    url: "https://rancher.example",
    server: () =>
      this.#call("server", "", () => ({
        version: this.serverVersion,
        minor: 15,
        serverUrl: "https://rancher.example",
        caChecksum: this.caChecksum,
        agentTls: "strict" as const,
        registry: "",
        tokenLife: { minutes: 43_200, grace: 180 },
        kubernetesMinors: [34, 35, 36],
        operations: this.operations,
      })),
    findCluster: (name) => this.#call("find", name, () => this.#named(name)),
    cluster: (id) => this.#call("cluster", id, () => this.#known(id)),
    clusters: () => {
      throw new Error("is not used here");
    },
    createCluster: (wanted) =>
      this.#call("create", wanted.name, () => this.#create(wanted)),
    updateCluster: (id, { labels, annotations }) =>
      this.#call("update", id, () => {
        const cluster = this.#known(id);
        const changed = {
          ...cluster,
          labels: { ...cluster.labels, ...labels },
          annotations: { ...cluster.annotations, ...annotations },
        };
        this.clusters.set(id, changed);
        return changed;
      }),
    deleteCluster: (id) =>
      this.#call("delete", id, () => {
        this.clusters.delete(id);
      }),
    registration: (id) =>
      this.#call("registration", id, (): Registration => {
        this.#known(id);
        return {
          clusterId: id,
          token: `token-of-${id}`,
          manifestUrl: `https://rancher.example/v3/import/token-of-${id}_${id}.yaml`,
          ...(this.expires !== undefined && { expires: this.expires }),
        };
      }),
    manifest: ({ clusterId }) =>
      this.#call("manifest", clusterId, () => ({
        text: `manifest-secret of ${clusterId}`,
        server: "https://rancher.example",
        caChecksum: this.caChecksum,
        image: "rancher/rancher-agent:v2.15.0",
        strict: true,
      })),
    close: () => Promise.resolve(),
  };

  count(call: string): number {
    return this.calls.filter((each) => each.startsWith(`${call} `)).length;
  }

  async #call<T>(call: string, subject: string, work: () => T): Promise<T> {
    this.calls.push(`${call} ${subject}`);
    this.busy += 1;
    this.busiest = Math.max(this.busiest, this.busy);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      await this.before(call, subject);
      return work();
    } finally {
      this.busy -= 1;
    }
  }

  #named(name: string): RancherCluster | undefined {
    return [...this.clusters.values()].find(
      (cluster) => cluster.name.toLowerCase() === name.toLowerCase(),
    );
  }

  #known(id: string): RancherCluster {
    const cluster = this.clusters.get(id);
    if (cluster === undefined)
      throw failed("rancher-cluster-missing", { data: { cluster: id } });
    return cluster;
  }

  #create({ name, labels, annotations }: NewCluster): RancherCluster {
    if (this.#named(name) !== undefined)
      throw failed("rancher-name-taken", { data: { name } });
    const id = `c-${String((this.#next += 1)).padStart(5, "0")}`;
    const cluster: RancherCluster = {
      id,
      name,
      state: "pending",
      transitioning: "yes",
      message: "",
      labels,
      annotations,
      conditions: [],
      version: "",
      nodeCount: 0,
      created: "",
      lastSeen: "",
    };
    this.clusters.set(id, cluster);
    this.afterCreate(name);
    return cluster;
  }
}
