import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { dayOf } from "../../browser/lib/seed-history.mjs";
import { whileLocked } from "../../lib/paths.mjs";
import { CLI, home, run } from "../cli/lib.mjs";
import { tell } from "../cli/member.mjs";
import { changes, page, replies, serve, strangers, TOKEN } from "./api.mjs";

const STATE = ".local/share/bussola/pull.json";

/** A moment this many days ago, as LinkedIn writes times. */
const before = (days) => new Date(Date.now() - days * 86_400_000);
const stamp = (days) => before(days).toISOString().slice(0, 19).replace("T", " ");
const written = (days) => {
  const [, day, month, year] = before(days).toUTCString().split(" ");
  return `${day} ${month} ${year}`;
};

const person = (name) => `https://www.linkedin.com/in/${name}`;
const connection = (name, days) => ({
  "First Name": name,
  "Last Name": "Olden",
  URL: person(name.toLowerCase()),
  "Email Address": "",
  Company: "F",
  Position: "A",
  "Connected On": written(days),
});
const hidden = (days) => ({ "First Name": "", "Last Name": "", URL: "", "Connected On": written(days) });
const like = (days, link) => ({ Date: stamp(days), Type: "LIKE", Link: `https://x.example/${link}` });
const message = (conversation, from, to, days, subject = "") => ({
  "CONVERSATION ID": conversation,
  "CONVERSATION TITLE": "",
  FROM: from,
  "SENDER PROFILE URL": person(from),
  TO: to,
  "RECIPIENT PROFILE URLS": person(to),
  DATE: `${stamp(days)} UTC`,
  SUBJECT: subject,
  CONTENT: "body",
  FOLDER: "INBOX",
});

const DATA = {
  PROFILE: [[{ "First Name": "Ida", "Last Name": "Falk", Summary: "", "Geo Location": "Rome" }]],
  CONNECTIONS: [
    [connection("Mira", 30), hidden(40), hidden(40)],
    [connection("Mira", 30), hidden(40), hidden(40)],
  ],
  INBOX: [
    [message("a", "ida", "nora", 9, "Hello"), message("a", "nora", "ida", 8)],
    [message("b", "ida", "mira", 7)],
  ],
  ALL_LIKES: [
    [like(3, 1), like(3, 2)],
    [like(3, 2), like(2, 3)],
  ],
  SKILLS: [[{ Name: "Sales" }, { Name: "CRM" }]],
};

const DOMAINS = [
  ...["PROFILE", "CONNECTIONS", "INVITATIONS", "INBOX", "MEMBER_SHARE_INFO", "INSTANT_REPOSTS"],
  ...["ALL_COMMENTS", "ALL_LIKES", "ALL_VOTES", "ENDORSEMENTS", "RECOMMENDATIONS", "SEARCHES"],
  ...["POSITIONS", "EDUCATION", "SKILLS"],
];
/** Every domain prepared, those without data as a page without rows. */
const PREPARED = { ...Object.fromEntries(DOMAINS.map((domain) => [domain, [[]]])), ...DATA };

function withToken(t, token = TOKEN) {
  const place = home(t);
  place.env.COLUMNS = "200";
  assert.equal(run(place, ["token", "set"], { input: `${token}\n` }).code, 0);
  return place;
}

function start(place, api, ...args) {
  const child = spawn(CLI, ["pull", "--api-base", api.base, "--api-ca", api.ca, ...args], {
    env: place.env,
    cwd: place.root,
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (bytes) => (out += bytes));
  child.stderr.on("data", (bytes) => (err += bytes));
  return {
    pid: child.pid,
    ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err }))),
  };
}

const pull = (place, api, ...args) => start(place, api, ...args).ended;

/**
 * The confinement of a running process, and its open files (visible to root only, once confined).
 */
function lookAt(pid, directory) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const open =
    process.getuid() === 0
      ? readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
      : [];
  const connections = readFileSync("/proc/net/tcp", "utf8");
  return {
    locked: /^NoNewPrivs:\t1$/m.test(status) && /^Seccomp:\t2$/m.test(status),
    files: open.filter((name) => name.startsWith(directory)),
    network: open.some((name) => connections.includes(` ${/^socket:\[(\d+)\]$/.exec(name)?.[1] ?? "none"} `)),
  };
}

const domainsAsked = (api) => [...new Set(api.asked.map((one) => one.domain))];
const state = (place) => JSON.parse(readFileSync(join(place.directory, STATE), "utf8"));

function tally(place, signal) {
  const result = run(place, ["export", "--format", "json"]);
  assert.equal(result.code, 0, result.err);
  return result.out.includes(`"${signal}"`);
}

test("a token in the wrong place is refused without echoing it", (t) => {
  const place = home(t);
  for (const words of [
    ["set", TOKEN],
    [TOKEN],
    ["set", `--set=${TOKEN}`],
    ["set", `--token=${TOKEN}`],
    ["set", `--help=${TOKEN}`],
    ["set", `-t${TOKEN}`],
  ]) {
    const { code, out, err } = run(place, ["token", ...words], { input: "" });
    assert.equal(code, 2, words.join(" "));
    assert.ok(!`${out}${err}`.includes(TOKEN.slice(0, 12)), err);
  }
  assert.match(run(place, ["token", "set", `--set=${TOKEN}`]).err, /“--set”/);
  assert.match(run(place, ["token", "set", `-é${TOKEN}`]).err, /“-é”/);
});

test("the token is kept private to the user, and never shown", (t) => {
  const place = home(t);
  assert.equal(run(place, ["token", "status"]).code, 3);
  assert.equal(run(place, ["pull"]).code, 3);
  const set = run(place, ["token", "set"], { input: `${TOKEN}\n` });
  const file = join(place.directory, ".config/bussola/token");
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(join(file, "..")).mode & 0o777, 0o700);
  const status = run(place, ["token", "status"]);
  assert.equal(status.code, 0);
  chmodSync(file, 0o644);
  assert.equal(run(place, ["token", "status"]).code, 1);
  assert.equal((set.out + set.err + status.out + status.err).includes(TOKEN), false);
  assert.equal(run(place, ["token", "remove"]).code, 0);
  assert.equal(existsSync(file), false);
  assert.equal(run(place, ["token", "remove"]).code, 3);
});

test("an invalid token is not stored", (t) => {
  const place = home(t);
  for (const input of ["\n", "two words\n", `${"x".repeat(5000)}\n`, "tab\tinside\n", "\u0001\n"]) {
    assert.equal(run(place, ["token", "set"], { input }).code, 2);
  }
  assert.equal(existsSync(join(place.directory, ".config/bussola/token")), false);
});

test("a token on the command line is refused without echoing it", (t) => {
  const place = home(t);
  for (const words of [["set", TOKEN], [TOKEN]]) {
    const result = run(place, ["token", ...words]);
    assert.equal(result.code, 2);
    assert.match(result.err, /asks for it/);
    assert.equal(result.err.includes(TOKEN), false);
  }
});

test(
  "Ctrl-C at the prompt stores nothing and restores the terminal's echo",
  { timeout: 30_000 },
  async (t) => {
    const place = home(t);
    const child = spawn("/usr/bin/script", ["-qec", `'${CLI}' token set; stty -a`, "/dev/null"], {
      env: { ...place.env, PATH: process.env.PATH, SHELL: "/bin/sh", TERM: "dumb" },
      cwd: place.root,
    });
    let shown = "";
    child.stdout.on("data", (bytes) => {
      shown += bytes;
      if (shown.endsWith("Token: ")) child.stdin.write("half\u0003");
    });
    await new Promise((resolve) => child.on("close", resolve));
    assert.match(shown, /[ \n]isig/);
    assert.match(shown, /[ \n]echo /);
    assert.equal(existsSync(join(place.directory, ".config/bussola/token")), false);
  },
);

test("a terminal does not echo the token", { timeout: 30_000 }, async (t) => {
  const place = home(t);
  const child = spawn("/usr/bin/script", ["-qec", `'${CLI}' token set`, "/dev/null"], {
    env: { ...place.env, SHELL: "/bin/sh", TERM: "dumb" },
    cwd: place.root,
  });
  let shown = "";
  child.stdout.on("data", (bytes) => {
    shown += bytes;
    if (shown.endsWith("Token: ")) child.stdin.write(`${TOKEN}\r`);
  });
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 0, shown);
  assert.equal(shown.includes(TOKEN), false);
  assert.equal(readFileSync(join(place.directory, ".config/bussola/token"), "utf8"), TOKEN);
});

test("the first pull reads every domain, page by page, without duplicates", async (t) => {
  const place = withToken(t);
  const api = await serve(t, PREPARED);
  const result = await pull(place, api);
  assert.equal(result.code, 0, result.err);
  assert.match(result.out, /Connections +6 +3 +repeated: 3/);
  assert.match(result.out, /Reactions +4 +3 +repeated: 1/);
  assert.match(result.out, /InMail: 1 sent, 1 answered/);
  assert.match(result.out, /Conversations: 1 started, 0 answered/);
  assert.equal(domainsAsked(api).length, 15);
  assert.deepEqual(
    api.asked.filter((one) => one.domain === "ALL_LIKES").map((one) => one.start),
    [0, 1, 2],
  );
  assert.equal(api.asked[0].headers["x-restli-protocol-version"], "2.0.0");
  assert.equal(Object.keys(state(place).snapshot).length, 15);
  assert.ok(tally(place, "inmail_replies"));
});

test("--json: what a pull stored, and what LinkedIn has not prepared", async (t) => {
  const place = withToken(t);
  const first = await pull(place, await serve(t, DATA), "--json");
  assert.equal(first.code, 0, first.err);
  const { changed, unprepared, ...rest } = JSON.parse(first.out);
  assert.deepEqual(rest, { profile: "me", events: 0, failed: [] });
  assert.ok(changed > 0);
  assert.deepEqual(
    unprepared,
    DOMAINS.filter((domain) => !(domain in DATA)),
  );
  const again = JSON.parse((await pull(place, await serve(t, PREPARED), "--json", "--full")).out);
  assert.deepEqual(again.unprepared, []);
});

test(
  "the process with the network has no data, and the process with the data has no network",
  whileLocked,
  async (t) => {
    const place = withToken(t);
    const seen = [];
    let running;
    const api = await serve(t, DATA, () => {
      const [child] = readFileSync(`/proc/${running.pid}/task/${running.pid}/children`, "utf8").split(" ");
      seen.push([lookAt(running.pid, place.directory), lookAt(child, place.directory)]);
    });
    running = start(place, api);
    assert.equal((await running.ended).code, 0);
    assert.ok(seen.length > 15);
    for (const [parser, fetcher] of seen) {
      assert.ok(parser.locked && fetcher.locked);
      assert.equal(parser.network, false);
      assert.deepEqual(fetcher.files, []);
      if (process.getuid() === 0) assert.equal(fetcher.network, true, "the look itself works");
    }
  },
);

test("the next pull reads the change log only", async (t) => {
  const place = withToken(t);
  await pull(place, await serve(t, PREPARED));
  const at = Date.now() - 3_600_000;
  const event = (id, fields) => ({
    activityId: id,
    activityStatus: "SUCCESS",
    capturedAt: at,
    processedAt: at + Number(id.slice(1)),
    owner: "urn:li:person:ME",
    actor: "urn:li:person:ME",
    method: "CREATE",
    activity: { createdAt: at },
    ...fields,
  });
  const note = { createdAt: at, extensionContent: { contentRecordMap: { InvitationMessageContent: {} } } };
  const events = [
    event("a1", { resourceName: "messages" }),
    event("a2", { resourceName: "messages", actor: "urn:li:person:YOU" }),
    event("a3", { resourceName: "messages", activity: { createdAt: at, author: "urn:li:salesIdentity:1" } }),
    event("a4", { resourceName: "messages", method: "UPDATE" }),
    event("a5", { resourceName: "messages", activity: note }),
    event("a6", { resourceName: "invitations", method: "ACTION", methodName: "verifyAndCreate" }),
    event("a7", { resourceName: "invitations", method: "ACTION", methodName: "inviterClosingInvitation" }),
    event("a8", {
      resourceName: "ugcPosts",
      activity: { lifecycleState: "PUBLISHED", created: { time: at } },
    }),
    event("a9", { resourceName: "socialActions/likes", activityStatus: "FAILURE" }),
    event("a10", { resourceName: "socialActions/comments" }),
  ];
  const api = await serve(t, PREPARED, (wanted) =>
    wanted.path === "/rest/memberChangeLogs"
      ? changes(events.filter((one) => one.processedAt >= wanted.startTime).slice(0, 4))
      : undefined,
  );
  const result = await pull(place, api);
  assert.equal(result.code, 0, result.err);
  assert.match(result.out, /Change log: 5 activities counted/);
  assert.ok(api.asked.every((one) => one.path === "/rest/memberChangeLogs"));
  const again = await pull(place, api);
  assert.match(again.out, /Nothing new/);
  const full = await serve(t, PREPARED);
  await pull(place, full, "--full");
  assert.equal(domainsAsked(full).length, 15);
});

test("a pull in another time zone counts nothing twice, and its change log adds later acts", async (t) => {
  const place = withToken(t);
  const hours = Array.from({ length: 60 }, (_, n) => 30 + 11 * n);
  const data = { ...PREPARED, ALL_LIKES: [hours.map((hour) => like(hour / 24, hour))] };
  const later = Date.now() - 2 * 3_600_000;
  const event = {
    activityId: "later",
    activityStatus: "SUCCESS",
    capturedAt: later,
    processedAt: later,
    owner: "urn:li:person:ME",
    actor: "urn:li:person:ME",
    method: "CREATE",
    resourceName: "socialActions/likes",
    activity: { createdAt: later },
  };
  const api = await serve(t, data, (wanted) =>
    wanted.path === "/rest/memberChangeLogs"
      ? changes(wanted.startTime <= event.processedAt ? [event] : [])
      : undefined,
  );
  const counted = () =>
    JSON.parse(run(place, ["export"]).out).records.filter(
      ({ record, signal, source }) => record === "tally" && signal === "reactions" && source === "api",
    );
  const sum = () => counted().reduce((all, { count }) => all + count, 0);
  const there = (zone) => ({ ...place, env: { ...place.env, TZ: zone } });
  for (const zone of ["America/Los_Angeles", "Europe/Rome", "Asia/Tokyo"]) {
    const result = await pull(there(zone), api, "--full");
    assert.equal(result.code, 0, result.err);
    assert.equal(sum(), hours.length, zone);
  }
  for (const zone of ["UTC", "Asia/Tokyo"]) {
    const result = await pull(there(zone), api);
    assert.equal(result.code, 0, result.err);
    assert.equal(sum(), hours.length + 1, zone);
  }
});

/** An event of the change log, some hours ago. */
const logged = (id, hours, fields) => ({
  activityId: id,
  activityStatus: "SUCCESS",
  capturedAt: Date.now() - hours * 3_600_000,
  processedAt: Date.now() - hours * 3_600_000 + 5,
  owner: "urn:li:person:ME",
  actor: "urn:li:person:ME",
  method: "CREATE",
  resourceName: "socialActions/likes",
  resourceUri: `/socialActions/likes/${id}`,
  activity: {},
  ...fields,
});

const removedLike = (id, hours, made) =>
  logged(id, hours, {
    method: "DELETE",
    activity: made === undefined ? {} : { created: { time: made.getTime() } },
  });

/** Three likes of a list, the first of them made at OLD. */
const OLD = before(9);
const LIKES = [
  { Date: OLD.toISOString().slice(0, 19).replace("T", " "), Type: "LIKE", Link: "https://x.example/1" },
  like(8, 2),
  like(4, 3),
];

/** Pulls once with a list of likes and a change log; returns the API's count afterwards. */
async function likesAfter(t, place, likes, events) {
  const data = { ...PREPARED, ALL_LIKES: [likes] };
  const api = await serve(t, data, ({ path, startTime }) =>
    path === "/rest/memberChangeLogs"
      ? changes(events.filter(({ processedAt }) => processedAt >= startTime).slice(0, 10))
      : undefined,
  );
  const result = await pull(place, api);
  assert.equal(result.code, 0, result.err);
  const records = JSON.parse(run(place, ["export"]).out).records;
  const sum = records
    .filter(({ record, signal, source }) => record === "tally" && signal === "reactions" && source === "api")
    .reduce((all, { count }) => all + count, 0);
  return { sum, asked: domainsAsked(api) };
}

test("an act that the change log removes is subtracted once", async (t) => {
  const place = withToken(t);
  assert.equal((await likesAfter(t, place, LIKES, [])).sum, 3);
  const made = logged("b1", -1, { activity: { created: { time: Date.now() } } });
  const again = logged("b2", -2, { activity: { created: { time: Date.now() } } });
  const events = [
    removedLike("b0", -0.5, OLD),
    made,
    again,
    logged("b3", -3, { method: "DELETE", resourceUri: again.resourceUri }),
  ];
  for (let time = 0; time < 3; time += 1) {
    const { sum, asked } = await likesAfter(t, place, LIKES, events);
    assert.equal(sum, 3, `pull ${time}: three, one removed, two made, one of them removed`);
    assert.ok(!asked.includes("ALL_LIKES"));
  }
});

test("an act removed and added on an unknown day: the list is read again in the same pull", async (t) => {
  const place = withToken(t);
  assert.equal((await likesAfter(t, place, LIKES, [])).sum, 3);
  const { sum, asked } = await likesAfter(t, place, LIKES.slice(1), [removedLike("b0", -0.5)]);
  assert.equal(sum, 2);
  assert.ok(asked.includes("ALL_LIKES") && !asked.includes("ALL_COMMENTS"), asked.join());
});

test("an act that both a page and the change log remove is removed once", async (t) => {
  const place = withToken(t);
  place.env.TZ = "UTC";
  assert.equal((await likesAfter(t, place, LIKES, [])).sum, 3);
  const at = new Date(Date.now() + 60_000).toISOString().slice(0, 19);
  tell(place, [
    {
      type: "observe",
      request: "taken-back",
      profile: { key: state(place).profile },
      page: "feed",
      lang: "en",
      at: `${at}Z`,
      gauges: [],
      tallies: [],
      events: [{ signal: "reactions", day: OLD.toISOString().slice(0, 10), count: -1 }],
    },
  ]);
  const sums = [];
  for (let time = 0; time < 2; time += 1)
    sums.push((await likesAfter(t, place, LIKES, [removedLike("b0", -1 / 30, OLD)])).sum);
  assert.deepEqual(sums, [2, 2]);
});

test("an interrupted pull keeps what was complete and continues there", async (t) => {
  const place = withToken(t);
  let broken = true;
  const api = await serve(t, PREPARED, (wanted) =>
    broken && wanted.domain === "ALL_LIKES" && wanted.start === 1 ? replies.throttled(7200) : undefined,
  );
  const first = await pull(place, api);
  assert.equal(first.code, 1);
  assert.match(first.err, /LinkedIn asks to wait/);
  assert.equal(state(place).snapshot.ALL_LIKES, undefined);
  assert.ok(state(place).snapshot.INBOX > 0);
  assert.ok(tally(place, "inmail_replies"));
  assert.equal(tally(place, "reactions"), false);
  broken = false;
  api.asked.length = 0;
  const second = await pull(place, api);
  assert.equal(second.code, 0, second.err);
  assert.equal(domainsAsked(api).includes("INBOX"), false);
  assert.equal(domainsAsked(api)[0], "ALL_LIKES");
  assert.ok(tally(place, "reactions"));
});

test("a killed pull continues where it was", async (t) => {
  const place = withToken(t);
  let reached = () => undefined;
  const waiting = new Promise((resolve) => (reached = resolve));
  const data = {
    ...PREPARED,
    ALL_COMMENTS: [[{ Date: stamp(300), Link: "https://x.example/9", Message: "x" }]],
  };
  const api = await serve(t, data, (wanted) => {
    if (wanted.domain !== "ALL_LIKES") return undefined;
    reached();
    return { status: 200, raw: " ", drip: 60_000 };
  });
  const child = spawn(CLI, ["pull", "--api-base", api.base, "--api-ca", api.ca], { env: place.env });
  await waiting;
  child.kill("SIGKILL");
  await new Promise((resolve) => child.on("close", resolve));
  assert.ok(tally(place, "inmail_replies") && tally(place, "comments"));
  assert.equal(tally(place, "reactions"), false);
  const whole = await serve(t, data);
  const second = await pull(place, whole);
  assert.equal(second.code, 0, second.err);
  assert.equal(domainsAsked(whole)[0], "ALL_LIKES");
  // Its history starts with the oldest date of all, which the first pull has seen.
  const covers = run(place, ["export", "--format", "csv"])
    .out.split("\n")
    .filter((line) => line.includes("reactions"));
  assert.ok(
    covers.some((line) => line.includes(dayOf(before(300)))),
    covers.join("\n"),
  );
});

for (const [name, reply, said] of [
  ["answers 500", { status: 500, body: {} }, /Comments: LinkedIn's server answered 500/],
  ["answers 400", { status: 400, body: {} }, /Comments: LinkedIn's server answered 400/],
  ["may not be read", replies.forbidden, /Comments: LinkedIn's server answered 403/],
  [
    "is not found in other words",
    { status: 404, body: { status: 404, code: "RESOURCE_NOT_FOUND" } },
    /Comments: LinkedIn's server answered 404/,
  ],
  [
    "is too large",
    { status: 200, raw: " ".repeat(34 * 1024 * 1024) },
    /Comments: LinkedIn's answer is too large/,
  ],
  ["cannot be read", { status: 200, raw: "<html>" }, /Comments: LinkedIn's answer cannot be read/],
  [
    "breaks off",
    { ...page("ALL_COMMENTS", []), cut: true },
    /Comments: LinkedIn's server was too slow or broke off/,
  ],
]) {
  test(`a part that ${name} is named and blocks no other`, async (t) => {
    const place = withToken(t);
    let broken = true;
    const data = {
      ...PREPARED,
      ALL_COMMENTS: [[{ Date: stamp(3), Link: "https://x.example/9", Message: "x" }]],
    };
    const api = await serve(t, data, (wanted) =>
      broken && wanted.domain === "ALL_COMMENTS" ? reply : undefined,
    );
    const first = await pull(place, api);
    assert.equal(first.code, 1);
    assert.match(first.err, said);
    assert.match(first.out, /Skills +2 +2/);
    assert.equal(state(place).snapshot.ALL_COMMENTS, undefined);
    assert.ok(tally(place, "reactions"));
    assert.equal(tally(place, "comments"), false);
    broken = false;
    api.asked.length = 0;
    const second = await pull(place, api);
    assert.equal(second.code, 0, second.err);
    assert.deepEqual(
      domainsAsked(api).filter((domain) => domain !== null),
      ["ALL_COMMENTS"],
    );
    assert.ok(tally(place, "comments"));
    assert.deepEqual(state(place).failed, {});
  });
}

test("parts that LinkedIn has not prepared are named, requested again, and prove no zero", async (t) => {
  const place = withToken(t);
  const early = await serve(t, { PROFILE: PREPARED.PROFILE, SKILLS: PREPARED.SKILLS });
  const first = await pull(place, early);
  assert.equal(first.code, 0, first.err);
  assert.match(first.out, /has nothing yet for: Connections, Invitations, messages/);
  // A later pull the same day: the change log is there, and still has no earlier days.
  assert.equal((await pull(place, early)).code, 0);
  const rows = () =>
    JSON.parse(run(place, ["status", "--json"]).out).pillars.flatMap((pillar) => pillar.signals);
  for (const { id, value } of rows()) {
    if (["posts", "comments", "reactions", "messages_sent"].includes(id)) assert.equal(value, null, id);
  }
  const later = await serve(t, DATA);
  const second = await pull(place, later);
  assert.equal(second.code, 0, second.err);
  assert.match(second.out, /Reactions +4 +3/);
  assert.ok(domainsAsked(later).includes("INBOX"));
});

test("a part without data proves no zero and is requested again, an empty list is not", async (t) => {
  for (const [name, elements, asked] of [
    ["no elements", [], true],
    ["an object, as LinkedIn's documentation prints it", {}, true],
    ["another domain's", [{ snapshotDomain: "SKILLS", snapshotData: [] }], true],
    ["an empty list", [{ snapshotDomain: "ALL_COMMENTS", snapshotData: [] }], false],
  ]) {
    const place = withToken(t);
    const reply = { status: 200, body: { paging: { start: 0, count: 10, links: [] }, elements } };
    const first = await pull(
      place,
      await serve(t, PREPARED, ({ domain }) => (domain === "ALL_COMMENTS" ? reply : undefined)),
    );
    assert.equal(first.code, 0, first.err);
    const covered = JSON.parse(run(place, ["export"]).out).records.some(
      ({ record, signal }) => record === "cover" && signal === "comments",
    );
    assert.equal(covered, false, name);
    const later = await serve(t, {
      ...PREPARED,
      ALL_COMMENTS: [[{ Date: stamp(3), Link: "https://x.example/9", Message: "x" }]],
    });
    assert.equal((await pull(place, later)).code, 0);
    assert.equal(domainsAsked(later).includes("ALL_COMMENTS"), asked, name);
  }
});

test("missing data is reported, and everything is requested again", async (t) => {
  const place = withToken(t);
  const result = await pull(place, await serve(t, {}));
  assert.equal(result.code, 0, result.err);
  assert.match(result.out, /has no data for this token yet/);
  const later = await serve(t, DATA);
  assert.equal((await pull(place, later)).code, 0);
  assert.equal(domainsAsked(later).length, 15);
});

test("messages are read again with the files that they need", async (t) => {
  const place = withToken(t);
  let broken = true;
  const api = await serve(t, DATA, (wanted) =>
    broken && wanted.domain === "INBOX" ? replies.throttled(7200) : undefined,
  );
  assert.equal((await pull(place, api)).code, 1);
  broken = false;
  api.asked.length = 0;
  const second = await pull(place, api);
  assert.match(second.out, /InMail: 1 sent, 1 answered/);
  assert.deepEqual(domainsAsked(api).slice(0, 4), ["PROFILE", "CONNECTIONS", "INVITATIONS", "INBOX"]);
});

test("delays, cuts, slow replies and failures are waited out", async (t) => {
  const place = withToken(t);
  const soon = new Date(Date.now() + 2000).toUTCString();
  const tried = {
    CONNECTIONS: replies.throttled(1),
    INVITATIONS: replies.throttled(soon),
    INBOX: { ...page("INBOX", DATA.INBOX[0]), cut: true },
    ALL_LIKES: { status: 503, body: {} },
    SKILLS: { ...page("SKILLS", DATA.SKILLS[0]), drip: 300 },
  };
  const api = await serve(t, DATA, (wanted, count) =>
    count === 1 && wanted.start === 0 ? tried[wanted.domain] : undefined,
  );
  const result = await pull(place, api);
  assert.equal(result.code, 0, result.err);
  assert.match(result.out, /Connections +6 +3/);
  assert.match(result.out, /messages +3 +3/);
  assert.match(result.out, /Skills +2 +2/);
});

test("a server that repeats itself for ever is abandoned", async (t) => {
  const place = withToken(t);
  const api = await serve(t, DATA, (wanted) =>
    wanted.domain === "ALL_LIKES" ? page("ALL_LIKES", DATA.ALL_LIKES[0]) : undefined,
  );
  const result = await pull(place, api);
  assert.equal(result.code, 0, result.err);
  assert.match(result.out, /Reactions +8 +2 +repeated: 6/);
});

for (const [name, reply, said] of [
  ["an expired token", replies.expired, /bussola token set/],
  ["a token without the product", replies.forbidden, /r_dma_portability_self_serve/],
  ["another version", replies.version, /must be updated/],
  ["no JSON", { status: 200, raw: "<html>" }, /Profile, .*: LinkedIn's answer cannot be read/],
  ["another shape", { status: 200, body: { elements: 7 } }, /Profile, .*: LinkedIn's answer cannot be read/],
  [
    "a redirect elsewhere",
    { status: 302, body: {}, headers: { Location: "https://localhost:1/x" } },
    /points elsewhere/,
  ],
  [
    "a redirect to http",
    { status: 302, body: {}, headers: { Location: "http://127.0.0.1/x" } },
    /points elsewhere/,
  ],
]) {
  test(`${name}: reported plainly, nothing stored`, async (t) => {
    const place = withToken(t);
    const api = await serve(t, DATA, () => reply);
    const result = await pull(place, api);
    assert.equal(result.code, 1);
    assert.match(result.err, said);
    assert.equal((result.out + result.err).includes(TOKEN), false);
    assert.equal(existsSync(join(place.directory, ".local/share/bussola/bussola.db")), false);
  });
}

test("a redirect on the same server is followed", async (t) => {
  const place = withToken(t);
  const api = await serve(t, DATA, (wanted, count) =>
    wanted.domain === "SKILLS" && wanted.start === 0 && count === 1
      ? {
          status: 307,
          body: {},
          headers: { Location: "/rest/memberSnapshotData?q=criteria&domain=SKILLS&start=0&x=1" },
        }
      : undefined,
  );
  const result = await pull(place, api);
  assert.match(result.out, /Skills +2 +2/);
});

test("a reply without end is cut at the limit", async (t) => {
  const place = withToken(t);
  const api = await serve(t, DATA, () => ({ status: 200, raw: " ".repeat(34 * 1024 * 1024) }));
  const result = await pull(place, api);
  assert.equal(result.code, 1);
  assert.match(result.err, /too large/);
});

test("only a server with the right certificate receives the token", async (t) => {
  const place = withToken(t);
  const api = await serve(t, DATA);
  const result = await pull(place, { ...api, ca: strangers });
  assert.equal(result.code, 1);
  assert.match(result.err, /certificate is not valid/);
  assert.equal(api.asked.length, 0);
});

test("only a server on this machine can be named instead", (t) => {
  const place = withToken(t);
  for (const base of [
    "http://127.0.0.1:80",
    "https://api.linkedin.com",
    "https://127.0.0.1.evil.example:443",
    "https://localhost:443@evil.example",
    "https://127.0.0.1:",
    "https://127.0.0.1:443/x",
  ]) {
    const result = run(place, ["pull", "--api-base", base]);
    assert.equal(result.code, 1);
    assert.match(result.err, /--api-base takes/);
  }
});

test("what only tests use is in no help, manual page or completion", (t) => {
  const place = home(t);
  for (const args of [
    ["pull", "--help"],
    ["manual", "pull"],
    ...["bash", "zsh", "fish"].map((shell) => ["completions", shell]),
  ])
    assert.doesNotMatch(run(place, args).out.replaceAll("\\", ""), /api-base|api-ca/, args.join(" "));
});

test("no name, text, address, id or token reaches the disk", async (t) => {
  const place = withToken(t, TOKEN);
  const result = await pull(place, await serve(t, DATA));
  const kept = ["bussola.db", "pull.json"].map((name) =>
    readFileSync(join(place.directory, ".local/share/bussola", name), "latin1"),
  );
  for (const word of ["mira", "Mira", "Olden", "nora", "body", "Hello", "linkedin.com", "x.example", TOKEN]) {
    assert.equal(kept.join("").includes(word), false, word);
    assert.equal((result.out + result.err).includes(word), false, word);
  }
});

test("the daily timer", (t) => {
  const place = withToken(t);
  const log = join(place.root, "systemctl.log");
  writeFileSync(join(place.bin, "systemctl"), `#!/bin/sh\necho "$@" >>'${log}'\n`, { mode: 0o755 });
  const units = join(place.directory, ".config/systemd/user");
  assert.equal(run(place, ["pull", "--schedule", "daily"]).code, 0);
  assert.match(
    readFileSync(join(units, "bussola-pull.service"), "utf8"),
    /^ExecStart="\/.*\/bussola" pull$/m,
  );
  assert.match(readFileSync(join(units, "bussola-pull.timer"), "utf8"), /^OnCalendar=daily$/m);
  assert.match(readFileSync(log, "utf8"), /enable --now bussola-pull\.timer/);
  assert.equal(run(place, ["pull", "--schedule", "hourly"]).code, 2);
  assert.equal(run(place, ["pull", "--unschedule"]).code, 0);
  assert.equal(existsSync(join(units, "bussola-pull.timer")), false);
  assert.match(readFileSync(log, "utf8"), /disable --now bussola-pull\.timer/);
  assert.equal(run(place, ["pull", "--unschedule"]).code, 3);
});

test("without systemd the command to run is printed", (t) => {
  const place = withToken(t);
  mkdirSync(join(place.directory, ".config"), { recursive: true });
  const result = run(place, ["pull", "--schedule", "daily"]);
  assert.equal(result.code, 1);
  assert.match(result.err, /systemctl --user enable --now bussola-pull\.timer/);
});

/* ---- the token's owner ---- */

const IDA = { key: "ACoAAIdAFaLk000001", aliases: ["ida"], label: "ida" };
const NORA = { key: "ACoAANoRaLuNd00002", aliases: ["nora"], label: "nora" };
const seen = (profile) => ({
  type: "observe",
  request: `pull-${profile.label}`,
  profile,
  page: "network",
  lang: "en",
  at: `${before(1).toISOString().slice(0, 19)}Z`,
  gauges: [{ signal: "connections", value: 3, bound: "exact" }],
  tallies: [],
});

function beside(t, ...profiles) {
  const place = withToken(t);
  for (const profile of profiles) tell(place, [seen(profile)]);
  return place;
}

/** The keys of the profiles with data of the API. */
function pulledInto(place) {
  let key;
  const keys = new Set();
  for (const record of JSON.parse(run(place, ["export"]).out).records) {
    if (record.record === "profile") key = record.key;
    else if (record.source === "api") keys.add(key);
  }
  return [...keys];
}

test("of two accounts a pull goes to the token's, whichever was seen last", async (t) => {
  for (const order of [
    [IDA, NORA],
    [NORA, IDA],
  ]) {
    const place = beside(t, ...order);
    const api = await serve(t, PREPARED);
    const done = await pull(place, api);
    assert.equal(done.code, 0, done.err);
    assert.deepEqual(pulledInto(place), [IDA.key]);
    assert.equal(state(place).profile, IDA.key);
  }
});

test("another member's token stores nothing and is not named, until --profile names an account", async (t) => {
  const place = beside(t, NORA);
  const kept = run(place, ["export"]).out;
  const refused = await pull(place, await serve(t, PREPARED));
  assert.equal(refused.code, 1, refused.out);
  assert.match(refused.err, /another LinkedIn account, of none of these: nora\. Nothing was stored/);
  assert.match(refused.err, /--profile/);
  assert.doesNotMatch(refused.out + refused.err, /\bida\b|falk/i);
  assert.equal(run(place, ["export"]).out, kept);
  const unknown = await pull(place, await serve(t, PREPARED), "--profile", "nobod");
  assert.equal(unknown.code, 3, unknown.err);
  assert.equal(run(place, ["export"]).out, kept);
  const chosen = await pull(place, await serve(t, PREPARED), "--profile", "nora");
  assert.equal(chosen.code, 0, chosen.err);
  assert.deepEqual(pulledInto(place), [NORA.key]);
});

test("after a new token, or after forgetting the source, the next pull reads everything", async (t) => {
  const steps = [
    [["token", "set"], `${TOKEN}\n`],
    [["forget", "--source", "api", "--profile", IDA.key, "--yes"], undefined],
  ];
  for (const [command, input] of steps) {
    const place = beside(t, IDA);
    assert.equal((await pull(place, await serve(t, PREPARED))).code, 0);
    assert.ok(existsSync(join(place.directory, STATE)));
    const done = run(place, command, { input });
    assert.equal(done.code, 0, done.err);
    assert.ok(!existsSync(join(place.directory, STATE)), command.join(" "));
    const api = await serve(t, PREPARED);
    assert.equal((await pull(place, api)).code, 0);
    assert.ok(domainsAsked(api).includes("CONNECTIONS"), command.join(" "));
    assert.deepEqual(pulledInto(place), [IDA.key]);
  }
});
