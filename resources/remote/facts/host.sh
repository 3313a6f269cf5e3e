# shellcheck shell=sh
# Operating system, processor, memory, clock.
system() {
  # shellcheck disable=SC1091
  [ -r /etc/os-release ] && . /etc/os-release
  string os.id "${ID:-}"
  string os.version "${VERSION_ID:-}"
  string os.name "${PRETTY_NAME:-${NAME:-}}"
  string os.like "${ID_LIKE:-}"
  # One process for three answers, of which none holds a blank.
  # shellcheck disable=SC2046
  set -- $(uname -s -m -r)
  string kernel "$1"
  string release "$2"
  string machine "$3"
  known_string hostName /proc/sys/kernel/hostname
  node=${value:-}
  known_string bootId /proc/sys/kernel/random/boot_id
  if first /etc/machine-id; then string machineId "$value"; fi
  truth systemd test -d /run/systemd/system
  if [ -n "$root" ]; then string seenAs root; else string seenAs user; fi
  items groups <<END
$(id -Gn | tr ' ' '\n')
END
  if [ -r /etc/hosts ]; then
    awk -v node="$node" '
      { sub(/#.*/, "") }
      { for (i = 2; i <= NF; i++) { if ($i == node) own = 1; if ($i == "localhost") here = 1 } }
      END {
        print "b\thosts.own\t" (own ? "true" : "false")
        print "b\thosts.localhost\t" (here ? "true" : "false")
      }' /etc/hosts
  fi
  truth rebootRequired test -e /run/reboot-required
  if [ -n "$root" ] && [ -r /etc/sudoers ]; then
    string securePath "$(cat /etc/sudoers /etc/sudoers.d/* 2>/dev/null |
      sed -n 's/^[[:space:]]*Defaults.*secure_path[[:space:]]*=[[:space:]]*"\{0,1\}\([^"]*\)"\{0,1\}.*/\1/p' | tail -n 1)"
  fi
  # Reads /proc once for all: a program of the package manager that is at work.
  items packageWork <<END
$(cat /proc/[0-9]*/comm 2>/dev/null | grep -E '^(apt|apt-get|dpkg|aptitude|dnf|yum|rpm|zypper|packagekitd|apk|unattended-upgr)$' | sort -u)
END
  if there systemctl; then
    number systemdVersion "$(systemctl --version 2>/dev/null | awk 'NR == 1 { print $2 + 0 }')"
    if [ -d /run/systemd/system ]; then
      items failedUnits <<END
$(systemctl list-units --state=failed --plain --no-legend --no-pager 2>/dev/null | awk '{ print $1 }')
END
    fi
  fi
  if there systemd-detect-virt; then
    string virtualization "$(systemd-detect-virt 2>/dev/null)"
  elif { [ -e /.dockerenv ] || [ -e /run/.containerenv ]; } &&
    # A machine whose disk was made out of a container's image has the file as well.
    ! awk '$2 == "/" && $1 ~ "^/dev/" { own = 1 } END { exit !own }' /proc/mounts; then
    string virtualization container
  fi
}

tools() {
  items missingTools <<END
$(for tool in awk cat cmp cut date dd df find grep head id ip mktemp mv sed sha256sum ss stat systemctl tail tar tr; do
    there $tool || printf '%s\n' $tool
  done)
END
}

machine() {
  for pair in vendor=sys_vendor model=product_name serial=product_serial; do
    value=
    first "/sys/class/dmi/id/${pair#*=}" 2>/dev/null
    string "hardware.${pair%%=*}" "$value"
  done
  if [ -r /proc/device-tree/model ]; then
    string hardware.model "$(tr -d '\000' </proc/device-tree/model)"
    [ ! -r /proc/device-tree/serial-number ] ||
      string hardware.serial "$(tr -d '\000' </proc/device-tree/serial-number)"
  fi
  # Whole disks, not partitions; loop, ram and the like are no hardware.
  for disk in /sys/block/*; do
    first "$disk/size" 2>/dev/null || continue
    case ${disk##*/} in loop* | ram* | zram* | dm-* | md* | sr* | fd* | nbd*) continue ;; esac
    bytes=$((value * 512))
    value=
    first "$disk/device/model" 2>/dev/null
    printf 'o\thardware.disks\ts:name=%s\ts:model=%s\tn:bytes=%s\n' "${disk##*/}" "${value%"${value##*[! ]}"}" "$bytes"
  done
  printf 'o\thardware.disks\n'
  there getconf && number userlandBits "$(getconf LONG_BIT 2>/dev/null)"
  # The levels of the x86-64 psABI; 0 for other processors.
  awk -F ': *' '
    /^processor/ { count++ }
    /^(model name|Model)/ && !name { name = $2 }
    /^flags/ && !flags { flags = " " $2 " " }
    function all(list,   words, i, n) {
      n = split(list, words, " ")
      for (i = 1; i <= n; i++) if (index(flags, " " words[i] " ") == 0) return 0
      return 1
    }
    END {
      level = 0
      if (flags != "" && all("lm")) level = 1
      if (level == 1 && all("cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3")) level = 2
      if (level == 2 && all("avx avx2 bmi1 bmi2 f16c fma abm movbe xsave")) level = 3
      print "n\tcpus\t" count + 0
      print "s\thardware.cpu\t" name
      print "n\tcpuLevel\t" level
    }' /proc/cpuinfo
  awk '
    /^MemTotal:/ { printf "n\tmemory\t%.0f\n", $2 * 1024 }
    /^MemAvailable:/ { printf "n\tmemoryAvailable\t%.0f\n", $2 * 1024 }
    /^SwapTotal:/ { swap = $2; printf "n\tswap\t%.0f\n", $2 * 1024 }
    /^SwapFree:/ { printf "n\tswapUsed\t%.0f\n", (swap - $2) * 1024 }
    /^HugePages_Total:/ { pages = $2 }
    /^Hugepagesize:/ { printf "n\thugePages\t%.0f\n", pages * $2 * 1024 }' /proc/meminfo
  if first /proc/loadavg; then number load "${value%% *}"; fi
}

clock_of_host() {
  truth rtc test -e /dev/rtc -o -e /dev/rtc0
  if [ -r /etc/adjtime ]; then truth rtcLocal grep -qx LOCAL /etc/adjtime; fi
  zone=$(readlink /etc/localtime 2>/dev/null)
  string timeZone "${zone##*zoneinfo/}"
  if [ -e /run/systemd/timesync/synchronized ]; then
    printf 'b\tclockSynchronized\ttrue\n'
  elif there chronyc; then
    truth clockSynchronized sh -c "timeout 1 chronyc -n tracking | grep -q '^Leap status *: Normal'"
  fi
}
