// One node of @chainsafe/discv5, told what to do in JSON lines.
//
//   npm ci && node peer.mjs KEY(hex) IP PORT SEQ [BOOTNODE_ENR...]
//
// Commands on standard input, one a line: {"id":1,"do":"ping","enr":"enr:..."}; answers on standard output with the
// same id and either result or error. The first line out is {"event":"ready",...}. The commands are ping, findnode,
// talk, lookup, table, self, add, setEntry and quit, the same for every peer program. DEBUG=discv5:* logs to standard
// error.

import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Discv5, UDPTransportService, multiaddrFromSocketAddress } from "@chainsafe/discv5";
import { ENR, SignableENR, getV4Crypto } from "@chainsafe/enr";
import { multiaddr } from "@multiformats/multiaddr";

const ANSWER_LIMIT_MS = 5_000;
const LOOKUP_INTERVAL_MS = 5_000;
const ECHO = Buffer.from("echo");

// The library's defaults but for these two: a look-up that meets silent nodes must end before its answer is due, and a
// mixed network must see within two minutes that a record has changed.
const CONFIG = { lookupTimeout: 4_500, pingInterval: 5_000 };

/** The library's transport, except that nothing leaves loopback, whatever address a record names. */
class LoopbackTransport extends UDPTransportService {
  async send(to, toId, packet) {
    const { host } = to.toOptions();
    if (!host.startsWith("127.") && host !== "::1") {
      throw new Error(`${host} is not a loopback address`);
    }
    await super.send(to, toId, packet);
  }
}

const [keyText, ip, portText, seqText, ...bootnodes] = process.argv.slice(2);
if (seqText === undefined) {
  console.error("Usage: node peer.mjs KEY(64 hex digits) IP(127.0.0.1 or ::1) PORT(0: any) SEQ [BOOTNODE_ENR...]");
  process.exit(2);
}
const key = bytes(keyText);
const ip6 = ip.includes(":");
const port = Number(portText) || (await freePort());
const local = ownRecord();
const node = startable();
const verbs = {
  ping: async ({ enr }) => {
    const pong = await node.sendPing(ENR.decodeTxt(enr));
    const { host, port } = multiaddrFromSocketAddress(pong.addr).toOptions();
    return { enrSeq: Number(pong.enrSeq), ip: host, port };
  },
  findnode: async ({ enr, distances }) => texts(await node.sendFindNode(ENR.decodeTxt(enr), distances)),
  talk: async ({ enr, protocol, payload }) =>
    hex(await node.sendTalkReq(ENR.decodeTxt(enr), bytes(payload), bytes(protocol))),
  lookup: async ({ target }) => texts(await node.findNode(hex(bytes(target)).slice(2))),
  table: async () => texts(node.kadValues()),
  self: async () => node.enr.encodeTxt(),
  add: async ({ enr }) => {
    node.addEnr(ENR.decodeTxt(enr));
    return true;
  },
  setEntry: async ({ key, value }) => {
    setEntry(key, bytes(value));
    return node.enr.encodeTxt();
  },
};

node.on("talkReqReceived", (from, _record, { id, protocol, request }) =>
  node.sendTalkResp(from, id, ECHO.equals(protocol) ? request : new Uint8Array(0)),
);
await node.start();
bootnodes.forEach((enr) => node.addEnr(enr));
// The library starts no look-up of its own, and one over an empty table ends only at its time limit.
setInterval(() => node.kadValues().length > 0 && node.findRandomNode(), LOOKUP_INTERVAL_MS);
write({ event: "ready", enr: node.enr.encodeTxt(), nodeId: `0x${node.enr.nodeId}`, port });

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  if (command.do === "quit") {
    break;
  }
  answer(command);
}
await node.stop();
process.exit(0);

function ownRecord() {
  const entries = { id: Buffer.from("v4"), secp256k1: getV4Crypto().publicKey(key) };
  const record = new SignableENR(entries, 0n, key);
  record[ip6 ? "ip6" : "ip"] = ip;
  record[ip6 ? "udp6" : "udp"] = port;
  return new SignableENR(record.kvs, BigInt(seqText), key);
}

function startable() {
  const family = ip6 ? "ip6" : "ip4";
  const bindAddrs = { [family]: multiaddr(`/${family}/${ip}/udp/${port}`) };
  return Discv5.create({
    enr: local,
    privateKey: { type: "secp256k1", raw: key },
    bindAddrs,
    config: CONFIG,
    transport: new LoopbackTransport({ bindAddrs, nodeId: local.nodeId }),
  });
}

async function freePort() {
  const socket = createSocket(ip6 ? "udp6" : "udp4");
  socket.bind(0, ip);
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}

/** Tried on a copy first: the library would keep a record that it can no longer encode. */
function setEntry(name, value) {
  const copy = new SignableENR(node.enr.kvs, node.enr.seq, key);
  copy.set(name, value);
  copy.encode();
  node.enr.set(name, value);
}

async function answer({ id, do: verb, ...parameters }) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_LIMIT_MS} ms`)), ANSWER_LIMIT_MS);
  });
  try {
    if (!Object.hasOwn(verbs, verb)) {
      throw new Error("no such command");
    }
    write({ id, result: await Promise.race([verbs[verb](parameters), limit]) });
  } catch (error) {
    write({ id, error: error.code ? `${error.message} (${error.code})` : error.message });
  } finally {
    clearTimeout(timer);
  }
}

function write(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function texts(records) {
  return records.map((record) => record.encodeTxt());
}

/** @param {string} text hexadecimal, with or without 0x */
function bytes(text) {
  return Uint8Array.from(Buffer.from(text.replace(/^0x/, ""), "hex"));
}

function hex(octets) {
  return `0x${Buffer.from(octets).toString("hex")}`;
}
