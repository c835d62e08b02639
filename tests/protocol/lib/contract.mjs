/** The contract as both sides have it: its data, and the shapes that the extension reads it with. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { hostError, replies, requests } from "../../../extension/contract/protocol.ts";

export { requests };

/** The data of a file of the contract. */
export const contract = (name) =>
  JSON.parse(readFileSync(new URL(`../../../include/contract/${name}.json`, import.meta.url), "utf8"));

export const PROTOCOL = contract("protocol");

/** Fails unless the contract names every member of a reply, with the kind and the range that it has. */
export function assertInContract({ id, ok, type, error, ...members }, what) {
  assert.ok(id === null || Number.isSafeInteger(id), what);
  if (ok) assert.deepEqual(replies[type](members), members, what);
  else assert.deepEqual(hostError(error), error, what);
}
