import { quoted } from "../../common/model/shell.ts";
import {
  block,
  fail,
  given,
  ok,
  runs,
  unseen,
  warn,
  type Checks,
  type Looked,
} from "./check.ts";

const timeServices = [
  "chronyd",
  "chrony",
  "ntpd",
  "ntp",
  "ntpsec",
  "systemd-timesyncd",
  "openntpd",
];

const offset = ({ facts, laptopClock }: Looked) =>
  Math.round(facts.clock - laptopClock);

/** Seconds since 1970 for `date -s`, as the host's clock should be now; the laptop's own at the time of looking. */
const setClock = ({ laptopClock }: Looked) =>
  `sudo date -u -s '${new Date(laptopClock * 1000).toISOString().slice(0, 19).replace("T", " ")}'`;

export const clockChecks: Checks<"clock"> = {
  /** Certificates made in a wrong time stay invalid after it was set right (k3s#6152). */
  "clock.laptop": (input) => {
    const seconds = offset(input);
    return Math.abs(seconds) <= 60
      ? ok({ seconds })
      : block({ seconds }, setClock(input), "clock-off");
  },

  /** No clock is right that is behind the day on which the bundle was made: not the laptop's either. */
  "clock.bundle": (input) => {
    const { facts, manifest } = input;
    if (manifest === undefined) return undefined;
    const created = Date.parse(manifest.created) / 1000;
    const data = {
      clock: new Date(facts.clock * 1000).toISOString(),
      created: manifest.created,
    };
    return facts.clock >= created ? ok(data) : block(data, setClock(input));
  },

  "clock.service": ({ facts }) => {
    const any = runs(facts, ...timeServices);
    if (any === null) return unseen;
    const units = timeServices.filter((unit) =>
      facts.activeUnits?.includes(unit),
    );
    return any
      ? ok({ units: units.join(", ") })
      : warn({ units: "–" }, "sudo timedatectl set-ntp true");
  },

  "clock.synchronized": ({ facts }) => {
    if (runs(facts, ...timeServices) !== true) return undefined;
    // Services tell it by a file or a program; where neither is there, nobody knows.
    return facts.clockSynchronized === true
      ? ok()
      : warn({}, "timedatectl show -p NTPSynchronized -p NTP");
  },

  "clock.rtc": ({ facts }) =>
    given(facts.rtc, (rtc) => (rtc ? ok() : warn({}, "ls -l /dev/rtc*"))),

  "clock.rtc-local": ({ facts }) =>
    facts.rtc !== true
      ? undefined
      : facts.rtcLocal === true
        ? warn({}, "sudo timedatectl set-local-rtc 0")
        : ok(),

  "clock.time-zone": ({ facts, others }) =>
    given(facts.timeZone, (zone) => {
      const other = others.find(
        ({ facts: theirs }) =>
          theirs.timeZone !== null && !same(theirs.timeZone, zone),
      );
      return other === undefined
        ? ok({ zone: zone || "UTC" })
        : warn(
            {
              zone: zone || "UTC",
              other: other.host.name,
              theirs: other.facts.timeZone || "UTC",
            },
            `sudo timedatectl set-timezone ${quoted(other.facts.timeZone || "UTC")}`,
          );
    }),

  /** Each within a minute of the laptop is not enough where they have to agree with each other. */
  "clock.hosts": (input) => {
    if (input.others.length === 0) return undefined;
    const mine = offset(input);
    const apart = input.others
      .map((other) => ({
        name: other.host.name,
        seconds: mine - offset(other),
      }))
      .toSorted((a, b) => Math.abs(b.seconds) - Math.abs(a.seconds))[0];
    if (apart === undefined) return undefined;
    const data = { seconds: apart.seconds, other: apart.name };
    if (Math.abs(apart.seconds) <= 15) return ok(data);
    return Math.abs(apart.seconds) <= 60
      ? warn(data, setClock(input))
      : fail(data, setClock(input));
  },
};

const same = (a: string, b: string) => {
  const plain = (zone: string) => zone.replace(/^Etc\//, "") || "UTC";
  return plain(a) === plain(b);
};
