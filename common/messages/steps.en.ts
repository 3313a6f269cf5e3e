import type { StepTexts } from "./step-text.ts";

export const stepsEn = {
  "host-keys": {
    title: "Let the station's keys sign in",
    doing: "Letting the station's keys sign in …",
    undo: "Undo takes out these keys again, and no others.",
  },
  "login-key": {
    title: "Make the server a key for the agents",
    doing: "Making the server a key for the agents …",
    undo: "Undo takes the key away again.",
  },
  "login-let-in": {
    title: "Let the server sign in",
    doing: "Letting the server sign in …",
    undo: "Undo takes out this key again, and no other.",
  },
  "login-known": {
    title: "Make the agents known to the server",
    doing: "Making the agents known to the server …",
    undo: "Undo takes out what was added to these files, and nothing else.",
  },
  "host-clock": {
    title: "Set the clock",
    doing: "Setting the clock …",
  },
  "host-hosts": {
    title: "Add the host's name to /etc/hosts",
    doing: "Adding the host's name to /etc/hosts …",
  },
  "host-cloud-setup": {
    title: "Switch off nm-cloud-setup",
    doing: "Switching off nm-cloud-setup …",
  },
  "host-network-manager": {
    title: "Keep NetworkManager off the cluster's devices",
    doing: "Keeping NetworkManager off the cluster's devices …",
  },
  "host-name": {
    title: "Set the host's name",
    doing: "Setting the host's name …",
  },
  "host-kernel": {
    title: "Prepare the Linux kernel",
    doing: "Preparing the Linux kernel …",
  },
  "host-route": {
    title: "Add a default route",
    doing: "Adding a default route …",
  },
  "host-firewall": {
    title: "Open the firewall for the cluster",
    doing: "Opening the firewall for the cluster …",
  },
  "docker-upload": {
    title: "Send Docker's files",
    doing: "Sending Docker's files …",
  },
  "docker-programs": {
    title: "Install Docker's programs",
    doing: "Installing Docker's programs …",
  },
  "docker-config": {
    title: "Write Docker's settings",
    doing: "Writing Docker's settings …",
  },
  "docker-service": { title: "Start Docker", doing: "Starting Docker …" },
  "k3s-upload": { title: "Send K3s' files", doing: "Sending K3s' files …" },
  "k3s-selinux": {
    title: "Install the SELinux rules for K3s",
    doing: "Installing the SELinux rules for K3s …",
  },
  "k3s-config": {
    title: "Write K3s' settings",
    doing: "Writing K3s' settings …",
  },
  "k3s-install": { title: "Install K3s", doing: "Installing K3s …" },
  "k3s-start": { title: "Start K3s", doing: "Starting K3s …" },
  "k3s-token": {
    title: "Read the server's token",
    doing: "Reading the server's token …",
  },
  "k3s-join": { title: "Join the cluster", doing: "Joining the cluster …" },
  "docker-proof": {
    title: "Run a container with Docker",
    doing: "Running a container with Docker …",
  },
  "cluster-ready": {
    title: "Check the whole cluster",
    doing: "Checking the whole cluster …",
  },
  "rancher-images": {
    title: "Send the images of Rancher's agent",
    doing: "Sending the images of Rancher's agent …",
  },
  "rancher-cluster": {
    title: "Make the station's cluster in Rancher",
    doing: "Making the station's cluster in Rancher …",
  },
  "rancher-uplink": {
    title: "Check the station's way to Rancher",
    doing: "Checking the station's way to Rancher …",
  },
  "rancher-agent": {
    title: "Apply Rancher's agent",
    doing: "Applying Rancher's agent …",
  },
  "rancher-active": {
    title: "Wait until the station is active in Rancher",
    doing: "Waiting until the station is active in Rancher …",
  },
  "rancher-later": {
    title: "Note until when it may register by itself",
    doing: "Noting until when it may register by itself …",
  },
} as const satisfies StepTexts;
