// The stand-in as a program: says where it is and how to sign in, and runs until it is told to stop.
import { parseArgs } from "node:util";
import { startRancher } from "./standin.ts";

const { values } = parseArgs({
  options: {
    version: { type: "string", default: "v2.14.4" },
    address: { type: "string", default: "127.0.0.1" },
    port: { type: "string", default: "0" },
    name: { type: "string" },
  },
});

const { version, address, port, name } = values;
const rancher = await startRancher({
  version,
  address,
  port: Number(port),
  ...(name === undefined ? {} : { name }),
});
console.log(
  JSON.stringify(
    {
      url: rancher.url,
      version,
      ca: rancher.caFile,
      caChecksum: rancher.caChecksum,
      token: rancher.token,
      user: rancher.technician.name,
      password: rancher.technician.password,
    },
    undefined,
    2,
  ),
);

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void rancher.close());
