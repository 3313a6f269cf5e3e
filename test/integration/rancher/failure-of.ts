import { failureOf, type Failure } from "../../../common/model/failure.ts";

/** The failure that a promise ends with; what else it ends with is the test's failure. */
export async function failureFrom(promise: Promise<unknown>): Promise<Failure> {
  let ended: unknown;
  try {
    ended = await promise;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return failure;
  }
  throw new Error(`it did not fail: ${JSON.stringify(ended)}`);
}
