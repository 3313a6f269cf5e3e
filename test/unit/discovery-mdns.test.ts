import { describe, expect, it } from "vitest";
import {
  ptrQuestions,
  readRecords,
} from "../../main/adapters/discovery/dns-message.ts";
import { announcedIn } from "../../main/adapters/discovery/mdns.ts";

const label = (text: string) =>
  Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);
const name = (text: string) =>
  Buffer.concat([...text.split(".").map(label), Buffer.from([0])]);
const record = (owner: Buffer, type: number, data: Buffer) => {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(0x8001, 2);
  head.writeUInt32BE(120, 4);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([owner, head, data]);
};
const srv = (port: number, target: Buffer) => {
  const head = Buffer.alloc(6);
  head.writeUInt16BE(port, 4);
  return Buffer.concat([head, target]);
};
const message = (...records: Buffer[]) => {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0x8400, 2);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, ...records]);
};
/** As avahi answers, the second name by a pointer to the first (offset 12). */
const answer = message(
  record(
    name("_ssh._tcp.local"),
    12,
    Buffer.concat([label("Pump 7"), Buffer.from([0xc0, 12])]),
  ),
  record(name("Pump 7._ssh._tcp.local"), 33, srv(2222, name("pump.local"))),
  record(name("pump.local"), 1, Buffer.from([192, 168, 1, 9])),
  record(
    name("pump.local"),
    28,
    Buffer.from("fe800000000000000000000000000001", "hex"),
  ),
);

describe("mDNS", () => {
  it("asks for services, and wants answers to itself", () => {
    const question = ptrQuestions(["_ssh._tcp.local"]);
    expect(question.readUInt16BE(4)).toBe(1);
    expect(question.subarray(12, 29)).toEqual(name("_ssh._tcp.local"));
    expect(question.subarray(-4)).toEqual(Buffer.from([0, 12, 0x80, 1]));
  });

  it("reads who offers SSH where, for the address it came from", () => {
    const records = readRecords(answer);
    expect(announcedIn(records, "192.168.1.9")).toEqual([
      { address: "192.168.1.9", name: "pump", port: 2222 },
    ]);
    expect(announcedIn(records, "fe80::1")).toEqual([
      { address: "fe80::1", name: "pump", port: 2222 },
    ]);
  });

  it("does not believe what one says of another's address", () => {
    expect(announcedIn(readRecords(answer), "192.168.1.10")).toEqual([]);
  });

  it("reads what there is of a damaged message, and never throws or hangs", () => {
    for (let length = 0; length < answer.length; length += 1)
      expect(readRecords(answer.subarray(0, length)).length).toBeLessThan(4);
    const circle = message(
      record(Buffer.from([0xc0, 12]), 12, Buffer.from([0xc0, 12])),
    );
    expect(readRecords(circle)).toEqual([]);
    const question = Buffer.from(answer);
    question.writeUInt16BE(0, 2);
    expect(readRecords(question)).toEqual([]);
    for (let turn = 0; turn < 500; turn += 1) {
      const spoilt = Buffer.from(answer);
      spoilt[(turn * 7) % spoilt.length] = (turn * 31) & 255;
      expect(Array.isArray(readRecords(spoilt))).toBe(true);
    }
  });
});
