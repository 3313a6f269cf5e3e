// A run as it could be, at the moment that is asked for.
export const hosts = ["pump-1", "till-2"];

const steps = [
  ["pump-1", "host-kernel", 5, 0],
  ["pump-1", "host-firewall", 5, 0],
  ["pump-1", "docker-upload", 20, 80e6],
  ["pump-1", "docker-programs", 15, 0],
  ["pump-1", "docker-config", 3, 0],
  ["pump-1", "docker-service", 10, 0],
  ["pump-1", "k3s-upload", 60, 640e6],
  ["pump-1", "k3s-config", 3, 0],
  ["pump-1", "k3s-install", 20, 0],
  ["pump-1", "k3s-start", 45, 0],
  ["till-2", "host-kernel", 5, 0],
  ["till-2", "docker-upload", 20, 80e6],
  ["till-2", "docker-programs", 15, 0],
  ["till-2", "docker-service", 10, 0],
  ["till-2", "k3s-upload", 60, 640e6],
  ["till-2", "k3s-install", 20, 0],
  ["till-2", "k3s-join", 30, 0],
  ["pump-1", "cluster-ready", 20, 0],
].map(([host, name, seconds, bytes]) => ({
  id: `${host}/${name}`,
  name,
  host,
  after: [],
  bytes,
  seconds,
  changes: [],
}));

const plan = {
  station: "s-0815",
  bundle: {
    name: "Autumn",
    sequence: 7,
    digest: "d",
    k3s: "v1.35.1+k3s1",
    docker: "29.0.1",
  },
  steps,
};
const failure = {
  code: "k3s-start-failed",
  host: "pump-1",
  command: "systemctl start k3s.service",
  exitCode: 1,
  lastLines: [
    "Job for k3s.service failed because the control process exited with error code.",
    'level=fatal msg="Error: failed to listen on 0.0.0.0:6443: address already in use"',
    "k3s.service: Main process exited, code=exited, status=1/FAILURE",
  ],
  data: { reason: "failed to listen on 0.0.0.0:6443: address already in use" },
  retry: true,
};

export function canned(state) {
  const begin = Date.now() - 90_000;
  const events = [];
  const put = (seconds, event) =>
    events.push({
      seq: events.length + 1,
      time: new Date(begin + seconds * 1000).toISOString(),
      ...event,
    });
  const ended = (id, outcome, more = {}) =>
    put(40, {
      type: "step-ended",
      step: id,
      outcome,
      bytes: 0,
      took: 4200,
      ...more,
    });
  put(0, {
    type: "run-started",
    version: 1,
    run: "run-1",
    kind: "install",
    app: "0.1.0",
    owner: "a@b",
    plan,
  });
  const wells = state === "done" ? steps.length : 6;
  for (const { id } of steps.slice(0, wells)) {
    put(1, { type: "step-started", step: id });
    ended(id, id.endsWith("kernel") ? "skipped" : "done");
  }
  const send = (id, seconds, bytes, total, line) =>
    put(seconds, {
      type: "step-progress",
      step: id,
      phase: "send",
      bytes,
      totalBytes: total,
      line,
    });
  if (state === "running") {
    put(70, { type: "step-started", step: "pump-1/k3s-upload" });
    put(70, { type: "step-started", step: "till-2/host-kernel" });
    ended("till-2/host-kernel", "done");
    send("pump-1/k3s-upload", 84, 180e6, 640e6);
    send("pump-1/k3s-upload", 89, 320e6, 640e6);
    put(80, { type: "step-started", step: "till-2/docker-programs" });
    put(88, {
      type: "step-progress",
      step: "till-2/docker-programs",
      phase: "run",
      bytes: 0,
      totalBytes: 0,
      line: "Created symlink /etc/systemd/system/multi-user.target.wants/docker.service",
    });
  }
  if (state === "failed") {
    put(70, { type: "step-started", step: "pump-1/k3s-start" });
    ended("pump-1/k3s-start", "failed", { failure });
    put(88, { type: "step-started", step: "till-2/docker-programs" });
    ended("till-2/docker-programs", "aborted");
    put(89, {
      type: "run-ended",
      outcome: "failed",
      skipped: 1,
      bytes: 0,
      failure,
    });
  }
  if (state === "done")
    put(89, { type: "run-ended", outcome: "done", skipped: 1, bytes: 1440e6 });
  const host = (name) => ({
    name,
    role: "server",
    address: "192.0.2.1",
    os: "Debian 12",
    machine: "x86_64",
    cpus: 4,
    memory: 8e9,
    fingerprint: "SHA256:x",
  });
  return {
    events,
    snapshot: {
      seq: 1,
      app: "0.1.0",
      known: [],
      station: null,
      bundle: null,
      busy: null,
      question: null,
      hosts: [host("pump-1")],
      findings: [],
      plan,
      unfinished: null,
      failure: null,
      run: { run: "run-1", kind: "install", state, seq: events.length },
    },
    output: {
      "pump-1": `\u001b[1m── docker-programs apply\u001b[0m
extracting docker-29.0.1.tgz
\u001b[32mok\u001b[0m /usr/local/bin/dockerd  \u001b[33mwarn\u001b[0m kept old containerd  \u001b[31merror\u001b[0m none  \u001b[34mblue\u001b[0m \u001b[35mmagenta\u001b[0m \u001b[36mcyan\u001b[0m
\u001b[38;2;200;30;30mtruecolor\u001b[0m \u001b[38;5;208mpalette\u001b[0m \u001b[7minverse\u001b[0m 日本語 中文
\u001b[1m── k3s-upload apply\u001b[0m
k3s-airgap-images-amd64.tar.zst 320 MB of 640 MB
`,
      "till-2": "Created symlink docker.service\n",
    },
  };
}
