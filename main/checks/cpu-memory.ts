import { given, ok, block, warn, type Checks } from "./check.ts";
import { kindOf } from "./system-kind.ts";

const MiB = 1024 * 1024;

/** A server wants 2 cores and 2 GB, an agent one and 512 MB (facts B.1); machines report a little less. */
export const cpuMemoryChecks: Checks<"cpu-memory"> = {
  "cpu.cores": ({ facts: { cpus: found }, host }) => {
    const need = host.role === "server" ? 2 : 1;
    return found >= need ? ok({ found, need }) : warn({ found, need });
  },

  "cpu.level": ({ facts }) =>
    facts.machine === "x86_64"
      ? given(facts.cpuLevel, (level) => {
          const data = { level, cpu: facts.hardware?.cpu ?? "" };
          return level >= 2 ? ok(data) : warn(data);
        })
      : undefined,

  "cpu.userland": ({ facts }) =>
    given(facts.userlandBits, (bits) =>
      bits === 32 ? warn({ bits }) : ok({ bits }),
    ),

  "cpu.load": ({ facts }) =>
    given(facts.load, (load) =>
      load > 2 * facts.cpus
        ? warn({ load, cpus: facts.cpus }, "top -b -n 1 | head -n 20")
        : ok({ load, cpus: facts.cpus }),
    ),

  "memory.size": ({ facts: { memory: found }, host }) => {
    const need = (host.role === "server" ? 1700 : 450) * MiB;
    return found >= need
      ? ok({ found, need })
      : block({ found, need }, [], "memory-too-small");
  },

  /** Rancher's agents take up to 1 GB more on the server (facts B.1). */
  "memory.rancher": ({ facts: { memory: found }, host }) => {
    if (host.role !== "server") return undefined;
    const need = 2700 * MiB;
    return found >= need ? ok({ found, need }) : warn({ found, need });
  },

  "memory.available": ({ facts, host }) => {
    if (facts.lastRun !== "") return undefined;
    const need = (host.role === "server" ? 1000 : 300) * MiB;
    return given(facts.memoryAvailable, (found) =>
      found >= need
        ? ok({ found, need })
        : warn({ found, need }, "ps -e -o rss,comm --sort=-rss | head"),
    );
  },

  /** K3s allows swap (facts B.4); a host that already lives on it is too small. */
  "memory.swap": ({ facts: { swap, swapUsed } }) =>
    given(swapUsed, (used) =>
      used > 256 * MiB && used > (swap ?? 0) / 4
        ? warn({ used, swap: swap ?? 0 }, [
            "ps -e -o rss,comm --sort=-rss | head",
          ])
        : ok({ used, swap: swap ?? 0 }),
    ),

  "memory.huge-pages": ({ facts }) =>
    given(facts.hugePages, (reserved) =>
      reserved > facts.memory / 4
        ? warn({ reserved }, [
            "sudo sysctl -w vm.nr_hugepages=0",
            `grep -rl nr_hugepages /etc/sysctl.conf /etc/sysctl.d${kindOf(facts) === "debian" ? " /etc/default/grub" : ""}`,
          ])
        : ok({ reserved }),
    ),
};
