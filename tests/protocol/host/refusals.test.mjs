/** Every bad message gets its own code, and the next one is served. */

import assert from "node:assert/strict";
import test from "node:test";
import { day, makeHome, moment, observation, startHost } from "../../lib/host.mjs";

const DAY = day();

function gauge(fields) {
  return observation({ gauges: [{ signal: "connections", value: 1, bound: "exact", ...fields }] });
}

function tally(fields) {
  const span = { signal: "posts", from: day(-3), to: DAY, days: {} };
  return observation({ tallies: [{ ...span, ...fields }] });
}

function event(fields) {
  return observation({ events: [{ signal: "comments", day: DAY, count: 1, ...fields }] });
}

function official(fields) {
  const pillars = { brand: 1, people: 2, insights: 3, relationships: 4 };
  return observation({ official: { total: 10, pillars, ...fields } });
}

function without(message, name) {
  const rest = { ...message };
  delete rest[name];
  return rest;
}

const client = { name: "bussola", version: "1", browser: "chromium" };
const deep = (levels) => `{"id":1,"type":"state","x":${"[".repeat(levels)}${"]".repeat(levels)}}`;

/** Message, code and field. None of these has a readable id. */
const texts = {
  "not JSON": ["hello", "bad_json"],
  "nothing but spaces": ["   ", "bad_json"],
  "bytes after the value": ['{"id":1,"type":"profiles"} {}', "bad_json"],
  "a name twice": ['{"id":1,"id":2,"type":"profiles"}', "bad_json"],
  "a name twice, once escaped": ['{"id":1,"type":"profiles","a":1,"\\u0061":2}', "bad_json"],
  "the character NUL": ['{"id":1,"type":"profiles\\u0000"}', "bad_json"],
  "half a surrogate pair": ['{"id":1,"type":"\\ud800"}', "bad_json"],
  "a low surrogate alone": ['{"id":1,"type":"\\udc00"}', "bad_json"],
  "two high surrogates": ['{"id":1,"type":"\\ud800\\ud800"}', "bad_json"],
  "a control character": ['{"id":1,"type":"a\tb"}', "bad_json"],
  "a leading zero": ['{"id":01,"type":"profiles"}', "bad_json"],
  "a bare point": ['{"id":1.,"type":"profiles"}', "bad_json"],
  "a comma too many": ['{"id":1,"type":"profiles",}', "bad_json"],
  NaN: ['{"id":NaN,"type":"profiles"}', "bad_json"],
  "a comment": ['{"id":1,/**/"type":"profiles"}', "bad_json"],
  "a byte order mark": ['\ufeff{"id":1,"type":"profiles"}', "bad_json"],
  "nesting beyond 32": [deep(32), "bad_json"],
  "nesting by the thousand": [deep(100_000), "bad_json"],
  "more than 20,000 values": [`{"id":1,"type":"state","x":[${"0,".repeat(20_000)}0]}`, "too_large"],
  "a number of 61 characters": [`{"id":1,"type":"state","x":${"9".repeat(61)}}`, "out_of_range"],
  "an array": ["[]", "bad_request"],
  "no id": ['{"type":"profiles"}', "bad_request", "id"],
  "an id that is text": ['{"id":"1","type":"profiles"}', "bad_request", "id"],
  "an id with a fraction": ['{"id":1.5,"type":"profiles"}', "bad_request", "id"],
  "a negative id": ['{"id":-1,"type":"profiles"}', "out_of_range", "id"],
  "an id of 2^53": ['{"id":9007199254740992,"type":"profiles"}', "out_of_range", "id"],
  "an infinite id": ['{"id":1e999,"type":"profiles"}', "out_of_range", "id"],
};

const requests = {
  "no type": [{}, "bad_request", "type"],
  "an unknown type": [{ type: "Observe" }, "unknown_type", "type"],
  "hello without a client": [{ type: "hello" }, "bad_request", "client"],
  "hello without a version": [
    { type: "hello", client: without(client, "version") },
    "bad_request",
    "client.version",
  ],
  "a since that does not exist": [
    { type: "hello", client: { ...client, since: "2026-02-30" } },
    "out_of_range",
    "client.since",
  ],
  "a since in the future": [
    { type: "hello", client: { ...client, since: day(3) } },
    "out_of_range",
    "client.since",
  ],
  "an instance too long": [
    { type: "hello", client: { ...client, instance: "x".repeat(65) } },
    "out_of_range",
    "client.instance",
  ],
  "no request id": [without(observation(), "request"), "bad_request", "request"],
  "an empty request id": [observation({ request: "" }), "bad_request", "request"],
  "no page": [without(observation(), "page"), "bad_request", "page"],
  "no moment": [without(observation(), "at"), "bad_request", "at"],
  "no gauges": [without(observation(), "gauges"), "bad_request", "gauges"],
  "no tallies": [without(observation(), "tallies"), "bad_request", "tallies"],
  "gauges that are no array": [observation({ gauges: {} }), "bad_request", "gauges"],
  "a gauge that is no object": [observation({ gauges: [1] }), "bad_request", "gauges[0]"],
  "a profile without a key": [observation({ profile: {} }), "bad_request", "profile.key"],
  "a profile that is text": [observation({ profile: "me" }), "bad_request", "profile"],
  "a key too long": [observation({ profile: { key: "x".repeat(129) } }), "out_of_range", "profile.key"],
  "aliases that are no texts": [
    observation({ profile: { key: "a", aliases: [1] } }),
    "bad_request",
    "profile.aliases",
  ],
  "a source that only the CLI has": [observation({ source: "archive" }), "bad_request", "source"],
  "a moment without an offset": [observation({ at: `${DAY}T00:00:00` }), "bad_request", "at"],
  "a moment that does not exist": [observation({ at: "2026-02-30T00:00:00Z" }), "out_of_range", "at"],
  "a moment two days ahead": [observation({ at: moment(2) }), "out_of_range", "at"],
  "an unknown signal": [gauge({ signal: "Connections" }), "unknown_signal", "gauges[0].signal"],
  "a signal without a name": [gauge({ signal: 5 }), "bad_request", "gauges[0].signal"],
  "a tally as a gauge": [gauge({ signal: "posts" }), "bad_request", "gauges[0].signal"],
  "a rate as a gauge": [gauge({ signal: "acceptance_rate" }), "bad_request", "gauges[0].signal"],
  "a negative level": [gauge({ value: -1 }), "out_of_range", "gauges[0].value"],
  "a level with a fraction": [gauge({ value: 1.5 }), "bad_request", "gauges[0].value"],
  "a level that is text": [gauge({ value: "1" }), "bad_request", "gauges[0].value"],
  "an absurd level": [gauge({ value: 2 ** 50 }), "out_of_range", "gauges[0].value"],
  "a level of 2^53": [gauge({ value: 2 ** 53 }), "out_of_range", "gauges[0].value"],
  "an unknown bound": [gauge({ bound: "about" }), "bad_request", "gauges[0].bound"],
  "no bound": [gauge({ bound: null }), "bad_request", "gauges[0].bound"],
  "a gauge as a tally": [tally({ signal: "connections" }), "bad_request", "tallies[0].signal"],
  "a rate as a tally": [tally({ signal: "response_rate" }), "bad_request", "tallies[0].signal"],
  "a span without its end": [tally({ to: undefined }), "bad_request", "tallies[0].to"],
  "a span that ends before it begins": [tally({ from: DAY, to: day(-3) }), "out_of_range", "tallies[0].from"],
  "a span in the future": [tally({ to: day(9) }), "out_of_range", "tallies[0].to"],
  "a span before LinkedIn": [tally({ from: "1999-01-01" }), "out_of_range", "tallies[0].from"],
  "a day of another shape": [tally({ from: "2026-1-1" }), "bad_request", "tallies[0].from"],
  "a day that does not exist": [tally({ from: "2026-02-30" }), "out_of_range", "tallies[0].from"],
  "no days": [tally({ days: undefined }), "bad_request", "tallies[0].days"],
  "a count outside the span": [
    tally({ days: { [day(-9)]: 1 } }),
    "out_of_range",
    `tallies[0].days.${day(-9)}`,
  ],
  "a counted day that does not exist": [
    tally({ days: { "2026-02-30": 1 } }),
    "out_of_range",
    "tallies[0].days.2026-02-30",
  ],
  "a counted day of another shape": [tally({ days: { today: 1 } }), "bad_request", "tallies[0].days.today"],
  "a negative count": [tally({ days: { [DAY]: -1 } }), "out_of_range", `tallies[0].days.${DAY}`],
  "a count with a fraction": [tally({ days: { [DAY]: 0.5 } }), "bad_request", `tallies[0].days.${DAY}`],
  "an absurd count": [tally({ days: { [DAY]: 1e12 } }), "out_of_range", `tallies[0].days.${DAY}`],
  "an event of a gauge": [event({ signal: "connections" }), "bad_request", "events[0].signal"],
  "an event without a day": [event({ day: undefined }), "bad_request", "events[0].day"],
  "an event in the future": [event({ day: day(9) }), "out_of_range", "events[0].day"],
  "an absurd event": [event({ count: 1e12 }), "out_of_range", "events[0].count"],
  "an official total beyond 100": [official({ total: 101 }), "out_of_range", "official.total"],
  "an official pillar missing": [
    official({ pillars: { brand: 1 } }),
    "bad_request",
    "official.pillars.people",
  ],
  "an official pillar beyond 25": [
    official({ pillars: { brand: 26, people: 2, insights: 3, relationships: 4 } }),
    "out_of_range",
    "official.pillars.brand",
  ],
  "a rank beyond 100 %": [
    official({ industry: { rank_pct: 101 } }),
    "out_of_range",
    "official.industry.rank_pct",
  ],
  "a rank that is text": [
    official({ network: { rank_pct: "5" } }),
    "bad_request",
    "official.network.rank_pct",
  ],
  "a state in the far future": [{ type: "state", at: moment(9) }, "out_of_range", "at"],
  "a state of nobody": [{ type: "state", profile: { key: "nobody" } }, "unknown_profile", "profile.key"],
  "a history of nobody": [{ type: "history", profile: { key: "nobody" } }, "unknown_profile", "profile.key"],
  "a history backwards": [{ type: "history", from: day(0), to: day(-1) }, "out_of_range", "to"],
  "a history by the hour": [{ type: "history", step: "hour" }, "bad_request", "step"],
  "an export as XML": [{ type: "export", format: "xml" }, "bad_request", "format"],
  "an export without a format": [{ type: "export" }, "bad_request", "format"],
  "an export from nowhere": [{ type: "export", format: "csv", cursor: "x" }, "bad_request", "cursor"],
  "forgetting nothing": [{ type: "forget" }, "bad_request", "profile"],
  "forgetting all and one": [{ type: "forget", all: true, profile: { key: "a" } }, "bad_request", "profile"],
  "forgetting not all": [{ type: "forget", all: false }, "bad_request", "all"],
  "forgetting nobody": [{ type: "forget", profile: { key: "nobody" } }, "unknown_profile", "profile.key"],
};

async function check(host, message, id, code, field) {
  const reply = await host.ask(message);
  assert.equal(reply.ok, false, JSON.stringify(reply));
  assert.deepEqual([reply.id, reply.error.code, reply.error.field], [id, code, field]);
  assert.ok(reply.error.message.length > 0);
  assert.deepEqual(Object.keys(reply), ["id", "ok", "error"]);
  const next = await host.ask({ id: 99, type: "profiles" });
  assert.deepEqual(next.profiles, [], "nothing of a refused message may be stored");
}

test("texts that are no requests", async (t) => {
  const host = startHost(t, makeHome(t));
  for (const [name, [text, code, field]] of Object.entries(texts)) {
    await t.test(name, () => check(host, text, null, code, field));
  }
});

test("bytes that are not UTF-8", async (t) => {
  const host = startHost(t, makeHome(t));
  for (const bytes of [
    [0x80],
    [0xc0, 0xaf],
    [0xe0, 0x80, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xff],
    [0xe2, 0x82],
  ]) {
    const text = Buffer.concat([Buffer.from('{"id":1,"type":"'), Buffer.from(bytes), Buffer.from('"}')]);
    await check(host, text, null, "bad_json");
  }
});

test("impossible requests", async (t) => {
  const host = startHost(t, makeHome(t));
  for (const [name, [message, code, field]] of Object.entries(requests)) {
    await t.test(name, () => check(host, { ...message, id: 5 }, 5, code, field));
  }
});

test("a message is stored whole or not at all", async (t) => {
  const host = startHost(t, makeHome(t));
  const message = gauge({ value: 5 });
  message.tallies = [{ signal: "posts", from: DAY, to: DAY, days: { [DAY]: -1 } }];
  await check(host, { ...message, id: 5 }, 5, "out_of_range", `tallies[0].days.${DAY}`);
  assert.equal((await host.ask({ ...message, tallies: [] })).ok, true, "the request id is still unused");
});

test("values at the limits are served", async (t) => {
  const host = startHost(t, makeHome(t));
  assert.equal((await host.ask(deep(31))).ok, true);
  assert.equal((await host.ask('{"id":1,"type":"profiles","x":"\\ud83d\\ude00 \u{1f600}"}')).ok, true);
  assert.equal((await host.ask(`{"id":1,"type":"profiles","x":[${"0,".repeat(19_990)}0]}`)).ok, true);
  assert.equal((await host.ask(observation({ at: moment(1), lang: "" }))).ok, true);
});
