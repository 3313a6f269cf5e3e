import type {
  ReportNode,
  ReportRegistration,
} from "../../common/report/cluster-html.ts";
import { failureOf } from "../../common/model/failure.ts";
import { nodesOf } from "./cluster-access.ts";
import type { OpenStation } from "./open-station.ts";
import { registrationOf } from "./registration-status.ts";

/** What the cluster said of itself; undefined where it could not be asked. */
export interface AskedCluster {
  readonly nodes: readonly ReportNode[] | undefined;
  readonly registration: ReportRegistration | undefined;
}

/** Asks over the hosts that are signed in to: a report is made also where nobody answers. */
export async function askCluster(
  opened: Pick<OpenStation, "work">,
): Promise<AskedCluster> {
  const [nodes, registration] = await Promise.all([
    answered(nodesOf(opened)),
    answered(registrationOf(opened, Date.now())),
  ]);
  return { nodes, registration };
}

async function answered<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (failureOf(error) === undefined) throw error;
    return undefined;
  }
}
