# shellcheck shell=sh
# Where the files will go: room, file systems, how fast they write.
places() {
  asked="$PATHS$nl/tmp$nl/var/log"
  IFS=$nl
  set --
  for path in $asked; do
    folder=$path
    while [ -n "$folder" ] && [ ! -d "$folder" ]; do folder=${folder%/*}; done
    set -- "$@" "${folder:-/}"
  done
  unset IFS
  {
    printf '%s\n' "$asked" | sed 's/^/P /'
    df -Pk -- "$@" 2>/dev/null | sed '1d; s/^/K /'
    df -Pi -- "$@" 2>/dev/null | sed '1d; s/^/I /'
    sed 's/^/M /' /proc/mounts
  } | awk '
    $1 == "P" { path[++paths] = $2 }
    $1 == "K" { total[++sizes] = $3 * 1024; bytes[sizes] = $5 * 1024; mount[sizes] = $7 }
    $1 == "I" { all[++nodes] = $3; left[nodes] = $5 }
    $1 == "M" { device[$3] = $2; type[$3] = $4; options[$3] = $5 }
    END {
      if (sizes != paths) exit
      for (i = 1; i <= paths; i++) {
        line = sprintf("o\tplaces\ts:path=%s\ts:mount=%s\tn:bytes=%.0f\tn:total=%.0f", path[i], mount[i], bytes[i], total[i])
        line = line sprintf("\ts:type=%s\ts:options=%s\ts:device=%s", type[mount[i]], options[mount[i]], device[mount[i]])
        if (nodes == paths && all[i] > 0) line = line sprintf("\tn:inodes=%.0f\tn:inodesFree=%.0f", all[i], left[i])
        print line
      }
    }'
}

# data FOLDER: what it lies on. K3s' own folder may not be there yet.
data() {
  folder=$1
  while [ -n "$folder" ] && [ ! -d "$folder" ]; do folder=${folder%/*}; done
  folder=${folder:-/}
  device=$(df -P -- "$folder" 2>/dev/null | awk 'NR == 2 { print $1 }')
  if [ -b "$device" ]; then
    device=$(readlink -f -- "$device")
    block=/sys/class/block/${device##*/}
    string dataDevice "${device##*/}"
    if first "$block/queue/rotational" || first "$block/../queue/rotational"; then
      truth dataRotational test "$value" = 1
    fi
  fi
  if there xfs_info; then
    case $(df -PT -- "$folder" 2>/dev/null | awk 'NR == 2 { print $2 }') in
      xfs) truth xfsFtype sh -c 'xfs_info "$1" | grep -q ftype=1' sh "$folder" ;;
    esac
  fi
  writing "$folder"
}

# Up to 64 writes of 4 KiB, each brought to the disk, for at most 0.6 s. The time is dd's own.
writing() {
  [ -w "$1" ] || return 0
  file=$1/.forecourt-write-$$
  trap 'rm -f -- "$file"' EXIT
  (umask 077 && : >"$file") 2>/dev/null || return 0
  uptime() {
    read -r up rest </proc/uptime
    up=${up%.*}${up#*.}
  }
  uptime
  end=$((up + 60))
  count=0
  while [ $count -lt 64 ] && [ "$up" -lt $end ]; do
    dd if=/dev/zero of="$file" bs=4096 count=1 seek=$count conv=notrunc,fsync 2>&1 || break
    count=$((count + 1))
    uptime
  done | sed -n 's/.*copied, \([0-9.e+-]*\) s.*/\1/p' | sort -g 2>/dev/null | awk '
    { each[NR] = $1 * 1000 }
    END {
      if (NR == 0) exit
      at = int(NR * 0.99); if (at < NR * 0.99) at++
      printf "n\twriteMs\t%.3f\n", each[at]
      printf "n\twrites\t%d\n", NR
    }'
  rm -f -- "$file"
  trap - EXIT
}

folders() {
  items links <<END
$(for path in /var/lib/rancher /var/lib/rancher/k3s /var/lib/docker /var/lib/kubelet /var/lib/forecourt; do
    [ ! -L "$path" ] || printf '%s\n' "$path"
  done)
END
  items closedFolders <<END
$(stat -c '%a %n' / /usr /usr/local /usr/local/bin /var /var/lib /var/lib/rancher 2>/dev/null |
    awk '{ mode = $1 % 10; if (mode % 2 == 0) print $2 }')
END
  items diskErrors <<END
$(for file in /sys/fs/ext4/*/errors_count; do
    if first "$file" && [ "$value" -gt 0 ]; then
      name=${file%/*}
      printf '%s\n' "${name##*/}"
    fi
  done)
END
  items brokenRaids <<END
$(awk '/^md/ { name = $1 } /\[[U_]*_[U_]*\]/ { print name }' /proc/mdstat 2>/dev/null)
END
}
