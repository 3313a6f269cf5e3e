/** An image as `docker pull` takes it, taken apart. */
export interface ImageName {
  /** As written, without `docker.io/`. */
  readonly short: string;
  /** As containerd stores it: `docker.io/rancher/shell:v0.7.1`. */
  readonly full: string;
  /** Host of the registry: `docker.io`. */
  readonly registry: string;
  /** `rancher/shell` */
  readonly repository: string;
  readonly tag: string;
}

// The grammar of the distribution specification.
const repositoryPattern =
  /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagPattern = /^[A-Za-z0-9_][\w.-]{0,127}$/;
const registryPattern = /^[A-Za-z0-9.-]+(:\d{1,5})?$/;

/** Undefined for what is no image name with a tag. */
export function parseImageName(text: string): ImageName | undefined {
  const colon = text.lastIndexOf(":");
  if (colon < 0 || text.length > 255) return undefined;
  const tag = text.slice(colon + 1);
  const path = text.slice(0, colon);
  const [first = "", ...rest] = path.split("/");
  const named =
    rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const registry = named ? first : "docker.io";
  let repository = named ? rest.join("/") : path;
  if (registry === "docker.io" && !repository.includes("/"))
    repository = `library/${repository}`;
  if (
    !tagPattern.test(tag) ||
    !repositoryPattern.test(repository) ||
    !registryPattern.test(registry)
  )
    return undefined;
  return {
    short: text.replace(/^docker\.io\//, ""),
    full: `${registry}/${repository}:${tag}`,
    registry,
    repository,
    tag,
  };
}
