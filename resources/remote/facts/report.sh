# shellcheck shell=sh
# All of it as one JSON value between two lines of their own: whatever else a host's shell prints is
# not taken for it. The clock comes last, next to the moment in which the laptop reads its own.
gather() {
  system
  tools
  machine
  clock_of_host
  places
  data /var/lib/rancher
  folders
  network
  ports
  names
  services
  firewall
  control_groups
  modules
  settings
  guards
  others
  number clock "$(date +%s)"
}

json() {
  awk -F '\t' '
    function text(value) {
      gsub(/[\001-\037\177]/, "", value)
      gsub(/\\/, "&&", value)
      gsub(/"/, "\\\\&", value)
      return "\"" value "\""
    }
    function typed(type, value) {
      if (type == "n") return value ~ /^-?[0-9]+(\.[0-9]+)?$/ ? value : "null"
      if (type == "b") return value == "true" ? "true" : "false"
      return text(value)
    }
    function object(   i, at, line, part) {
      line = ""
      for (i = 3; i <= NF; i++) {
        part = $i
        at = index(part, "=")
        line = line (line == "" ? "" : ",") text(substr(part, 3, at - 3)) ":" typed(substr(part, 1, 1), substr(part, at + 1))
      }
      return "{" line "}"
    }
    NF < 2 || $1 !~ /^[snblo]$/ { next }
    {
      key = $2
      if (!(key in kind)) { order[++count] = key; kind[key] = $1; all[key] = "" }
      value = $0
      sub(/^[^\t]*\t[^\t]*\t?/, "", value)
      if ($1 == "l") { if (value != "") all[key] = all[key] (all[key] == "" ? "" : ",") text(value) }
      else if ($1 == "o") { if (NF > 2) all[key] = all[key] (all[key] == "" ? "" : ",") object() }
      else all[key] = typed($1, value)
    }
    END {
      printf "{"
      for (i = 1; i <= count; i++) {
        key = order[i]
        value = all[key]
        if (kind[key] == "l" || kind[key] == "o") value = "[" value "]"
        printf "%s%s:%s", (i > 1 ? "," : ""), text(key), value
      }
      print "}"
    }'
}

printf '\n%s begin\n' "$MARK"
gather 2>/dev/null | json
printf '%s end\n' "$MARK"
