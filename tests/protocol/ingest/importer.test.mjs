/** bussola-import with the messages of the options page, and of a hostile page. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { cli } from "../../lib/command.mjs";
import { IMPORT, whileLocked } from "../../lib/paths.mjs";
import { member, NAME } from "../../fixtures/archives/member.mjs";
import { addressOf, archiveName, comments, messages } from "../../fixtures/archives/owned.mjs";
import { zip } from "../../fixtures/archives/zip.mjs";
import { frame, makeHome, startHost } from "../../lib/host.mjs";

const ID = 7;
const PIECE_MAX = 512 * 1024;
const start = (t, home, options) => startHost(t, home, { program: IMPORT, ...options });
const beginning = (bytes, fields = {}) => ({
  id: ID,
  type: "import",
  file: { name: NAME, size: bytes.length },
  ...fields,
});
const piece = (bytes, { offset, length }) => ({
  id: ID,
  type: "bytes",
  bytes: bytes.subarray(offset, offset + length).toString("base64"),
});

/** Serves every range until the end; `answer` may send something else for one. */
async function serve(host, bytes, { begin = beginning(bytes), answer = piece } = {}) {
  const seen = { needs: [], progress: [] };
  let reply = await host.ask(begin);
  while (reply.need || reply.progress) {
    assert.equal(reply.id, ID);
    if (reply.need) {
      const { offset, length } = reply.need;
      assert.ok(length > 0 && length <= PIECE_MAX && offset + length <= bytes.length, JSON.stringify(reply));
      seen.needs.push(reply.need);
      await host.write(frame(answer(bytes, reply.need)));
    } else {
      seen.progress.push(reply.progress);
    }
    reply = await host.read();
  }
  return { reply, ...seen };
}

function bussola(home, ...args) {
  const { code, out, err } = cli(home, ...args);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

/** All bytes below a directory. */
function stored(directory) {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  return Buffer.concat(
    files.filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  ).toString("latin1");
}

test("an archive read by ranges gives the same counts as on the command line", async (t) => {
  const home = makeHome(t);
  const host = start(t, home);
  const archive = zip(member());
  const { reply, needs, progress } = await serve(host, archive, {
    begin: beginning(archive, { profile: { key: "ines-prova" } }),
  });
  assert.equal(reply.ok, true, JSON.stringify(reply));
  assert.ok(needs.length > 0);
  assert.equal(progress.at(-1).done, progress.at(-1).total);
  const { stored: kept, ...summary } = reply.summary;
  assert.equal(kept.profile, "ines-prova");
  assert.ok(kept.changed > 0);
  assert.equal(await host.end(), 0);

  const path = join(home, NAME);
  writeFileSync(path, archive);
  const [there] = bussola(home, "import", "--json", "--dry-run", path);
  for (const [name, value] of Object.entries(summary)) assert.deepEqual(value, there[name], name);
});

test("a second import adds nothing, and one process takes several archives", async (t) => {
  const host = start(t, makeHome(t));
  const archive = zip(member());
  const first = await serve(host, archive);
  assert.equal(first.reply.summary.stored.profile, "me");
  const second = await serve(host, archive);
  assert.equal(second.reply.summary.stored.changed, 0);
});

test("a larger archive arrives in pieces that fit into a message", async (t) => {
  const host = start(t, makeHome(t));
  let seed = 1;
  const noise = Buffer.alloc(1_500_000, 0).map(() => (seed = (seed * 48_271) % 2_147_483_647) & 0xff);
  const archive = zip({ "photo.jpg": noise, ...member() });
  const { reply, needs } = await serve(host, archive);
  assert.equal(reply.ok, true);
  assert.equal(reply.summary.unknown, 2);
  // Files without counts are not read through.
  const asked = needs.reduce((sum, { length }) => sum + length, 0);
  assert.ok(asked < archive.length + 2 * PIECE_MAX, `${asked} of ${archive.length}`);
});

const archive = zip(member());
const refused = [
  ["not a zip", Buffer.from("%PDF-1.7 ".repeat(50)), {}, "bad_request", "not_zip"],
  ["a zip of something else", zip({ "holiday.txt": "sun" }), {}, "bad_request", "not_linkedin"],
  ["the archive within another zip", zip({ [NAME]: archive }), {}, "bad_request", "nested"],
  ["an empty file", Buffer.alloc(0), {}, "bad_request", undefined],
  ["a zip cut off", archive.subarray(0, archive.length / 2), {}, "bad_request", undefined],
  [
    "fewer bytes than asked",
    archive,
    { answer: (bytes, need) => piece(bytes, { ...need, length: need.length - 1 }) },
    "bad_request",
    "bytes",
  ],
  [
    "more bytes than asked",
    archive,
    { answer: (bytes, need) => piece(Buffer.concat([bytes, bytes]), { ...need, length: need.length + 1 }) },
    "bad_request",
    "bytes",
  ],
  [
    "no base64",
    archive,
    { answer: () => ({ id: ID, type: "bytes", bytes: "*".repeat(64) }) },
    "bad_request",
    "bytes",
  ],
  ["no bytes", archive, { answer: () => ({ id: ID, type: "bytes" }) }, "bad_request", "bytes"],
  [
    "another import's bytes",
    archive,
    { answer: (bytes, need) => ({ ...piece(bytes, need), id: ID + 1 }) },
    "bad_request",
    "type",
  ],
  [
    "a second import within the first",
    archive,
    { answer: (bytes) => beginning(bytes) },
    "bad_request",
    "type",
  ],
  ["no JSON", archive, { answer: () => "{" }, "bad_json", undefined],
];

for (const [what, bytes, options, code, field] of refused) {
  test(`${what}: refused by name, nothing stored, the next archive is taken`, async (t) => {
    const home = makeHome(t);
    const host = start(t, home);
    const { reply } = await serve(host, bytes, options);
    assert.equal(reply.ok, false);
    assert.equal(reply.error.code, code, JSON.stringify(reply));
    if (field !== undefined) assert.equal(reply.error.field, field);
    assert.deepEqual(bussola(home, "profiles", "--json"), []);
    assert.equal((await serve(host, archive)).reply.ok, true);
    assert.equal(await host.end(), 0);
  });
}

test("a false size from the page ends in an error", async (t) => {
  for (const size of [archive.length - 9, archive.length + 9]) {
    const host = start(t, makeHome(t));
    const begin = beginning(archive, { file: { name: NAME, size } });
    const padded = Buffer.concat([archive, Buffer.alloc(9)]);
    const { reply } = await serve(host, size > archive.length ? padded : archive.subarray(0, size), {
      begin,
    });
    assert.equal(reply.ok, false, String(size));
  }
});

for (const [what, message, code] of [
  ["bytes that nobody asked for", { id: 1, type: "bytes", bytes: "" }, "bad_request"],
  ["no file", { id: 1, type: "import" }, "bad_request"],
  ["a negative size", { id: 1, type: "import", file: { name: "a.zip", size: -1 } }, "out_of_range"],
  ["a size that is no integer", { id: 1, type: "import", file: { name: "a.zip", size: 0.5 } }, "bad_request"],
  ["the other host's request", { id: 1, type: "state" }, "bad_request"],
  ["no object", [], "bad_request"],
]) {
  test(`${what}: answered with ${code}`, async (t) => {
    const host = start(t, makeHome(t));
    const reply = await host.ask(message);
    assert.equal(reply.ok, false);
    assert.equal(reply.error.code, code);
    assert.equal(await host.end(), 0);
  });
}

test("a page that closes in the middle leaves nothing behind", async (t) => {
  const home = makeHome(t);
  const host = start(t, home);
  assert.ok((await host.ask(beginning(archive))).need);
  await host.end();
  assert.deepEqual(bussola(home, "profiles", "--json"), []);
});

test("other extensions are refused", async (t) => {
  const host = start(t, makeHome(t), { args: ["chrome-extension://abcdefghijklmnopabcdefghijklmnop/"] });
  assert.equal(await host.exited, 2);
});

test("it is confined before it reads its first byte", whileLocked, async (t) => {
  const host = start(t, makeHome(t));
  const status = () => readFileSync(`/proc/${host.pid}/status`, "utf8");
  /* Nothing was sent, so it is waiting for its first byte, or about to. */
  while (!/^Seccomp:\t2$/m.test(status())) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.match(status(), /^NoNewPrivs:\t1$/m);
  assert.match(readFileSync(`/proc/${host.pid}/limits`, "utf8"), /^Max core file size +0 +0 /m);
  assert.equal((await serve(host, zip(member()))).reply.ok, true);
  assert.equal(await host.end(), 0);
});

test("names, texts, addresses and ids stay in memory", async (t) => {
  const home = makeHome(t);
  const mark = (text) => `zqx${text.replaceAll(/[^a-z0-9]/gi, "")}xqz`;
  const host = start(t, home);
  const { reply } = await serve(host, zip(member(mark)));
  assert.equal(reply.ok, true);
  assert.doesNotMatch(JSON.stringify(reply), /zqx/);
  // The WAL exists while the database is open.
  assert.doesNotMatch(stored(home), /zqx/);
  assert.equal(await host.end(), 0);
  assert.doesNotMatch(stored(home), /zqx/);
  assert.doesNotMatch(host.stderr, /zqx/);
});

const TILDA = { key: "ACoAABtIlDaVarGa01", aliases: ["tilda-varga"], label: "tilda-varga" };
const GRETA = { key: "ACoAAGrEtAhOlM0002", aliases: ["greta-holm"], label: "greta-holm" };

/** Sends the host a page reading of each account. */
async function read(t, home, ...profiles) {
  const host = startHost(t, home);
  for (const [i, profile] of profiles.entries()) {
    const reply = await host.ask({
      id: ID + i,
      type: "observe",
      request: `importer-${i}`,
      profile,
      page: "network",
      lang: "en",
      at: "2026-11-19T10:00:00Z",
      gauges: [{ signal: "connections", value: 3, bound: "exact" }],
      tallies: [],
    });
    assert.equal(reply.ok, true, JSON.stringify(reply));
  }
  assert.equal(await host.end(), 0);
}

test("another account's archive is refused by name, and imported where the page says", async (t) => {
  const owned = zip({ ...messages("Ivo Brandt", addressOf("ivo-brandt")), ...comments(5) });
  const untold = zip(comments(5));
  const home = makeHome(t);
  await read(t, home, TILDA, GRETA);
  const before = bussola(home, "export").records;
  const host = start(t, home);
  const file = (bytes) => ({ name: archiveName(), size: bytes.length });
  const ask = (bytes, fields) =>
    serve(host, bytes, { begin: beginning(bytes, { file: file(bytes), ...fields }) });
  for (const [bytes, fields, code, field] of [
    [owned, {}, "bad_request", "other_account"],
    [untold, {}, "bad_request", "which_account"],
    [owned, { profile: { key: "nobody" } }, "unknown_profile", "profile.key"],
  ]) {
    const { reply } = await ask(bytes, fields);
    assert.deepEqual([reply.ok, reply.error.code, reply.error.field], [false, code, field]);
    assert.doesNotMatch(JSON.stringify(reply), /ivo|brandt/i);
  }
  assert.deepEqual(bussola(home, "export").records, before);
  assert.doesNotMatch(stored(home), /ivo-brandt/i);
  for (const [bytes, key, isNamed] of [
    [untold, GRETA.key, true],
    [owned, "me", true],
    [zip({ ...messages("Greta Holm", addressOf("greta-holm")), ...comments(5) }), undefined, true],
  ]) {
    const { reply } = await ask(bytes, key && { profile: { key } });
    assert.deepEqual(
      [reply.summary.stored.profile, reply.summary.stored.owner_told],
      [key ?? GRETA.key, isNamed],
    );
  }
});

test("an archive that does not name its owner is marked so", async (t) => {
  const untold = zip(comments(5));
  for (const [profiles, key] of [
    [[], "me"],
    [[TILDA], TILDA.key],
  ]) {
    const home = makeHome(t);
    if (profiles.length > 0) await read(t, home, ...profiles);
    const { reply } = await serve(start(t, home), untold);
    assert.deepEqual(
      [reply.summary.stored.profile, reply.summary.stored.owner_told],
      [key, false],
      JSON.stringify(reply),
    );
  }
});
