import { type FailureSentences, say } from "./failure-sentence.ts";

export const failuresEn = {
  // Reaching a host and signing in
  "host-unreachable": say(
    "{host} does not answer at {address}, port {port}.",
    "Check that it is switched on, the cable is plugged in and the laptop is in the same network (`ping {address}`), and that the address in the station file is right. Then try again.",
  ),
  "port-closed": say(
    "{host} is there, but nothing accepts SSH connections at {address}, port {port}.",
    "Start SSH on the host (`sudo systemctl start ssh` or `sshd`), allow the port in its firewall, or correct `port` in the station file.",
  ),
  "not-ssh": say(
    "What answers at {address}, port {port} is not SSH.",
    "Correct address and port of {host} in the station file; SSH usually listens on port 22.",
  ),
  "connection-lost": say(
    "The connection to {host} ({address}) broke and could not be restored.",
    "Work already started on the host goes on by itself. Check cable and power, then run `forecourt resume`; it continues where it stopped.",
  ),
  "host-key-unknown": say(
    "{host} was never seen before, and nobody confirmed its key {fingerprint}.",
    "Compare with what the host shows on its own screen (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`). If both agree, confirm the key, or enter it as `hostKey` in the station file.",
  ),
  "host-key-changed": say(
    "{host} shows the key {fingerprint}, but {pinned} was confirmed earlier. Nothing was sent to it.",
    "It may be another machine at the same address, or a host that was set up anew. Find out which before you go on; only if the new key is right, replace the old one in the station file.",
  ),
  "sign-in-refused": say(
    "{host} ({address}) refused to sign in the user {user}.",
    "Check user name and password or key. A key must be listed in `~/.ssh/authorized_keys` of {user} on the host.",
  ),
  "key-unreadable": say(
    "The private key {path} cannot be used: {reason}",
    "Check the path in the station file and that the file is an OpenSSH or PEM private key (not the `.pub` file) that you may read.",
  ),
  "passphrase-wrong": say(
    "The passphrase for the key {path} is wrong.",
    "Enter it again. To test it: `ssh-keygen -y -f {path}`.",
  ),
  "secret-missing": say(
    "A secret is needed but nobody could be asked for it: {kind:secret}.",
    "Start the command in a terminal where it can ask you, or sign in with the SSH agent.",
  ),
  "sudo-password-wrong": say(
    "{host} did not accept the sudo password of {user}.",
    "Enter it again. To test it on the host: `sudo -k -v`.",
  ),
  "sudo-not-allowed": say(
    "{user} may not use sudo on {host}, but the installation needs administrator rights.",
    "Add the user to the group of administrators there (`usermod -aG sudo {user}`; on Red Hat systems `wheel`), or sign in as root.",
  ),
  "host-throttles": say(
    "{host} ({address}) turns away new connections for now, after too many attempts.",
    "Wait a few minutes and try again. Wrong passwords make the pause longer.",
  ),
  "no-common-algorithm": say(
    "{host} and this program have no common way to encrypt the connection: {reason}",
    "Update the SSH server of the host, or remove restrictions such as `Ciphers` and `KexAlgorithms` from `/etc/ssh/sshd_config` and restart it.",
  ),
  "forwarding-refused": say(
    "{host} does not let its port {port} be reached through SSH.",
    "Set `AllowTcpForwarding yes` in `/etc/ssh/sshd_config` on the host and reload SSH (`sudo systemctl reload ssh` or `sshd`).",
  ),

  // Files given to us
  "file-unreadable": say(
    "The file {path} cannot be read: {reason}",
    "Check the path and that you may read it. If it is on a USB stick, check that the stick is plugged in.",
  ),
  "yaml-invalid": say(
    "{path} has a mistake in line {line}, column {column}: {reason}",
    "Open the file at that line. Frequent causes: tabs instead of spaces, wrong indentation, a missing colon or quotation mark.",
  ),
  "station-invalid": say(
    "The station file {path} is not right at {place}: {reason}",
    "Correct that entry and try again; nothing was changed on any host.",
  ),
  "recipe-invalid": say(
    "The bundle recipe {path} is not right at {place}: {reason}",
    "Correct that entry and build the bundle again.",
  ),
  "bundle-missing": say(
    "There is no bundle in {path}.",
    "Give the folder that contains `manifest.json`. If it is on a USB stick, check that the stick is plugged in.",
  ),
  "manifest-unsigned": say(
    "The bundle in {path} has no signature, so nobody vouches for what is in it.",
    "Copy the whole bundle again, including `manifest.json.minisig`, or ask headquarters for a signed one.",
  ),
  "manifest-invalid": say(
    "The bundle's table of contents {path} cannot be understood: {reason}",
    "Copy the bundle again. If that does not help, update this program: the bundle may be newer than it.",
  ),
  "signature-invalid": say(
    "The signature of {path} does not fit: the file was altered or damaged.",
    "Do not use this bundle. Copy it again from headquarters and check it with `forecourt bundle verify`.",
  ),
  "signature-key-unknown": say(
    "The bundle is signed with the key {key}, which this program does not trust.",
    "Use a bundle from headquarters, or update this program if headquarters has changed its key.",
  ),
  "bundle-expired": say(
    "The bundle was valid until {expires:time} only.",
    "Get a current bundle from headquarters. If the date looks right, check the clock of this laptop.",
  ),
  "bundle-older": say(
    "This bundle (number {sequence}) is older than one that was used here before (number {seen}).",
    "Use the newest bundle; an old one could bring back security holes that were closed.",
  ),
  "bundle-file-missing": say(
    "The bundle lacks the file {path}.",
    "Copy the bundle again in full, then check it with `forecourt bundle verify`.",
  ),
  "bundle-file-altered": say(
    "The file {path} in the bundle is not what was signed: altered or damaged.",
    "Copy the bundle again, if possible onto another USB stick, then check it with `forecourt bundle verify`.",
  ),
  "bundle-wrong-arch": say(
    "The bundle holds nothing for hosts of the architecture {arch}.",
    "Use a bundle that was built for {arch} (`forecourt bundle info` shows for which one it is).",
  ),
  "bundle-incomplete": say(
    "The bundle lacks something that hosts of the architecture {arch} need: {kind}.",
    "Ask headquarters for a complete bundle, or add it to the recipe and build the bundle again.",
  ),
  "versions-do-not-fit": say(
    "The versions in the bundle do not fit each other: {reason}",
    "Choose versions in the recipe that are made for each other and build the bundle again.",
  ),
  "download-failed": say(
    "{url} could not be downloaded: {reason}",
    "Check the internet connection and the proxy, then start again; what is already there is kept.",
  ),
  "download-altered": say(
    "What came from {url} is not what its publisher announced.",
    "Start again. If it stays so, the source or a proxy in between is altering the file: use another source.",
  ),
  "laptop-disk-full": say(
    "The disk of this laptop is full: {path} could not be written.",
    "Free some space or choose another folder, then start again.",
  ),
  "output-exists": say(
    "{path} exists already and is not overwritten.",
    "Choose another folder, or delete this one if you no longer need it.",
  ),

  // What a host must be
  "arch-unsupported": say(
    "{host} has a processor ({machine}) for which there is no K3s.",
    "Use a host with a 64-bit Intel or AMD processor, or ARM (arm64, armv7).",
  ),
  "os-unsupported": say(
    "The operating system of {host} does not fit: {reason}",
    "Use a current Linux with systemd, such as Debian 12, Ubuntu 22.04 or Rocky 9.",
  ),
  "disk-too-small": say(
    "{host} has only {free:gbDown} free at {path}; {need:gbUp} are needed.",
    "Free some space (`sudo du -xh --max-depth=2 {path} | sort -h | tail` shows what is large) or enlarge the disk.",
  ),
  "memory-too-small": say(
    "{host} has only {found:gbDown} of memory; {need:gbUp} are needed.",
    "Add memory, or use another host.",
  ),
  "other-k3s": say(
    "{host} already has a K3s that does not belong to this installation: {found}",
    "If it is no longer needed, remove it with `sudo k3s-uninstall.sh` (on an agent `sudo k3s-agent-uninstall.sh`). This deletes all its data.",
  ),
  "other-kubernetes": say(
    "{host} already has another Kubernetes: {found}",
    "Both cannot run on one host. Remove the other one (for kubeadm: `sudo kubeadm reset`) or use another host.",
  ),
  "cgroup-v1": say(
    "{host} still uses the old resource control cgroup v1, with which K3s {version} does not start.",
    "Add `systemd.unified_cgroup_hierarchy=1` to the kernel's start parameters and restart the host, use a bundle with K3s 1.34 or older, or set `allowCgroupV1: true` in the station file.",
  ),
  "ports-in-use": say(
    "On {host} other programs use ports that K3s needs: {ports}",
    "`sudo ss -lntup` shows the programs. Stop them, or move them to other ports.",
  ),
  "no-default-route": say(
    "{host} has no default route, and K3s needs one even without internet.",
    "Set `isolated: true` in the station file, and the installation will add one. Or set a gateway in the host's network settings (`ip route show default` must show a line).",
  ),
  "clock-off": say(
    "The clock of {host} is off by {seconds:duration}; certificates would not be valid.",
    'Set it on the host: `sudo timedatectl set-time "YYYY-MM-DD hh:mm:ss"`, or let it get the time from a time server. Check the laptop\'s clock too.',
  ),
  "host-name-invalid": say(
    "The name {name} of {host} cannot be the name of a node.",
    "Use small letters, digits and hyphens only, 63 characters at most, not `localhost`. `setHostName: true` in the station file gives the host its name from there.",
  ),
  "selinux-policy-missing": say(
    "{host} enforces SELinux, but the rules for K3s are missing.",
    "Use a bundle that contains the package k3s-selinux for this system, or install it on the host first. `rpm -q k3s-selinux` must find it.",
  ),
  "network-overlap": say(
    "The network {network} of {host} overlaps with {cluster}, which the cluster would use for itself.",
    "Set another `clusterCidr` or `serviceCidr` under `k3s` in the station file, such as 10.52.0.0/16 and 10.53.0.0/16.",
  ),
  "tool-missing": say(
    "{host} lacks programs that the installation needs: {tools}",
    "Install them from the installation medium of the operating system, then start again.",
  ),

  // During a run
  "host-busy": say(
    "{owner} has been working on {host} since {since:time}.",
    "Wait until that ends, or talk to each other. Never let two installations work on one host.",
  ),
  "run-busy": say(
    "The run {run} is already being worked on by another window or command of this laptop.",
    "Wait until it ends or stop it there. `forecourt status` shows how far it is.",
  ),
  "run-unknown": say(
    "There is no run {run} on this laptop.",
    "`forecourt status` shows the last run. If it was started on another laptop, just start the installation again: what is done already is recognised.",
  ),
  "job-failed": say(
    "“{step:step}” failed on {host}.",
    "Read the last lines that the host printed. Remove the cause, then run `forecourt resume`.",
  ),
  "job-lost": say(
    "“{step:step}” ended on {host} without a result, perhaps because the host restarted.",
    "Check that the host is up (`uptime`), then run `forecourt resume`; it finds out what is done already.",
  ),
  "timed-out": say(
    "“{step:step}” was not finished on {host} after {seconds:duration}.",
    "The host may be slow or stuck: look at its load (`top`) and `sudo journalctl -n 50`. Then run `forecourt resume`.",
  ),
  "not-verified": say(
    "“{step:step}” ran through on {host}, but the check afterwards failed: {reason}",
    "Remove the cause, then run `forecourt resume`.",
  ),
  "disk-full": say(
    "The disk of {host} is full: {path} could not be written.",
    "Free some space there (`df -h` shows how much is left), then run `forecourt resume`.",
  ),
  "read-only": say(
    "On {host} nothing can be written to {path}: it is read-only.",
    "Often the disk has errors: `sudo dmesg | tail` shows them. Restart the host or have the disk replaced, then run `forecourt resume`.",
  ),
  "upload-altered": say(
    "{path} reached {host} damaged.",
    "Run `forecourt resume`; the damaged part is sent again. If it happens again, check cable, memory and disk of the host.",
  ),
  "docker-config-invalid": say(
    "Docker's settings {path} on {host} cannot be read: {reason}",
    "Correct the file (`python3 -m json.tool {path}` shows the place) or remove it, then run `forecourt resume`.",
  ),
  "docker-start-failed": say(
    "Docker did not start on {host}: {reason}",
    "`sudo journalctl -u docker -n 50` on the host names the cause. Remove it, then run `forecourt resume`.",
  ),
  "docker-run-failed": say(
    "Docker runs on {host} but could not start a container: {reason}",
    "Try `sudo docker ps` and `sudo journalctl -u docker -n 50` on the host. Remove the cause, then run `forecourt resume`.",
  ),
  "k3s-start-failed": say(
    "K3s did not start on {host}: {reason}",
    "`sudo journalctl -u k3s -n 50` on the host (on an agent `-u k3s-agent`) names the cause. Remove it, then run `forecourt resume`.",
  ),
  "join-refused": say(
    "The server did not let {host} join the cluster: {reason}",
    "Every host needs a name of its own, a right clock and the token of this server. If the host was in the cluster before, delete its old entry on the server: `sudo k3s kubectl delete node {host}`. Then run `forecourt resume`.",
  ),
  "token-unreadable": say(
    "The token {path} on {host} could not be read.",
    "Check that K3s runs there (`sudo systemctl status k3s`) and that the file exists (`sudo ls -l {path}`), then run `forecourt resume`.",
  ),
  "nodes-not-ready": say(
    "These nodes are not ready: {nodes}",
    "`sudo k3s kubectl describe node` on the server names the cause. Wait a minute, then run `forecourt resume`.",
  ),
  "pods-not-ready": say(
    "These parts of the cluster do not run: {pods}",
    "`sudo k3s kubectl get pods -A` and `sudo k3s kubectl describe pod -n kube-system` on the server name the cause. Wait a minute, then run `forecourt resume`.",
  ),
  "images-missing": say(
    "Images are missing on {host}: {images}",
    "Run `forecourt resume`. If it stays so, check the bundle with `forecourt bundle verify`; `sudo k3s ctr images ls` shows what the host has.",
  ),
  "cluster-api-failed": say(
    "The cluster did not answer as expected: {reason}",
    "Check on the server whether K3s runs (`sudo systemctl status k3s`) and answers (`sudo k3s kubectl get nodes`), then run `forecourt resume`.",
  ),
  aborted: say(
    "The run was stopped before its end.",
    "`forecourt resume` continues it; `forecourt undo` takes back what it did.",
  ),
} as const satisfies FailureSentences;
