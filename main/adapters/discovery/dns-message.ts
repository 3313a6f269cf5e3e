/** What mDNS needs of DNS messages (RFC 1035, 6762, 6763): questions written, answers read. */
export type DnsRecord =
  | { readonly type: "ptr"; readonly name: string; readonly target: string }
  | {
      readonly type: "srv";
      readonly name: string;
      readonly target: string;
      readonly port: number;
    }
  | {
      readonly type: "address";
      readonly name: string;
      readonly address: string;
    };

const types = { a: 1, ptr: 12, aaaa: 28, srv: 33 } as const;
const mostRecords = 500;

/** One question for each of these names, answered to whoever asked (RFC 6762, 5.4). */
export function ptrQuestions(names: readonly string[]): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(names.length, 4);
  const questions = names.map((name) => {
    const labels = name.split(".").map((label) => {
      const bytes = Buffer.from(label, "utf8");
      return Buffer.concat([Buffer.from([bytes.length]), bytes]);
    });
    return Buffer.concat([
      ...labels,
      Buffer.from([0, 0, types.ptr, 0x80, 0x01]),
    ]);
  });
  return Buffer.concat([head, ...questions]);
}

/** The records of an answer; of one that is damaged those before the damage. Never throws. */
export function readRecords(message: Buffer): DnsRecord[] {
  const records: DnsRecord[] = [];
  try {
    // A question of somebody else's.
    if ((message.readUInt16BE(2) & 0x8000) === 0) return [];
    let at = 12;
    for (let left = message.readUInt16BE(4); left > 0; left -= 1)
      at = readName(message, at).end + 4;
    const count =
      message.readUInt16BE(6) +
      message.readUInt16BE(8) +
      message.readUInt16BE(10);
    for (let left = Math.min(count, mostRecords); left > 0; left -= 1) {
      const { name, end } = readName(message, at);
      const type = message.readUInt16BE(end);
      const length = message.readUInt16BE(end + 8);
      const data = end + 10;
      if (data + length > message.length) return records;
      const record = recordOf(message, { name, type, data, length });
      if (record !== undefined) records.push(record);
      at = data + length;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return records;
}

function recordOf(
  message: Buffer,
  at: { name: string; type: number; data: number; length: number },
): DnsRecord | undefined {
  const { name, type, data, length } = at;
  if (type === types.ptr)
    return { type: "ptr", name, target: readName(message, data).name };
  if (type === types.srv && length >= 7)
    return {
      type: "srv",
      name,
      port: message.readUInt16BE(data + 4),
      target: readName(message, data + 6).name,
    };
  if (type === types.a && length === 4)
    return {
      type: "address",
      name,
      address: [...message.subarray(data, data + 4)].join("."),
    };
  if (type === types.aaaa && length === 16) {
    const parts = [0, 2, 4, 6, 8, 10, 12, 14].map((offset) =>
      message.readUInt16BE(data + offset).toString(16),
    );
    // One spelling for all: the URL parser shortens as RFC 5952 wants.
    const address = new URL(`http://[${parts.join(":")}]`).hostname;
    return { type: "address", name, address: address.slice(1, -1) };
  }
  return undefined;
}

/** A name and where it ends. Throws RangeError for one that runs out of the message or in circles. */
function readName(
  message: Buffer,
  start: number,
): { name: string; end: number } {
  const labels: string[] = [];
  let at = start;
  let end: number | undefined;
  for (let steps = 0; steps < 128; steps += 1) {
    const length = message.readUInt8(at);
    if (length === 0) return { name: labels.join("."), end: end ?? at + 1 };
    if ((length & 0xc0) === 0xc0) {
      end ??= at + 2;
      at = message.readUInt16BE(at) & 0x3fff;
    } else if (length < 64) {
      if (at + 1 + length > message.length) throw new RangeError("a label");
      labels.push(message.toString("utf8", at + 1, at + 1 + length));
      at += 1 + length;
    } else throw new RangeError("a kind of label that nobody uses");
  }
  throw new RangeError("a name in circles");
}
