// The capabilities of Linux by number, as docker's --cap-add names them. Not
// the last three: Debian's Docker does not know them, and SYS_ADMIN has them in it.
const names = (
  "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP " +
  "LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK " +
  "IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN " +
  "SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE " +
  "AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM " +
  "BLOCK_SUSPEND AUDIT_READ"
).split(" ");

/** The names in the bounding set of a /proc/PID/status text. */
export const capabilities = (status: string): string[] => {
  const mask = BigInt(
    `0x${/^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`,
  );
  return names.filter((_, bit) => ((mask >> BigInt(bit)) & 1n) === 1n);
};
