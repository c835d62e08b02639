/** Framing: every way in which bytes may arrive, and what is refused. */

import assert from "node:assert/strict";
import test from "node:test";
import { frame, header, makeHome, startHost } from "../../lib/host.mjs";

const MIB = 1024 * 1024;
const hello = { id: 7, type: "profiles" };

async function serves(host) {
  assert.deepEqual(await host.ask(hello), { id: 7, ok: true, type: "profiles", profiles: [] });
}

/** A request of exactly `size` bytes, padded with spaces. */
function padded(size) {
  return Buffer.from(JSON.stringify(hello).padEnd(size));
}

async function refused(host, code) {
  const reply = await host.read();
  assert.equal(reply.id, null);
  assert.equal(reply.ok, false);
  assert.equal(reply.error.code, code);
}

test("an empty frame is refused and the next one served", async (t) => {
  const host = startHost(t, makeHome(t));
  await host.write(header(0));
  await refused(host, "bad_frame");
  await serves(host);
  assert.equal(await host.end(), 0);
});

test("a frame of 1 MiB is read", async (t) => {
  const host = startHost(t, makeHome(t));
  await host.write(frame(padded(MIB)));
  assert.equal((await host.read()).ok, true);
});

test("a longer frame is refused before its bytes arrive, skipped, and the next one served", async (t) => {
  const host = startHost(t, makeHome(t));
  for (const size of [MIB + 1, 64 * MIB]) {
    await host.write(header(size));
    await refused(host, "too_large");
    for (let left = size; left > 0; left -= MIB) await host.write(Buffer.alloc(Math.min(left, MIB), 0x20));
    await serves(host);
  }
});

test("a frame beyond 64 MiB ends the session after its error", async (t) => {
  for (const size of [64 * MIB + 1, 0xffff_ffff]) {
    const host = startHost(t, makeHome(t));
    await host.write(header(size));
    await refused(host, "too_large");
    assert.equal(await host.exited, 1);
  }
});

test("two frames in one write are two messages", async (t) => {
  const host = startHost(t, makeHome(t));
  await host.write(Buffer.concat([frame({ ...hello, id: 1 }), frame({ ...hello, id: 2 })]));
  assert.equal((await host.read()).id, 1);
  assert.equal((await host.read()).id, 2);
});

test("a frame may arrive a byte at a time", async (t) => {
  const host = startHost(t, makeHome(t));
  for (const byte of frame(hello)) {
    await host.write(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal((await host.read()).id, 7);
});

test("the end of the input ends the host, within a frame too", async (t) => {
  for (const bytes of [
    Buffer.alloc(0),
    header(10).subarray(0, 3),
    header(10),
    frame(hello).subarray(0, 12),
  ]) {
    const host = startHost(t, makeHome(t));
    await host.write(bytes);
    assert.equal(await host.end(), 0);
    assert.equal(host.unread, 0);
  }
});

test("a reader that is gone ends the host quietly", async (t) => {
  const host = startHost(t, makeHome(t));
  await serves(host);
  host.closeOutput();
  await host.write(Buffer.concat(Array.from({ length: 50 }, () => frame(hello))));
  assert.equal(await host.exited, 1);
});
