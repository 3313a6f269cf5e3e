import { rancherNameFault } from "./rancher.ts";
import type { Station } from "./station.ts";

/** What Rancher would refuse of a station's cluster, and where in the station file it is said. */
export interface ClusterFault {
  readonly path: readonly string[];
  readonly reason: string;
}

const value = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;
const key =
  /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** The rules for names, labels and annotations (facts D.5, D.11), asked before anything is made of them. */
export function clusterFaults({
  id,
  labels,
  rancher,
}: Pick<Station, "id" | "labels" | "rancher">): ClusterFault[] {
  const name = rancherNameFault(rancher?.name ?? id);
  return [
    ...(name === undefined
      ? []
      : [
          {
            path: rancher?.name === undefined ? ["id"] : ["rancher", "name"],
            reason: `as a cluster's name in Rancher: ${name}`,
          },
        ]),
    ...textFaults(["labels"], labels, value),
    // Their values are the schema's.
    ...textFaults(["rancher", "labels"], rancher?.labels ?? {}),
    ...textFaults(["rancher", "annotations"], rancher?.annotations ?? {}),
  ];
}

function textFaults(
  path: readonly string[],
  texts: Readonly<Record<string, string>>,
  allowed?: RegExp,
): ClusterFault[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    !key.test(name)
      ? [
          {
            path: [...path, name],
            reason:
              "its name: letters, digits, hyphens, dots and underscores, at most 63",
          },
        ]
      : allowed?.test(text) === false
        ? [
            {
              path: [...path, name],
              reason:
                "letters, digits, hyphens, dots and underscores, at most 63",
            },
          ]
        : [],
  );
}
