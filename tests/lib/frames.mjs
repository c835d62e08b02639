/**
 * Native-messaging frames in a byte stream: a 4-byte length in the machine's byte order, then JSON.
 */

import { endianness } from "node:os";

/** The complete messages in `bytes`, without a last one that a kill has cut off. */
export function readFrames(bytes) {
  const messages = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = endianness() === "LE" ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    if (at + 4 + length > bytes.length) break;
    messages.push(JSON.parse(bytes.toString("utf8", at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return messages;
}

export function writeFrame(message) {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(4);
  if (endianness() === "LE") head.writeUInt32LE(body.length);
  else head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}
