/** Every check there is, as findings name it: a support code carries them. A test compares this with the checks. */
export const checkIds = [
  "clock.laptop",
  "conflicts.cgroup",
  "conflicts.k3s",
  "conflicts.kubernetes",
  "disk.free",
  "memory.size",
  "network.default-route",
  "network.overlap",
  "network.ports",
  "os.architecture",
  "os.bundle-architecture",
  "os.host-name",
  "os.linux",
  "os.systemd",
  "os.tools",
  "security.selinux",
] as const;
