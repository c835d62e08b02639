/** push: what goes to a team's server, when, and what becomes of it if the server fails. */

import assert from "node:assert/strict";
import {
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
  copyFileSync,
  mkdirSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { inside } from "../../lib/database.mjs";
import { Disk } from "../../lib/disk.mjs";
import { day } from "../../lib/host.mjs";
import { strangers } from "../ingest/api.mjs";
import { home, run, runOnTerminal } from "./lib.mjs";
import { DAY, KEY, LABEL, observe, OFFICIAL_DAY, SEEN, tell } from "./member.mjs";
import { answersOf } from "./push-answers.mjs";
import { parse, push, serve } from "./push-server.mjs";

const TOKEN = "token-of-the-team-0123456789";
const FROM = ["--from", "2026-02-01"];

function member(t, seen = SEEN.anchored) {
  const place = home(t);
  place.env.COLUMNS = "200";
  tell(place, seen);
  return place;
}

const databaseOf = (place) => join(place.directory, ".local/share/bussola/bussola.db");
const rows = (place, sql) => inside(databaseOf(place), (db) => db.prepare(sql).all());
const begin = (place, server, ...args) => push(place, ["--to", server.url, "--yes", ...args]);
const noon = (date) => Date.parse(`${date}T12:00:00Z`);

/** A member who sends to the server, from FROM on. */
async function started(t, server, ...args) {
  const place = member(t);
  const { code, err } = await begin(place, server, ...FROM, ...args);
  assert.equal(code, 0, err);
  server.posts.length = 0;
  return place;
}

/** What the server answers: the last value of each day. */
function answered(server) {
  const answers = new Map();
  for (const [series, values] of server.stored)
    for (const [time, value] of [...values].sort(([a], [b]) => a - b))
      answers.set(`${series} ${new Date(time).toISOString().slice(0, 10)}`, value);
  return answers;
}

const sorted = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
const assertEqualNumbers = (place, server) =>
  assert.deepEqual(sorted(answered(server)), sorted(inside(databaseOf(place), answersOf).answers));

/* ---- beginning ---- */

test("--show prints exactly the bytes that are sent, and neither sends nor stores", async (t) => {
  const server = await serve(t);
  const place = member(t);
  const before = rows(place, "SELECT * FROM setting");
  const shown = await push(place, ["--to", server.url, "--show", ...FROM]);
  assert.equal(shown.code, 0, shown.err);
  assert.match(shown.err, new RegExp(`^POST ${server.url}/write\\?precision=ms$`, "m"));
  assert.equal(server.posts.length, 0);
  assert.deepEqual(rows(place, "SELECT * FROM push_target"), []);
  assert.deepEqual(rows(place, "SELECT * FROM outbox"), []);
  assert.deepEqual(rows(place, "SELECT * FROM setting"), before);
  assert.equal((await begin(place, server, ...FROM)).code, 0);
  const sent = server.posts.map((post) => post.body).join("");
  const anonymous = (text) => text.replaceAll(/member=[0-9a-f]{32}/g, "member=M");
  assert.equal(anonymous(sent), anonymous(shown.out));
});

test("one line for each day, at noon and as gzip, with a random name and no key", async (t) => {
  const server = await serve(t);
  const place = member(t);
  const { code, out, err } = await begin(place, server, ...FROM);
  assert.equal(code, 0, err);
  const days = rows(place, "SELECT * FROM outbox").length;
  assert.match(out, new RegExp(`${days} days were sent to ${server.url}`));
  const lines = server.posts.flatMap((post) => post.lines);
  assert.equal(lines.length, days);
  assert.ok(server.posts.length > 1, "in batches");
  for (const { method, url, headers } of server.posts) {
    assert.deepEqual([method, url], ["POST", "/write?precision=ms"]);
    assert.equal(headers["content-encoding"], "gzip");
    assert.equal(headers.authorization, undefined);
  }
  const [first] = lines.map(parse);
  assert.match(first.tags.member, /^[0-9a-f]{32}$/);
  assert.deepEqual(Object.keys(first.tags), ["member"]);
  assert.ok(lines.every((line) => !line.includes(KEY) && !line.includes(LABEL)));
  const shown = lines.map(parse).find(({ time }) => time >= noon(OFFICIAL_DAY));
  assert.ok(shown.time - noon(OFFICIAL_DAY) < 12 * 3_600_000, "on its own day");
  assert.equal(shown.fields.index, "46.3");
  assertEqualNumbers(place, server);
  const again = await push(place);
  assert.match(again.out, /has everything already/);
  assert.equal(server.posts.flatMap((post) => post.lines).length, days);
});

test("without --from the first day is today", async (t) => {
  const server = await serve(t);
  const place = member(t);
  assert.equal((await begin(place, server)).code, 0);
  assert.deepEqual(
    server.posts
      .flatMap((post) => post.lines)
      .map((line) => new Date(parse(line).time).toISOString().slice(0, 10)),
    [day()],
  );
});

test("only the parts that were chosen are written and sent; a label only if given", async (t) => {
  const server = await serve(t);
  const place = member(t);
  const label = "Ines, «B=2» team";
  await begin(place, server, "--only", "index", "--label", label);
  const lines = server.posts.flatMap((post) => post.lines).map(parse);
  assert.deepEqual(lines.map((line) => Object.keys(line.fields)).flat(), ["kind", "index", "label"]);
  assert.equal(lines.at(-1).tags.label, label);
  const [row] = rows(place, "SELECT * FROM outbox");
  assert.deepEqual([row.brand, row.error, row.posts, row.posts_bound], [null, null, null, null]);
});

test("without a terminal and --yes nothing is sent or kept", async (t) => {
  const server = await serve(t);
  const place = member(t);
  const { code, err } = await push(place, ["--to", server.url, "--token"], { input: `${TOKEN}\n` });
  assert.equal(code, 4);
  assert.match(err, /--yes/);
  assert.equal(server.posts.length, 0);
  assert.deepEqual(rows(place, "SELECT * FROM push_target"), []);
  assert.equal(existsSync(join(place.directory, ".config/bussola")), false);
});

test("on a terminal the consent says who sees what; another word than “send” sends nothing", (t) => {
  const place = member(t);
  const at = ["push", "--to", "http://127.0.0.1:9", "--push-seconds", "1"];
  const declined = runOnTerminal(place, at, { input: "yes\n" });
  assert.equal(declined.code, 4, declined.out);
  for (const said of [
    /index, error, pillars/,
    /administer that server see every/,
    /not anonymous/,
    /legal basis/,
    /--withdraw/,
  ])
    assert.match(declined.out, said);
  assert.deepEqual(rows(place, "SELECT * FROM push_target"), []);
  assert.deepEqual(rows(place, "SELECT * FROM outbox"), []);
  const agreed = runOnTerminal(place, at, { input: "send\n" });
  assert.equal(agreed.code, 1, agreed.out);
  assert.match(agreed.out, /cannot be reached/);
  assert.equal(rows(place, "SELECT agreed FROM push_target WHERE agreed > 0").length, 1);
});

test("addresses that would be unsafe, and labels that cannot be written, are refused", async (t) => {
  const place = member(t);
  const wrong = [
    ...["http://team.example.org", "ftp://127.0.0.1", "https://", "https://:80", "team.example.org"],
    ...[
      "https://ines:secret@team.example.org",
      "https://team.example.org/?db=a",
      "https://team.example.org/#a",
    ],
    ...["http://127.0.0.1.example.org", "http://localhost@example.org", "https://team example.org"],
    `https://${"x".repeat(200)}`,
  ];
  for (const url of wrong) {
    const { code, out, err } = await push(place, ["--to", url, "--yes"]);
    assert.equal(code, 2, url);
    assert.ok(!`${out}${err}`.includes("secret"));
  }
  for (const label of ["", "a\nb", "back\\slash", "x".repeat(65)])
    assert.equal((await push(place, ["--to", "https://team.example.org", "--label", label])).code, 2, label);
  assert.equal((await push(place, ["--only", "index"])).code, 2);
  assert.equal((await push(place)).code, 3);
  assert.equal((await push(place, ["--withdraw"])).code, 3);
  assert.equal((await push(place, ["--schedule", "hourly"])).code, 3);
  assert.deepEqual(rows(place, "SELECT * FROM push_target"), []);
});

test("a second server is refused until the first one is withdrawn", async (t) => {
  const [one, two] = [await serve(t), await serve(t)];
  const place = await started(t, one);
  const { code, err } = await begin(place, two);
  assert.equal(code, 1);
  assert.ok(err.includes(one.url));
  assert.equal((await push(place, ["--withdraw"])).code, 0);
  assert.equal((await begin(place, two)).code, 0);
  const [before, after] = [one, two].map(({ posts }) => parse(posts[0].lines[0]).tags.member);
  assert.notEqual(before, after, "another name for another team");
});

/* ---- the token ---- */

test("the token is private to the user, goes only to its server, and is never shown", async (t) => {
  const server = await serve(t);
  const place = member(t);
  const begun = await push(place, ["--to", server.url, "--token", "--yes"], { input: `${TOKEN}\n` });
  assert.equal(begun.code, 0, begun.err);
  assert.equal(server.posts[0].headers.authorization, `Bearer ${TOKEN}`);
  const folder = join(place.directory, ".config/bussola");
  const [name] = readdirSync(folder);
  assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  const shown = await push(place, ["--show"]);
  for (const { out, err } of [begun, shown, run(place, ["doctor"])])
    assert.equal(`${out}${err}`.includes(TOKEN), false);
  assert.equal((await push(place, ["--token"], { input: "two words\n" })).code, 2);
  assert.equal(readFileSync(join(folder, name), "utf8"), TOKEN);
  assert.equal((await push(place, ["--token"], { input: "another-token\n" })).code, 0);
  assert.equal((await push(place, ["--again"])).code, 0);
  assert.equal(server.posts.at(-1).headers.authorization, "Bearer another-token");
  assert.equal((await push(place, ["--withdraw"])).code, 0);
  assert.equal(existsSync(join(folder, name)), false);
});

/* ---- days that change ---- */

const more = (count, date = DAY) =>
  observe(
    "activity_posts",
    { tallies: [{ signal: "posts", from: date, to: date, days: { [date]: count } }] },
    date,
  );

test("a changed day is sent again as a later revision, and only then", async (t) => {
  const server = await serve(t);
  const place = await started(t, server);
  const before = rows(place, "SELECT day, revision FROM outbox ORDER BY day");
  tell(place, [more(9)]);
  const { out } = await push(place);
  const lines = server.posts.flatMap((post) => post.lines).map(parse);
  assert.ok(lines.length > 0 && lines.length < before.length, out);
  const after = rows(place, "SELECT day, revision FROM outbox ORDER BY day");
  const changed = after.filter(({ revision }, i) => revision !== before[i].revision);
  assert.ok(after.every(({ revision }, i) => revision >= before[i].revision));
  assert.equal(changed.length, lines.length);
  assertEqualNumbers(place, server);
});

test("a removed source, another model and an import are sent as revisions too", async (t) => {
  const server = await serve(t);
  const place = await started(t, server);
  for (const change of [
    ["model", "use", "bussola-1"],
    ["model", "use", "bussola-2"],
    ["forget", "--source", "archive", "--profile", KEY, "--yes"],
  ]) {
    const done = run(place, change);
    assert.equal(done.code, 0, done.err);
    const { code, err } = await push(place);
    assert.equal(code, 0, err);
    assertEqualNumbers(place, server);
  }
  const other = await serve(t);
  assert.equal(run(place, ["history", "--model", "bussola-1"]).code, 0);
  await push(place);
  assert.equal(other.posts.length, 0, "a model for one run is not sent");
});

test("what was deleted by a retention is not sent", async (t) => {
  const server = await serve(t);
  const place = await started(t, server);
  const count = rows(place, "SELECT * FROM outbox").length;
  assert.equal(run(place, ["retention", "120", "--yes"]).code, 0);
  assert.ok(rows(place, "SELECT * FROM outbox").length < count);
  await push(place, ["--again"]);
  assert.equal(server.posts.flatMap((post) => post.lines).length, 120);
});

/* ---- a server that fails ---- */

/** Every fault, and what the message says. The number of posts that it takes. */
const FAULTS = {
  "a wrong address": [{ status: 404, body: "not found" }, /404.*no VictoriaMetrics at this address/],
  "a redirect": [{ status: 302, headers: { Location: "https://example.org/" } }, /302.*address/],
  "a wrong token": [{ status: 401 }, /401.*token/],
  "a forbidden one": [{ status: 403 }, /403.*token/],
  "200 with an error": [
    { status: 200, body: '{"error":"no space left"}' },
    /answered 200 with a text[\s\S]*no space left/,
  ],
  "200 with a login page": [{ status: 200, body: "<html>log in</html>" }, /login page or a proxy/],
  "a full disk": [{ status: 507, body: "disk full" }, /507.*full[\s\S]*disk full/],
  "an error": [{ status: 500, body: "\u001b[31mpanic\n" }, /500[\s\S]*said: +\[31mpanic/],
  "no answer": [{ silent: true }, /did not answer in time/],
  "an answer that breaks off": [{ status: 200, cut: true }, /broke off/],
  "no HTTP": [{ garbage: "SSH-2.0-OpenSSH_9.2\r\n" }, /no web server/],
  "half a header": [{ garbage: "HTTP/1.1 2" }, /broke off|cannot be reached|answered/],
  "an endless answer": [{ status: 200, body: "x".repeat(1 << 20) }, /answered 200 with a text|broke off/],
  "a refusal of everything": [
    { status: 400, body: "cannot parse" },
    /refuses every day \(400\)[\s\S]*cannot parse/,
  ],
};

for (const [name, [reply, message]] of Object.entries(FAULTS))
  test(`${name}: a message, nothing lost, and the next push sends everything`, async (t) => {
    const server = await serve(t);
    let broken = true;
    const failing = await serve(t, () => (broken ? reply : undefined));
    const place = member(t);
    const { code, out, err } = await begin(place, failing, ...FROM, "--push-seconds", "1");
    assert.equal(code, 1, out);
    assert.match(err, message);
    assert.ok(!err.includes("\u001b"), "no control characters of the server");
    const waiting = rows(place, "SELECT * FROM outbox WHERE sent < revision AND refused = 0");
    assert.equal(waiting.length, rows(place, "SELECT * FROM outbox").length);
    assert.match(out, new RegExp(`${waiting.length} days wait`));
    assert.equal(server.posts.length, 0);
    broken = false;
    const { code: next, err: again } = await push(place);
    assert.equal(next, 0, again);
    assertEqualNumbers(place, failing);
  });

test("a server that cannot be reached for weeks gets every day once it is back", async (t) => {
  const server = await serve(t);
  const place = member(t);
  await begin(place, server);
  await server.close();
  const later = (days) => ({ CLOCK_SHIFT: String(Number(place.env.CLOCK_SHIFT ?? 0) + days * 86_400) });
  for (const days of [1, 9, 30]) {
    const { code, err } = await push(place, ["--push-seconds", "1"], { env: later(days) });
    assert.equal(code, 1);
    assert.match(err, /cannot be reached/);
  }
  const back = await serve(t);
  // The same server under another port, as far as the member knows.
  inside(databaseOf(place), (db) => db.exec(`UPDATE push_target SET url = '${back.url}'`));
  const { code, err } = await push(place, [], { env: later(30) });
  assert.equal(code, 0, err);
  assert.equal(back.posts.flatMap((post) => post.lines).length, 30);
});

test("a repeated delivery, because the answer was lost, changes nothing", async (t) => {
  let first = true;
  const server = await serve(t, () => {
    const lost = first;
    first = false;
    return lost ? { status: 204, garbage: "lost", kept: true } : undefined;
  });
  const place = member(t);
  assert.equal((await begin(place, server, ...FROM, "--push-seconds", "1")).code, 1);
  assert.equal((await push(place)).code, 0);
  assertEqualNumbers(place, server);
});

test("a server that is busy is asked again after the time that it names", async (t) => {
  const server = await serve(t, (post, number) =>
    number < 3 ? { status: number === 1 ? 429 : 503, headers: { "Retry-After": "1" } } : undefined,
  );
  const place = member(t);
  const { code, err } = await begin(place, server);
  assert.equal(code, 0, err);
  assert.equal(server.posts.length, 3);
});

test("a server that asks to wait for longer is not asked before", async (t) => {
  let busy = true;
  const server = await serve(t, () =>
    busy ? { status: 429, headers: { "Retry-After": "7200" } } : undefined,
  );
  const place = member(t);
  assert.match((await begin(place, server)).err, /429[\s\S]*asks to wait until/);
  assert.equal(server.posts.length, 1);
  busy = false;
  const soon = await push(place);
  assert.equal(soon.code, 1);
  assert.match(soon.err, /asks to wait until/);
  assert.equal(server.posts.length, 1);
  const later = { CLOCK_SHIFT: String(Number(place.env.CLOCK_SHIFT ?? 0) + 9000) };
  assert.equal((await push(place, [], { env: later })).code, 0);
  assert.equal(server.posts.length, 2);
});

test("a day that the server refuses is set aside and shown, and the others arrive", async (t) => {
  const poison = String(noon("2026-02-20")).slice(0, 6);
  const isPoison = (line) => parse(line).time >= noon("2026-02-20") && parse(line).time < noon("2026-02-21");
  let strict = true;
  const server = await serve(t, (post) =>
    strict && post.lines.some(isPoison) ? { status: 400, body: `bad line ${poison}` } : undefined,
  );
  const place = member(t);
  const { code, err } = await begin(place, server, ...FROM);
  assert.equal(code, 1);
  assert.match(err, /refused 1 day \(400\)[\s\S]*bad line/);
  const aside = rows(
    place,
    "SELECT date(day * 86400, 'unixepoch') AS date, refused FROM outbox WHERE refused > 0",
  );
  assert.deepEqual(
    aside.map((row) => ({ ...row })),
    [{ date: "2026-02-20", refused: 400 }],
  );
  assert.deepEqual(rows(place, "SELECT * FROM outbox WHERE sent < revision AND refused = 0"), []);
  const count = server.posts.length;
  const next = await push(place);
  assert.match(next.out, /1 day that the server refused is set aside/);
  assert.equal(server.posts.length, count, "it is not sent again by itself");
  assert.match(run(place, ["doctor"]).out, /refused days: 1/);
  strict = false;
  assert.equal((await push(place, ["--again"])).code, 0);
  assertEqualNumbers(place, server);
});

test("one account's server that fails keeps nothing from the other's", async (t) => {
  const [good, bad] = [await serve(t), await serve(t, () => ({ status: 503 }))];
  const place = member(t);
  const other = { key: "ACoAAB9zWeiTer0", label: "noor-prova-88", aliases: [] };
  tell(
    place,
    SEEN.estimate.map((seen) => ({
      ...seen,
      profile: other,
      request: seen.request.replace("0000-4000", "0001-4000"),
    })),
  );
  await begin(place, good, "--profile", other.key);
  await begin(place, bad, "--profile", KEY, "--push-seconds", "1");
  good.posts.length = 0;
  const { code } = await push(place, ["--again", "--profile", other.key]);
  assert.equal(code, 0);
  inside(databaseOf(place), (db) => db.exec("UPDATE outbox SET sent = -1"));
  const both = await push(place, ["--push-seconds", "1", "--json"]);
  assert.equal(both.code, 1);
  const said = JSON.parse(both.out);
  assert.deepEqual(
    said.map(({ profile, error }) => [profile, error]).sort(),
    [
      [KEY, "busy"],
      [other.key, null],
    ].sort(),
  );
  assert.equal(good.posts.length, 2);
});

test("a disk that is full on this machine, at any moment of a push, loses nothing", async (t) => {
  const server = await serve(t);
  const place = await started(t, server);
  const disk = new Disk(place.directory, ".local/share/bussola");
  let failed = true;
  for (let n = 1; failed; n += 2) {
    tell(place, [more(n)]);
    disk.break("any", n, { code: "ENOSPC" });
    const { code, err } = await push(place, [], { env: disk.env });
    failed = disk.failed;
    disk.mend();
    if (failed && code !== 0) assert.match(err, /disk is full/);
    const { code: next, err: said } = await push(place);
    assert.equal(next, 0, said);
    assertEqualNumbers(place, server);
  }
});

/* ---- https ---- */

test("https: a verified certificate, else nothing is sent", async (t) => {
  const server = await serve(t, undefined, { secure: true });
  const place = member(t);
  const stranger = await begin(place, server, "--push-ca", strangers);
  assert.equal(stranger.code, 1);
  assert.match(stranger.err, /certificate of .* is not valid/);
  const system = await push(place);
  assert.match(system.err, /certificate of .* is not valid/);
  assert.equal(server.posts.length, 0);
  assert.equal((await push(place, ["--push-ca", server.ca])).code, 0);
  assert.equal(server.posts.length, 1);
});

test("a proxy does not see what stays on this machine", async (t) => {
  const [server, proxy] = [await serve(t), await serve(t)];
  const place = member(t);
  const env = { http_proxy: proxy.url, all_proxy: proxy.url };
  assert.equal((await push(place, ["--to", server.url, "--yes"], { env })).code, 0);
  assert.deepEqual([server.posts.length, proxy.posts.length], [1, 0]);
});

/* ---- the end ---- */

test("--withdraw stops, marks the series, and says how an administrator deletes them", async (t) => {
  let broken = true;
  const server = await serve(t);
  const place = await started(t, server);
  const [{ member: name }] = rows(place, "SELECT member FROM push_target");
  await server.close();
  const offline = await push(place, ["--withdraw", "--push-seconds", "1"]);
  assert.equal(offline.code, 1);
  assert.match(offline.out, new RegExp(`curl .*member="${name}".*delete_series`));
  assert.match(offline.out, /Backups of the server may keep copies/);
  assert.match(run(place, ["doctor"]).out, /does not know yet that you have withdrawn/);
  tell(place, [more(30)]);
  assert.deepEqual(rows(place, "SELECT * FROM outbox"), [], "nothing enters any more");
  const back = await serve(t, () => (broken ? { status: 503 } : undefined));
  inside(databaseOf(place), (db) => db.exec(`UPDATE push_target SET url = '${back.url}'`));
  assert.equal((await push(place, ["--push-seconds", "1"])).code, 1);
  broken = false;
  const done = await push(place);
  assert.equal(done.code, 0, done.err);
  const { tags, fields } = parse(back.posts.at(-1).lines[0]);
  assert.deepEqual([tags.member, fields], [name, { withdrawn: "1" }]);
  const count = back.posts.length;
  assert.equal((await push(place)).code, 3);
  const again = await push(place, ["--withdraw"]);
  assert.equal(again.code, 0);
  assert.match(again.out, new RegExp(name));
  assert.equal(back.posts.length, count);
});

test("a mistyped address can be withdrawn without its server", async (t) => {
  const server = await serve(t);
  const place = member(t);
  await server.close();
  assert.equal((await begin(place, server, "--push-seconds", "1")).code, 1);
  const { code, out } = await push(place, ["--withdraw", "--push-seconds", "1"]);
  assert.equal(code, 1);
  assert.match(out, /has accepted nothing from you/);
  assert.deepEqual(rows(place, "SELECT * FROM push_target"), []);
  const right = await serve(t);
  assert.equal((await begin(place, right)).code, 0);
});

test("a server that is gone does not keep the member from the next one for ever", async (t) => {
  const server = await serve(t);
  const place = await started(t, server);
  await server.close();
  const tryAgain = () => push(place, ["--withdraw", "--push-seconds", "1"]);
  await tryAgain();
  await tryAgain();
  assert.equal(rows(place, "SELECT * FROM push_target").length, 1, "within a week it may come back");
  inside(databaseOf(place), (db) => db.exec("UPDATE push_target SET withdrawn = withdrawn - 8 * 86400"));
  assert.match((await tryAgain()).out, /has not answered for a week/);
  assert.equal((await begin(place, await serve(t))).code, 0);
});

test("the program tells the extension where numbers go, until the withdrawal", async (t) => {
  const server = await serve(t);
  const place = member(t);
  const told = () => tell(place, [{ type: "profiles" }])[0].profiles[0].push;
  assert.equal(told(), undefined);
  await begin(place, server, ...FROM, "--only", "index", "--only", "counts");
  assert.deepEqual(told(), { url: server.url, since: FROM[1], parts: ["index", "counts"] });
  await push(place, ["--withdraw"]);
  assert.equal(told(), undefined);
});

test("forget removes target, days and token, and says that the server keeps what it has", async (t) => {
  const server = await serve(t);
  const place = member(t);
  await push(place, ["--to", server.url, "--token", "--yes"], { input: `${TOKEN}\n` });
  const [{ member: name }] = rows(place, "SELECT member FROM push_target");
  const asked = runOnTerminal(place, ["forget", "--all"], { input: "no\n" });
  assert.match(asked.out.replaceAll(/\s+/g, " "), /stay there.*push --withdraw/);
  const { code, out } = run(place, ["forget", "--all", "--yes"]);
  assert.equal(code, 0);
  assert.match(out, new RegExp(`member="${name}"`));
  assert.deepEqual(rows(place, "SELECT * FROM push_target"), []);
  assert.deepEqual(rows(place, "SELECT * FROM outbox"), []);
  assert.deepEqual(readdirSync(join(place.directory, ".config/bussola")), []);
  assert.equal((await push(place)).code, 3);
});

/* ---- copies ---- */

test("a restored database sends every day again, above the revisions that the server has", async (t) => {
  const server = await serve(t);
  const place = await started(t, server);
  assert.equal(run(place, ["backup", "copy.db"]).code, 0);
  for (const count of [7, 8, 9]) {
    tell(place, [more(count)]);
    assert.equal((await push(place)).code, 0);
  }
  assert.equal(run(place, ["restore", "copy.db"]).code, 0);
  const hour = { CLOCK_SHIFT: String(Number(place.env.CLOCK_SHIFT ?? 0) + 3600) };
  const { code, err } = await push(place, [], { env: hour });
  assert.equal(code, 0, err);
  assertEqualNumbers(place, server);
});

test("a recovered database keeps the target, and sends every day again", async (t) => {
  const server = await serve(t);
  const place = await started(t, server);
  const before = rows(place, "SELECT * FROM push_target");
  inside(databaseOf(place), (db) => db.exec("CREATE TABLE stranger (a)"));
  const recovered = run(place, ["recover"]);
  assert.equal(recovered.code, 0, recovered.err);
  assert.deepEqual(rows(place, "SELECT * FROM push_target"), before);
  const hour = { CLOCK_SHIFT: String(Number(place.env.CLOCK_SHIFT ?? 0) + 3600) };
  const { code, err } = await push(place, [], { env: hour });
  assert.equal(code, 0, err);
  assertEqualNumbers(place, server);
});

test("an export has no target, and an import into another database sends nothing", async (t) => {
  const server = await serve(t);
  const place = await started(t, server);
  const [{ member: name }] = rows(place, "SELECT member FROM push_target");
  assert.equal(run(place, ["export", "-o", "all.json"]).code, 0);
  const text = readFileSync(join(place.root, "all.json"), "utf8");
  assert.ok(!text.includes(name) && !text.includes(server.url));
  const other = home(t);
  mkdirSync(join(other.root, "x"));
  copyFileSync(join(place.root, "all.json"), join(other.root, "all.json"));
  assert.equal(run(other, ["import", "--profile", "me", "all.json"]).code, 0);
  assert.equal((await push(other)).code, 3);
});

/* ---- the timer ---- */

test("--schedule writes an hourly timer; a push that has nothing left to send removes it", async (t) => {
  const server = await serve(t);
  const place = await started(t, server);
  writeFileSync(join(place.bin, "systemctl"), "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  assert.equal((await push(place, ["--schedule", "hourly"])).code, 0);
  const units = join(place.directory, ".config/systemd/user");
  assert.match(
    readFileSync(join(units, "bussola-push.timer"), "utf8"),
    /OnCalendar=hourly\nRandomizedDelaySec=30min/,
  );
  assert.match(readFileSync(join(units, "bussola-push.service"), "utf8"), /ExecStart=".*bussola" push\n/);
  assert.match(run(place, ["doctor"]).out, /go to a team's server every hour/);
  assert.equal((await push(place, ["--withdraw"])).code, 0);
  assert.equal((await push(place)).code, 0);
  assert.deepEqual(
    readdirSync(units).filter((name) => name.startsWith("bussola-")),
    [],
  );
});
