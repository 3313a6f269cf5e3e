/** Whether version `a` is before `b`: "v1.34.4+k3s1", "29.7.2". False where one is no version. */
export function older(a: string, b: string): boolean {
  const [left, right] = [parts(a), parts(b)];
  if (left === undefined || right === undefined) return false;
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function parts(version: string): number[] | undefined {
  const match = /^v?(\d+(?:\.\d+)*)(?:\+k3s(\d+))?/.exec(version);
  if (match === null) return undefined;
  const [, dotted = "", build = "0"] = match;
  return [...dotted.split(".").map(Number), Number(build)];
}
