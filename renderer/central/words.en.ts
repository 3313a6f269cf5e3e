export const centralWordsEn = {
  intro:
    "The station is connected to the central Rancher. It needs an uplink on the station and on this laptop.",
  address: "Rancher's address",
  where: "Central Rancher",
  "address.hint": "As headquarters gave it, such as https://rancher.example",
  "address.look": "Look",
  "address.again": "Another address",
  looking: "Looking for Rancher …",
  identity: "Is this the right Rancher?",
  "identity.address": "Address",
  "identity.version": "Version",
  "identity.authority": "Certificate authority",
  "identity.until": "Valid until",
  "identity.checksum": "Checksum",
  "identity.system": "This computer trusts its certificate.",
  "identity.confirmed": "Its certificate authority was confirmed before.",
  "identity.unknown":
    "Compare the checksum with the one from headquarters, group by group.",
  "identity.changed":
    "It shows another certificate authority than the one that was confirmed. Nothing was sent. Ask headquarters before you go on.",
  "identity.untrusted":
    "Nobody vouches for its certificate. Something on the way may stand between; nothing was sent.",
  "identity.same": "Both checksums are the same",
  account: "Sign in",
  token: "API token",
  "token.hint":
    "Of an account with the roles user-base and clusters-create. It is kept in memory only.",
  "token.show": "Show the token",
  "token.hide": "Hide the token",
  "take-over": "Take over a cluster of this name",
  "take-over.hint":
    "Only where Rancher's entry is a leftover of this very station.",
  register: "Register now",
  "register.again": "Register again",
  resume: "Go on",
  stop: "Stop",
  progress: "Registration",
  done: "The station is registered",
  "done.text": "{name} is active and connected in Rancher.",
  "doing.look": "Looking at Rancher",
  "doing.register": "Registering the station",
  skip: "Without Rancher",
} as const;
