/** Puts PNG pictures into one icon of Windows: node manifests/windows/icon.mjs OUTPUT PNG… */

import { readFileSync, writeFileSync } from "node:fs";

const ENTRY = 16;
const [output, ...files] = process.argv.slice(2);
const pictures = files.map((file) => readFileSync(file));
const head = Buffer.alloc(6 + ENTRY * pictures.length);
head.writeUInt16LE(1, 2);
head.writeUInt16LE(pictures.length, 4);
let offset = head.length;
pictures.forEach((picture, index) => {
  const at = 6 + ENTRY * index;
  // Width and height of a PNG; 0 means 256.
  head.writeUInt8(picture.readUInt32BE(16) % 256, at);
  head.writeUInt8(picture.readUInt32BE(20) % 256, at + 1);
  head.writeUInt16LE(1, at + 4);
  head.writeUInt16LE(32, at + 6);
  head.writeUInt32LE(picture.length, at + 8);
  head.writeUInt32LE(offset, at + 12);
  offset += picture.length;
});
writeFileSync(output, Buffer.concat([head, ...pictures]));
