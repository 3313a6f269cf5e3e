import { failed } from "../../common/model/failure.ts";
import type { StationRancher } from "../../common/model/station.ts";
import { rancherUrl } from "../adapters/rancher/rancher-url.ts";
import type { RancherConnection, RancherTrust } from "../ports/rancher-api.ts";
import type { SecretStore } from "../ports/secrets.ts";

export interface RancherAccess {
  readonly keepSecret: (secret: string) => void;
  readonly secrets: SecretStore;
}

/**
 * How to reach a Rancher, and who we are there, for work that must sign in. Throws `rancher-url-invalid`,
 * and `secret-missing` where no token or password is known.
 */
export async function rancherConnection(
  { url, user, proxy }: Pick<StationRancher, "url" | "user" | "proxy">,
  trust: RancherTrust,
  { keepSecret, secrets }: RancherAccess,
): Promise<RancherConnection> {
  const { origin, host } = rancherUrl(url);
  const kind = user === undefined ? "rancher-token" : "rancher-password";
  const secret = await secrets.get(host, kind);
  if (!secret) throw failed("secret-missing", { data: { kind } });
  return {
    url: origin,
    trust,
    signIn:
      user === undefined
        ? { kind: "token", token: secret }
        : { kind: "user", username: user, password: secret },
    ...(proxy !== undefined && { proxy }),
    keepSecret,
  };
}
