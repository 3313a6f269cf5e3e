// What the stand-in knows: users and their tokens, clusters and theirs, settings, and what is to go wrong.
import { randomBytes } from "node:crypto";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  /** Global roles: user-base, clusters-create, admin. */
  readonly roles: ReadonlySet<string>;
  enabled: boolean;
}

export interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
  lastUpdateTime: string;
}

export interface Cluster {
  readonly id: string;
  name: string;
  description: string;
  readonly creator: string;
  readonly created: string;
  /** Since when it is being removed. */
  removed: string | undefined;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  agentEnv: { name: string; value: string }[];
  state: string;
  transitioning: string;
  message: string;
  conditions: Map<string, Condition>;
  version: string;
  nodeCount: number;
  /** How often an agent has connected with a good token. */
  connections: number;
  registration: RegistrationToken;
}

export interface RegistrationToken {
  token: string;
  /** Still taken until `graceEnds`. */
  previous: string | undefined;
  /** Milliseconds since 1970; undefined: for ever. */
  expires: number | undefined;
  graceEnds: number | undefined;
  /** Reads of the list until it is filled. */
  emptyReads: number;
}

/** What is to go wrong, set by a test at any moment. */
export interface Faults {
  /** Milliseconds before every answer. */
  slow: number;
  /** So many of the next answers are a balancer's 502. */
  gateway: number;
  /** Everything is redirected to somebody's sign-in page. */
  signInPage: boolean;
  /** The import manifest is a web page. */
  htmlManifest: boolean;
  /** So many reads show `{token}`, as the record in Kubernetes does from 2.13.8 on. */
  placeholder: number;
  /** Seconds by which the server's clock is ahead, in its answers' Date. */
  clock: number;
  /** server-url was never set: registration tokens stay empty. */
  noServerUrl: boolean;
  /** What is presented as cacerts instead of the real one. */
  cacerts: string | undefined;
}

export const noFaults = (): Faults => ({
  slow: 0,
  gateway: 0,
  signInPage: false,
  htmlManifest: false,
  placeholder: 0,
  clock: 0,
  noServerUrl: false,
  cacerts: undefined,
});

/** Of what takes a real one seconds or minutes. */
const removalMs = 2000;

const letters = "bcdfghjklmnpqrstvwxz2456789";

/** As Kubernetes makes random ends of names. */
export const randomName = (length: number): string =>
  [...randomBytes(length)]
    .map((byte) => letters[byte % letters.length])
    .join("");

export const newSecret = (): string => randomName(54);

export class Patch {
  readonly minor: number;
  readonly patch: number;
  readonly text: string;

  constructor(version: string) {
    const [, minor = "", patch = ""] = /^v2\.(\d+)\.(\d+)/.exec(version) ?? [];
    if (patch === "") throw new Error(`no version of Rancher: ${version}`);
    this.text = version;
    this.minor = Number(minor);
    this.patch = Number(patch);
  }

  /** Whether it is this patch of this minor, or anything newer than that. */
  from(minor: number, patch: number): boolean {
    return this.minor === minor ? this.patch >= patch : this.minor > minor;
  }

  /** Tokens of clusters live in secrets and can be replaced (facts D.6). */
  get rotates(): boolean {
    if (this.minor === 13) return this.patch >= 8;
    if (this.minor === 14) return this.patch >= 4;
    return this.minor >= 15;
  }
}

export class State {
  readonly version: Patch;
  readonly users = new Map<string, User>();
  readonly tokens = new Map<
    string,
    { user: User; expires: number; cluster: string | undefined }
  >();
  readonly clusters = new Map<string, Cluster>();
  /** Deleted, and still shown for a while. */
  readonly removing = new Map<string, Cluster>();
  readonly settings = new Map<string, string>();
  readonly features = new Map<string, boolean>();
  /** Method and path of every request, without tokens. */
  readonly requests: string[] = [];
  faults = noFaults();
  /** Set by whoever keeps the agents' connections. */
  onDeleted: (cluster: Cluster) => void = () => undefined;

  constructor(version: string) {
    this.version = new Patch(version);
    this.settings.set("agent-tls-mode", "strict");
    this.settings.set("system-default-registry", "");
    this.settings.set("server-version", version);
    if (this.version.rotates) {
      this.settings.set("crt-default-ttl-minutes", "43200");
      this.settings.set("crt-default-grace-period-minutes", "180");
      this.features.set("crt-token-ttl-rotation", this.version.minor >= 15);
    }
    if (this.version.minor >= 15)
      this.settings.set("imported-cluster-day2-ops-enabled", "true");
    this.settings.set("imported-cluster-version-management", "true");
    if (this.version.minor >= 14) this.features.set("v3-public", true);
  }

  addUser(name: string, password: string, roles: readonly string[]): User {
    const user: User = {
      id: `u-${randomName(5)}`,
      name,
      password,
      roles: new Set(roles),
      enabled: true,
    };
    this.users.set(name, user);
    return user;
  }

  /** `token-xxxxx:secret`, good for so many milliseconds; with `cluster` for that one only. */
  addToken(user: User, life = 16 * 3600 * 1000, cluster?: string): string {
    const token = `token-${randomName(5)}:${newSecret()}`;
    this.tokens.set(token, { user, expires: Date.now() + life, cluster });
    return token;
  }

  addCluster(
    creator: User,
    wanted: Pick<Cluster, "name" | "labels" | "annotations"> &
      Partial<Pick<Cluster, "description" | "agentEnv">>,
  ): Cluster {
    let id = `c-${randomName(5)}`;
    // Among thousands two are the same now and then.
    while (this.clusters.has(id)) id = `c-${randomName(5)}`;
    const cluster: Cluster = {
      description: "",
      agentEnv: [],
      ...wanted,
      id,
      creator: creator.id,
      created: new Date().toISOString(),
      removed: undefined,
      state: "pending",
      transitioning: "yes",
      message: "Waiting for API to be available",
      conditions: new Map(),
      version: "",
      nodeCount: 0,
      connections: 0,
      registration: {
        token: newSecret(),
        previous: undefined,
        expires: this.expiry(),
        graceEnds: undefined,
        emptyReads: 1,
      },
    };
    setCondition(cluster, "Pending", "Unknown");
    setCondition(cluster, "Provisioned", "Unknown");
    setCondition(cluster, "Waiting", "Unknown", "", cluster.message);
    this.clusters.set(cluster.id, cluster);
    return cluster;
  }

  /** Its controllers take their time: until then it is shown, and its name is free. */
  remove(cluster: Cluster): void {
    if (!this.clusters.delete(cluster.id)) return;
    cluster.removed = new Date().toISOString();
    cluster.state = "removing";
    cluster.transitioning = "yes";
    this.removing.set(cluster.id, cluster);
    setTimeout(() => this.removing.delete(cluster.id), removalMs).unref();
    this.onDeleted(cluster);
  }

  /** When a token made now is replaced; undefined where they live for ever. */
  expiry(): number | undefined {
    return this.features.get("crt-token-ttl-rotation") === true
      ? Date.now() +
          Number(this.settings.get("crt-default-ttl-minutes")) * 60_000
      : undefined;
  }

  /** What the controller does when a token's time is up. */
  rotate(cluster: Cluster): void {
    const grace = Number(
      this.settings.get("crt-default-grace-period-minutes") ?? 180,
    );
    cluster.registration = {
      token: newSecret(),
      previous: cluster.registration.token,
      expires: this.expiry(),
      graceEnds: Date.now() + grace * 60_000,
      emptyReads: 0,
    };
  }

  /** The cluster that this token registers as: the current one, or one in its grace. */
  clusterOf(token: string): Cluster | undefined {
    return [...this.clusters.values()].find(({ registration }) =>
      accepts(registration, token),
    );
  }
}

export const sees = (user: User, cluster: Cluster): boolean =>
  user.roles.has("admin") || cluster.creator === user.id;

export const accepts = (
  { token, previous, graceEnds }: RegistrationToken,
  shown: string,
): boolean =>
  shown === token ||
  (shown === previous && graceEnds !== undefined && graceEnds > Date.now());

export const setCondition = (
  cluster: Cluster,
  type: string,
  status: string,
  reason = "",
  message = "",
): void => {
  cluster.conditions.set(type, {
    type,
    status,
    reason,
    message,
    lastUpdateTime: new Date().toISOString(),
  });
};
