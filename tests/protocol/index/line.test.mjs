/** Ten months of a user in which only acts move the line, with one number per day everywhere. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { zip } from "../../fixtures/archives/zip.mjs";
import { home, run } from "../cli/lib.mjs";
import { tell } from "../cli/member.mjs";

const DAYS = 300;
const FIRST = Date.parse("2025-05-25");
const date = (n) => new Date(FIRST + n * 86_400_000).toISOString().slice(0, 10);
const index = (day) => (Date.parse(day) - FIRST) / 86_400_000;

/** The user travels for three weeks. */
const zone = (n) => (n >= 100 && n < 121 ? "-05:00" : "+01:00");

let requests = 0;
const observe = (n, page, parts) => ({
  type: "observe",
  request: `00000000-0000-4000-9000-${String(requests++).padStart(12, "0")}`,
  profile: {
    key: "ACoAAB1nEsPr0va",
    label: "ines-prova-77",
    aliases: ["ines-prova-77"],
  },
  page,
  lang: "en",
  at: `${date(n)}T12:00:00${zone(n)}`,
  gauges: [],
  tallies: [],
  ...parts,
});
const gauge = (signal, value, bound = "exact") => ({ signal, value, bound });

/** Acts per signal, every so many days; also long before the first day. */
const acts = { comments: 17, posts: 29, reactions: 23 };
const done = (signal, n) => (n % acts[signal] === 0 ? 1 + (n % 3) : 0);

/** A list that shows the last `back` days. */
function listed(signal, n, back) {
  const days = {};
  for (let d = n - back; d <= n; d++) if (done(signal, d + 600) > 0) days[date(d)] = done(signal, d + 600);
  return { signal, from: date(n - back), to: date(n), days };
}

function visits(n) {
  const seen = [];
  if (n % 9 === 0)
    for (const signal of ["comments", "posts", "reactions"])
      seen.push(
        observe(n, `activity_${signal}`, {
          tallies: [listed(signal, n, 12 + (n % 5))],
        }),
      );
  if (n === 23)
    seen.push(
      observe(n, "own_profile", {
        gauges: [gauge("photo", 1), gauge("connections", 500, "at_least")],
      }),
    );
  if (n === 61)
    seen.push(
      observe(n, "skills", {
        gauges: [gauge("skills", 12), gauge("groups", 4)],
      }),
    );
  if (n === 88) seen.push(observe(n, "connections", { gauges: [gauge("connections", 612)] }));
  if (n === 250) seen.push(observe(n, "skills", { gauges: [gauge("skills", 15)] }));
  if (n === 45 || n === 200) {
    const pillars = {
      brand: 12,
      people: 6,
      insights: n === 45 ? 3.2 : 5,
      relationships: 15,
    };
    seen.push(observe(n, "ssi", { official: { total: n === 45 ? 36 : 38, pillars } }));
  }
  return seen;
}

/** Imports an archive that LinkedIn made on a day. */
function importArchive(place, n, files) {
  const [year, month, day] = date(n).split("-");
  const path = join(place.root, `Complete_LinkedInDataExport_${month}-${day}-${year}.zip`);
  writeFileSync(path, zip(files));
  const result = run(place, ["import", path, "--profile", "ines-prova-77"], {
    env: { TZ: "Europe/Rome" },
  });
  assert.equal(result.code, 0, result.err);
}

/** Imports LinkedIn's archive of a day: every comment and message since 2024. */
function bring(place, n) {
  const rows = (signal, row) => {
    const lines = [];
    for (let d = n - 500; d <= n; d++)
      for (let i = done(signal, d + 600); i > 0; i--) lines.push(row(date(d), `${d}-${i}`));
    return lines.join("\n");
  };
  const comment = (at, id) =>
    `${at} 10:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7${id},x`;
  importArchive(place, n, { "Comments.csv": `Date,Link,Message\n${rows("comments", comment)}\n` });
}

function lived(t) {
  const place = home(t);
  let waiting = [];
  for (let n = 0; n < DAYS; n++) {
    waiting.push(...visits(n));
    if (n === 7 || n === 140) {
      tell(place, waiting);
      waiting = [];
      bring(place, n);
    }
  }
  tell(place, waiting);
  return place;
}

const last = date(DAYS - 1);
const history = (place, from) => tell(place, [{ type: "history", from, to: last, step: "day" }])[0].series;

/** The days on which an act entered or left the 90 days. */
function actDays(place) {
  const days = new Set();
  for (const { record, day, count } of JSON.parse(run(place, ["export"]).out).records)
    if (record === "tally" && count > 0) days.add(index(day)).add(index(day) + 90);
  return days;
}

test("ten months in which only acts move the line", (t) => {
  const place = lived(t);
  const { day, total } = history(place, date(0));
  const moving = actDays(place);
  let quiet = 0;
  for (let i = 1; i < day.length; i++) {
    const n = index(day[i]);
    if (moving.has(n) || [45, 200, 250].includes(n) || total[i] === null || total[i - 1] === null) continue;
    quiet++;
    assert.equal(total[i], total[i - 1], `${day[i]}, day ${n}`);
  }
  assert.ok(quiet > 60, `${quiet} quiet days`);
  assert.equal(total[day.indexOf(date(45))], 36);
  assert.equal(total[day.indexOf(date(200))], 38);
});

test("one number per day: state, badge, history, why, table and report", (t) => {
  const place = lived(t);
  const series = history(place, date(0));
  const csv = run(place, ["history", "--from", date(0), "--to", last, "--step", "day", "--csv"]).out;
  const table = Object.fromEntries(
    csv.split("\n").map((line) => [line.split(",")[0], Number(line.split(",")[2] || NaN)]),
  );
  let known = 0;
  for (let n = 50; n < DAYS; n += 13) {
    const day = date(n);
    const total = series.total[series.day.indexOf(day)];
    const state = JSON.parse(run(place, ["status", "--json", "--at", day]).out);
    assert.equal(state.total, total, day);
    assert.equal(table[day], total ?? NaN, day);
    const why = JSON.parse(run(place, ["why", date(n - 7), day, "--json"]).out);
    assert.equal(why.total_to, total, day);
    assert.equal(why.total_from, series.total[series.day.indexOf(date(n - 7))], day);
    /* A number that no longer continues from LinkedIn's value is not compared with one that does. */
    if (why.total_delta === null)
      assert.ok(why.total_from === null || total === null || why.kind_to === "estimate", day);
    else assert.ok(Math.abs(why.total_delta - (why.total_to - why.total_from)) < 0.111, day);
    const at = `${day}T23:59:59${zone(n)}`;
    const [{ state: shown, badge, why: trend }] = tell(place, [{ type: "state", at, with: ["why"] }]);
    if (shown.week_delta !== null) assert.equal(shown.week_delta, trend.total_delta, day);
    assert.equal(shown.total, total, day);
    if (total === null) assert.equal(badge.text, "…", day);
    else assert.ok(Math.abs(Number(badge.text.replace("≈", "")) - total) <= 0.505, day);
    known += total === null ? 0 : 1;
  }
  assert.ok(known > 8, `${known} days with a number`);
});

test("just below a half, badge and command line round alike", (t) => {
  const place = home(t);
  /* 57 by LinkedIn's value, and 0.4967 for acts after it. */
  const acts = { comments: 1, people_searches: 1, profiles_viewed: 9 };
  const none = ["posts", "reactions", "reposts", "engagement_received", "messages_sent", "advanced_searches"];
  const counted = (signal, days) => ({ signal, from: date(100), to: date(290), days });
  const official = { total: 57, pillars: { brand: 20, people: 10, insights: 11, relationships: 16 } };
  tell(place, [
    observe(280, "ssi", { official }),
    observe(290, "feed", {
      tallies: [
        ...none.map((signal) => counted(signal, {})),
        ...Object.entries(acts).map(([signal, count]) => counted(signal, { [date(285)]: count })),
      ],
    }),
  ]);
  const [{ state, badge }] = tell(place, [{ type: "state", at: `${date(290)}T23:59:59+01:00` }]);
  assert.equal(state.total, 57.5);
  assert.equal(badge.text, "≈58");
  assert.match(run(place, ["status", "--at", date(290)]).out, /^≈58 of 100/m);
});

/** What is no act, on a day. */
const LOOKS = {
  "an archive": (place, n) =>
    importArchive(place, n, {
      "Comments.csv": `Date,Link,Message\n${date(-150)} 10:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7,x\n`,
      "Skills.csv": "Name\nListening\n",
    }),
  "a page": (place, n) => tell(place, [observe(n, "skills", { gauges: [gauge("skills", 12)] })]),
  "a list": (place, n) =>
    tell(place, [
      observe(n, "groups", { tallies: [{ signal: "reposts", from: date(n - 30), to: date(n), days: {} }] }),
    ]),
  "another model": (place) => assert.equal(run(place, ["model", "use", "bussola-1"]).code, 0),
  "another time zone": (place, n) =>
    tell(place, [{ ...observe(n, "feed", {}), at: `${date(n)}T12:00:00-08:00` }]),
  "a phone": (place) => tell(place, [{ type: "state", set: { phone: "yes" } }]),
};

for (const [what, look] of Object.entries(LOOKS))
  test(`${what} on day 1, 7 or 140 moves no day against another`, (t) => {
    const gauges = ["photo", "cover", "about", "position", "education", "location"].map((id) => gauge(id, 1));
    const levels = ["publications", "volunteering", "followers", "connections"].map((id) => gauge(id, 0));
    const none = (signal) => ({ signal, from: date(-89), to: date(0), days: {} });
    const acts = [
      "posts",
      "comments",
      "reactions",
      "people_searches",
      "profiles_viewed",
      "engagement_received",
    ];
    const pages = () => [
      observe(0, "own_profile", { gauges: [...gauges, ...levels] }),
      observe(0, "activity_posts", { tallies: acts.map(none) }),
    ];
    for (const first of [[], [reading(0, 41)]])
      for (const n of [1, 7, 140]) {
        const place = home(t);
        tell(place, [...pages(), ...first, observe(n - 1, "feed", {})]);
        look(place, n);
        tell(place, [observe(n + 2, "feed", {})]);
        const end = date(n + 2);
        const asked = { type: "history", from: date(0), to: end, step: "day" };
        const [{ series, corrections = [] }] = tell(place, [asked]);
        const totals = series.total.filter((total) => total !== null);
        assert.deepEqual(totals, Array(totals.length).fill(totals[0]), `day ${n}`);
        if (first.length > 0 && n < 140) assert.equal(totals[0], 41);
        assert.deepEqual(corrections, []);
        const at = `${end}T23:59:59+01:00`;
        const [{ state, why }] = tell(place, [{ type: "state", at, with: ["why"] }]);
        assert.equal(state.week_delta ?? 0, 0, `day ${n}`);
        assert.deepEqual(why.items, []);
      }
  });

const reading = (n, total) =>
  observe(n, "ssi", {
    official: { total, pillars: { brand: total - 37, people: 10, insights: 11, relationships: 16 } },
  });

test("a journey moves no past day: what was seen late in the evening stays on its day", (t) => {
  const seen = (n, time, page, parts) => ({ ...observe(n, page, parts), at: `${date(n)}T${time}+01:00` });
  const level = (value) => ({ gauges: [gauge("connections", value)] });
  for (const zone of ["+09:00", "-10:00"]) {
    const place = home(t);
    tell(place, [
      seen(230, "00:20:00", "connections", level(300)),
      seen(232, "22:15:00", "ssi", { official: reading(232, 57).official }),
      seen(234, "23:30:00", "connections", level(340)),
      seen(237, "00:20:00", "connections", level(380)),
    ]);
    const days = [230, 232, 233, 234, 236, 237, 238];
    const shown = () => {
      const { day, total } = history(place, date(230));
      return days.map((n) => total[day.indexOf(date(n))]);
    };
    const before = shown();
    assert.equal(before[1], 57);
    assert.ok(before[3] > before[2] && before[5] > before[4], String(before));
    const groups = observe(240, "groups", { gauges: [gauge("groups", 3)] });
    tell(place, [{ ...groups, at: `${date(240)}T12:00:00${zone}` }]);
    assert.deepEqual(shown(), before, zone);
    for (const [i, n] of days.entries()) {
      const [{ state }] = tell(place, [{ type: "state", at: `${date(n)}T23:59:59${zone}` }]);
      assert.equal(state.total, before[i], `${zone}, ${date(n)}`);
    }
    const why = JSON.parse(run(place, ["why", date(232), date(236), "--json"]).out);
    assert.equal(why.total_from, 57);
    assert.equal(why.total_to, before[4]);
  }
});

test("after a flight west a day ends with what was seen last on it", (t) => {
  const seen = (at, page, parts) => ({ ...observe(230, page, parts), at });
  const place = home(t);
  const far = `${date(231)}T08:00:00+13:00`;
  const back = `${date(230)}T15:00:00-08:00`;
  tell(place, [
    { ...reading(228, 55), at: `${date(228)}T12:00:00+13:00` },
    seen(`${date(228)}T12:00:00+13:00`, "connections", { gauges: [gauge("connections", 300)] }),
    { ...reading(231, 50), at: far },
    seen(far, "connections", { gauges: [gauge("connections", 340)] }),
    { ...reading(230, 57), at: back },
    seen(back, "connections", { gauges: [gauge("connections", 380)] }),
  ]);
  const { day, total } = history(place, date(228));
  assert.equal(total[day.indexOf(date(230))], 57);
  const [{ state }] = tell(place, [{ type: "state", at: `${date(230)}T23:59:59+01:00` }]);
  assert.equal(state.total, 57);
  const level = state.pillars.flatMap(({ signals }) => signals).find(({ id }) => id === "connections");
  assert.equal(level.value, 380);
});

test("an old archive imported after the first look moves no day against another", (t) => {
  const place = home(t);
  tell(place, [
    reading(230, 57),
    observe(232, "own_profile", {
      gauges: [gauge("connections", 268), gauge("about", 1), gauge("skills", 5)],
    }),
    observe(234, "connections", { gauges: [gauge("connections", 270)] }),
  ]);
  const before = history(place, date(230));
  const connected = Array.from({ length: 150 }, (_, i) => {
    const [year, month, day] = date(i - 100).split("-");
    const name = new Date(`${year}-${month}-01`).toLocaleString("en", { month: "short", timeZone: "UTC" });
    return `Ada,Prova ${i},,,,,${day} ${name} ${year}\n`;
  });
  importArchive(place, 60, {
    "Connections.csv": `First Name,Last Name,URL,Email Address,Company,Position,Connected On\n${connected.join("")}`,
    "Skills.csv": "Name\nListening\nPatience\n",
  });
  const after = history(place, date(230));
  assert.equal(before.total[0], 57);
  assert.ok(before.total[4] > before.total[3], "two connections more");
  assert.deepEqual(after.total.slice(0, 10), before.total.slice(0, 10));
});

test("a post after uncounted weeks lowers no day, and nothing moves before it", (t) => {
  const place = home(t);
  const listed = (from, to, days) => ({
    tallies: [{ signal: "posts", from: date(from), to: date(to), days }],
  });
  tell(place, [
    observe(220, "activity_posts", listed(190, 200, { [date(195)]: 6 })),
    reading(238, 57),
    observe(284, "activity_posts", listed(242, 284, { [date(245)]: 1 })),
  ]);
  const { day, total } = history(place, date(238));
  const on = (n) => total[day.indexOf(date(n))];
  for (let n = 239; n < 245; n++) assert.equal(on(n), 57, date(n));
  assert.ok(on(245) >= on(244), `${on(244)} to ${on(245)}`);
  for (let n = 246; n < 254; n++) assert.equal(on(n), on(245), date(n));
  const { items } = JSON.parse(run(place, ["why", date(244), date(245), "--json"]).out);
  assert.ok(
    items.every(({ cause }) => cause === "done"),
    JSON.stringify(items),
  );
});
