import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { ROOT, whileLocked } from "../../lib/paths.mjs";
import { DAY, member, NAME } from "../../fixtures/archives/member.mjs";
import { zip } from "../../fixtures/archives/zip.mjs";
import { CLI, home as anyHome, run, runOnTerminal } from "../cli/lib.mjs";
import { SEEN, tell } from "../cli/member.mjs";

const SAMPLES = join(ROOT, "../shared/exports");

/** A home in UTC, because the expected days are the archives' own. */
function home(t) {
  const place = anyHome(t);
  place.env.TZ = "UTC";
  return place;
}

/** Writes an archive into the home and returns its path. */
function archive(place, entries, name = NAME) {
  const path = join(place.root, name);
  writeFileSync(path, zip(entries));
  return path;
}

const imported = (place, ...args) => JSON.parse(run(place, ["import", "--json", ...args]).out);
const without = (entries, name) =>
  Object.fromEntries(Object.entries(entries).filter(([key]) => !key.startsWith(name)));

const prefixed = (entries, folder) =>
  Object.fromEntries(Object.entries(entries).map(([name, text]) => [folder + name, text]));

function signal(report, id) {
  return report.tallies.find((tally) => tally.signal === id);
}

test("an archive becomes counts by day", (t) => {
  const place = home(t);
  const [report] = imported(place, archive(place, member()));
  assert.equal(report.day, "2026-03-24");
  assert.deepEqual(
    Object.fromEntries(Object.entries(report.totals).filter(([, count]) => count !== null && count > 0)),
    {
      connections: 3,
      invitations_out: 2,
      invitations_in: 1,
      accepted_out: 1,
      messages_sent: 2,
      inmail_sent: 1,
      inmail_replied: 1,
      dm_threads_started: 1,
      sponsored: 1,
      comments: 1,
      posts: 1,
      reactions: 2,
      searches: 1,
      days_active: 1,
      endorsements_received: 1,
      skills: 2,
    },
  );
  assert.deepEqual(signal(report, "inmail_replies").days, { "2026-03-03": 1 });
  assert.deepEqual(signal(report, "invitations_accepted").days, { "2026-03-12": 1 });
  assert.deepEqual(signal(report, "reactions").days, { "2026-03-05": 1, "2026-03-06": 1 });
  assert.equal(signal(report, "votes"), undefined);
  assert.ok(report.stored.changed > 0);
});

test("importing again, or an older or overlapping archive, adds only what is new", (t) => {
  const place = home(t);
  const newer = member();
  const older = {
    ...newer,
    "Reactions.csv": "Date,Type,Link\n2026-03-05 10:01:00,LIKE,https://x.example/3\n",
  };
  delete older["Reactions_34875879.csv"];
  const newerPath = archive(place, newer);
  const olderPath = archive(place, older, "Basic_LinkedInDataExport_03-05-2026.zip");
  imported(place, olderPath);
  imported(place, newerPath);
  const before = run(place, ["history", "--json", "--step", "day"]).out;
  for (const path of [newerPath, olderPath, newerPath]) {
    assert.equal(imported(place, path)[0].stored.changed, 0);
  }
  assert.equal(run(place, ["history", "--json", "--step", "day"]).out, before);
});

test("page counts and acts counted while browsing are not counted twice", (t) => {
  const place = home(t);
  const read = (day, parts) => ({
    type: "observe",
    request: `request-of-${day}`,
    profile: { key: "ida-falk" },
    page: "activity_reactions",
    lang: "en",
    at: `${day}T18:00:00Z`,
    gauges: [],
    tallies: [],
    ...parts,
  });
  const reactions = { "2026-03-05": 1, "2026-03-06": 3 };
  tell(place, [
    read("2026-03-05", {
      events: [{ signal: "comments", day: "2026-03-05", count: 1 }],
    }),
    read("2026-03-23", {
      gauges: [{ signal: "connections", value: 3, bound: "exact" }],
      tallies: [
        {
          signal: "reactions",
          from: "2026-03-01",
          to: "2026-03-23",
          days: reactions,
        },
      ],
    }),
  ]);
  const path = archive(place, member());
  assert.equal(imported(place, path)[0].stored.profile, "ida-falk");
  assert.equal(imported(place, path)[0].stored.changed, 0);
  const at = ["--json", "--at", DAY];
  const state = JSON.parse(run(place, ["status", ...at]).out);
  const rows = state.pillars.flatMap((pillar) => pillar.signals);
  const shown = (id) => rows.find((row) => row.id === id);
  assert.deepEqual(
    ["reactions", "comments", "connections"].map((id) => shown(id).value),
    [2, 1, 3],
  );
  const accounts = (list) =>
    list.map((one) => [one.source, one.value, one.seen_at.slice(0, 10), one.differs_from.join()]);
  const table = JSON.parse(run(place, ["status", "--sources", ...at]).out);
  for (const [id, expected] of [
    [
      "reactions",
      [
        ["page", 4, "2026-03-23", "archive"],
        ["archive", 2, DAY, "page"],
      ],
    ],
    [
      "comments",
      [
        ["local", 1, "2026-03-23", ""],
        ["archive", 1, DAY, ""],
      ],
    ],
    [
      "connections",
      [
        ["page", 3, "2026-03-23", ""],
        ["archive", 3, DAY, ""],
      ],
    ],
  ]) {
    assert.deepEqual(accounts(shown(id).sources), expected, id);
    assert.deepEqual(accounts(table.filter((row) => row.signal === id)), expected, id);
  }
  assert.equal(shown("skills").sources, undefined);
});

test("an import before any page was read goes to the first account, and to no other", (t) => {
  const place = home(t);
  const path = archive(place, member());
  const read = (key) => ({
    ...{ type: "observe", request: `r-${key}`, profile: { key }, page: "network", lang: "en" },
    ...{ at: `${DAY}T18:00:00Z`, tallies: [] },
    gauges: [{ signal: "connections", value: 3, bound: "exact" }],
  });
  const keys = () => JSON.parse(run(place, ["profiles", "--json"]).out).map(({ key }) => key);
  assert.match(run(place, ["import", path]).out, /first account/);
  tell(place, [read("ida-falk")]);
  assert.deepEqual(keys(), ["ida-falk"]);
  assert.equal(imported(place, path)[0].stored.profile, "ida-falk");
  imported(place, "--profile", "me", path);
  tell(place, [read("nora-pell")]);
  assert.deepEqual(keys().sort(), ["ida-falk", "me", "nora-pell"]);
});

test("past days are scored at once", (t) => {
  const place = home(t);
  imported(place, archive(place, member()));
  const lines = run(place, ["history", "--csv", "--from", "2026-03-01", "--to", "2026-03-24"]).out;
  assert.equal(lines.trim().split("\n").length, 25);
});

test("a dry run stores nothing", (t) => {
  const place = home(t);
  const result = run(place, ["import", "--dry-run", archive(place, member())]);
  assert.equal(result.code, 0);
  assert.match(result.out, /InMail: 1 sent, 1 answered/);
  assert.equal(existsSync(join(place.directory, ".local")), false);
});

test("days are those of the machine's time zone", (t) => {
  const place = home(t);
  const entries = { "Reactions.csv": "Date,Type,Link\n2026-03-05 23:30:00,LIKE,https://x.example/3\n" };
  const path = archive(place, entries);
  const result = run(place, ["import", "-n", "--json", path], { env: { TZ: "Europe/Rome" } });
  assert.deepEqual(signal(JSON.parse(result.out)[0], "reactions").days, { "2026-03-06": 1 });
});

test("one bad archive or file does not stop the others", (t) => {
  const place = home(t);
  const page = join(place.root, "page.zip");
  writeFileSync(page, "<!DOCTYPE html>");
  const cut = join(place.root, "cut.zip");
  writeFileSync(cut, zip(member()).subarray(0, 900));
  const strange = archive(place, { "readme.txt": "x" }, "strange.zip");
  const damaged = zip(member());
  damaged[damaged.indexOf("Skills.csv") + 14] ^= 0xff;
  const half = join(place.root, NAME);
  writeFileSync(half, damaged);
  const result = run(place, ["import", page, cut, strange, half, join(place.root, "nothing.zip")]);
  assert.equal(result.code, 1);
  assert.match(result.err, /page\.zip: this is neither a zip file nor one of the archive's tables/);
  assert.match(result.err, /cut\.zip: the zip is cut off/);
  assert.match(result.err, /strange\.zip: it contains none of LinkedIn's files/);
  assert.match(result.err, /nothing\.zip: it does not exist/);
  assert.match(result.out, /Skills: left out: damaged/);
  assert.match(result.out, /Stored under the profile/);
});

test("--date sets the day of the archive", (t) => {
  const place = home(t);
  const path = archive(place, member(), "renamed.zip");
  assert.equal(imported(place, "-n", path)[0].day_told, false);
  assert.equal(imported(place, "-n", "--date", "2026-03-20", path)[0].day, "2026-03-20");
  assert.equal(run(place, ["import", "--date", "2026-02-30", path]).code, 2);
  const ahead = run(place, ["import", "--date", "2199-01-01", path]);
  assert.equal(ahead.code, 2);
  assert.match(ahead.err, /in the future/);
  const isoNamed = archive(place, member(), "Complete_LinkedInDataExport_2026-03-24 (1).zip");
  assert.equal(imported(place, "-n", isoNamed)[0].day, "2026-03-24");
  assert.equal(run(place, ["import"]).code, 2);
});

/** Writes the files of an archive below a folder and returns its path. */
function unpacked(place, entries, name) {
  const folder = join(place.root, name);
  for (const [path, text] of Object.entries(entries)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test("an unpacked folder gives the same counts as its zip", (t) => {
  const place = home(t);
  const [packed] = imported(place, "-n", archive(place, member()));
  const folder = unpacked(place, member(), "Complete_LinkedInDataExport_03-24-2026");
  const outer = unpacked(place, prefixed(member(), "mail/LinkedIn/"), "outer");
  for (const path of [folder, `${folder}/`, outer]) {
    const [report] = imported(place, "-n", "--date", "2026-03-24", path);
    assert.deepEqual(report.totals, packed.totals);
    assert.deepEqual(report.tallies, packed.tallies);
  }
  assert.equal(imported(place, "-n", `${folder}/`)[0].day, "2026-03-24");
});

test("links in a folder are not followed, and a folder without LinkedIn's files is refused", (t) => {
  const place = home(t);
  const secret = join(place.root, "secret.csv");
  writeFileSync(secret, "Date,Type,Link\n2026-03-05 10:01:00,LIKE,https://x.example/3\n");
  const folder = join(place.root, "linked");
  mkdirSync(folder);
  symlinkSync(secret, join(folder, "Reactions.csv"));
  symlinkSync("/", join(folder, "root"));
  const result = run(place, ["import", folder]);
  assert.equal(result.code, 1);
  assert.match(result.err, /linked: it contains none of LinkedIn's files/);
});

test("one table of the archive can be imported alone", (t) => {
  const place = home(t);
  const path = join(place.root, "Comments (1).csv");
  writeFileSync(path, Object.entries(member()).find(([name]) => name.startsWith("Comments"))[1]);
  const [report] = imported(place, path);
  assert.equal(report.totals.comments, 1);
  assert.equal(report.totals.connections, null);
  assert.equal(report.first_part, false);
});

test("the archive of the first e-mail says that a second one follows", (t) => {
  const place = home(t);
  const profile = { "Skills.csv": "Name\nSales\n", "Positions.csv": "Company Name,Title\nA,B\n" };
  const path = archive(place, profile, "Basic_LinkedInDataExport_03-24-2026.zip");
  assert.match(run(place, ["import", path]).out, /second e-mail/);
  assert.equal(imported(place, path)[0].first_part, true);
  assert.doesNotMatch(run(place, ["import", "-n", archive(place, member())]).out, /second e-mail/);
});

test("a main file with unreadable dates is reported, and fails the import", (t) => {
  const place = home(t);
  const entries = {
    ...member(),
    "Connections.csv":
      "First Name,Last Name,URL,Connected On\nMira,Olden,,10/12/2025\nTheo,Grant,,11/12/2025\n",
  };
  const result = run(place, ["import", archive(place, entries)]);
  assert.equal(result.code, 1);
  assert.match(result.out.replace(/\s+/g, " "), /Connections: left out: none of its dates can be read/);
  assert.match(result.out, /Import the zip as LinkedIn sent it/);
});

test("a prolific author's archive has more than 2,000 entries", (t) => {
  const place = home(t);
  const articles = Object.fromEntries(
    Array.from({ length: 2500 }, (_, index) => [`Articles/Articles/${index}.html`, "<p>x</p>"]),
  );
  const [many] = imported(place, "-n", archive(place, { ...articles, ...member() }));
  assert.equal(many.totals.comments, 1);
  assert.equal(many.unknown, 2500 + imported(place, "-n", archive(place, member()))[0].unknown);
});

test("a terminal shows progress, a pipe does not", (t) => {
  const place = home(t);
  const path = archive(place, member());
  assert.match(runOnTerminal(place, ["import", "-n", path]).out, /100%/);
  const piped = run(place, ["import", "-n", path]);
  assert.equal(piped.err, "");
});

test("a missing file proves nothing, an empty one proves 0", (t) => {
  const place = home(t);
  const entries = { ...without(member(), "Reactions"), "Votes.csv": "Date,Link,OptionText\n" };
  const [report] = imported(place, "-n", archive(place, entries));
  assert.equal(report.totals.reactions, null);
  assert.equal(signal(report, "reactions"), undefined);
  assert.equal(report.totals.votes, 0);
  assert.deepEqual(signal(report, "votes").days, {});
});

/** Fifteen years with an act a day, so that storing them takes a while. */
function years() {
  const first = Date.UTC(2011, 0, 1);
  const days = Array.from({ length: 5500 }, (_, day) => new Date(first + day * 86_400_000).toISOString());
  const rows = days.map((day) => `${day.slice(0, 10)} 10:00:00,LIKE,https://x.example/1\n`);
  return { "Reactions.csv": `Date,Type,Link\n${rows.join("")}` };
}

test("lines that end in CR alone give the same counts", (t) => {
  const place = home(t);
  const macintosh = Object.fromEntries(
    Object.entries(member()).map(([name, text]) => [
      name,
      text.replaceAll("\r\n", "\n").replaceAll("\n", "\r"),
    ]),
  );
  const [as] = imported(place, "--dry-run", archive(place, member()));
  const [cr] = imported(place, "--dry-run", archive(place, macintosh));
  assert.deepEqual(cr.totals, as.totals);
});

test("an import of nothing but empty tables fails", (t) => {
  const place = home(t);
  const path = join(place.root, "Comments.csv");
  writeFileSync(path, "");
  assert.equal(run(place, ["import", path]).code, 1);
  assert.equal(run(place, ["import", archive(place, { "Comments.csv": "", "Shares.csv": "" })]).code, 1);
  assert.equal(run(place, ["import", archive(place, { ...member(), "Shares.csv": "" })]).code, 0);
});

test("a killed import has stored all or nothing", async (t) => {
  const whole = home(t);
  const path = archive(whole, years());
  const all = imported(whole, path)[0].stored.changed;
  assert.ok(all > 5000);
  const missing = new Set();
  for (let delay = 0; delay < 160; delay += 8) {
    const place = home(t);
    const child = spawn(CLI, ["import", path], { env: place.env, stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    await setTimeout(delay);
    child.kill("SIGKILL");
    await ended;
    missing.add(imported(place, path)[0].stored.changed);
    assert.equal(imported(place, path)[0].stored.changed, 0);
  }
  missing.delete(0);
  assert.deepEqual([...missing], [all]);
});

test("hosts continue to write during an import", async (t) => {
  const place = home(t);
  const path = archive(place, years());
  // In any order: the archive belongs to another account than the pages.
  const own = ["--profile", SEEN.estimate[0].profile.key, path];
  const child = spawn(CLI, ["import", ...own], { env: place.env, stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  tell(place, SEEN.estimate);
  assert.equal(await ended, 0);
  assert.ok(run(place, ["export", "--format", "csv"]).out.includes("2011-01-01"));
  assert.equal(imported(place, ...own)[0].stored.changed, 0);
});

/** Every file below a directory, as bytes. */
function* contents(directory) {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) yield* contents(path);
    else yield [path, readFileSync(path)];
  }
}

test("archives are read without a network", whileLocked, async (t) => {
  const place = home(t);
  const pipe = join(place.root, "pipe");
  execFileSync("mkfifo", [pipe]);
  const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  t.after(() => closeSync(end));
  assert.throws(() => {
    for (;;) writeSync(end, Buffer.alloc(4096));
  }, /EAGAIN/);
  /* It reports an error about the archive into a full pipe, and blocks there. */
  const line = 'exec "$0" import "$1" 2>"$2"';
  const child = spawn("/bin/sh", ["-c", line, CLI, place.root + "/none.zip", pipe], {
    env: place.env,
    stdio: "ignore",
  });
  t.after(() => child.kill());
  const status = () => readFileSync(`/proc/${child.pid}/status`, "utf8");
  while (!/^Seccomp:\t2$/m.test(status())) {
    assert.equal(child.exitCode, null);
    await setTimeout(5);
  }
  assert.match(status(), /^NoNewPrivs:\t1$/m);
});

test("a pipe is not waited for", (t) => {
  const place = home(t);
  const pipe = join(place.root, "pipe.zip");
  execFileSync("mkfifo", [pipe]);
  const { status, stderr } = spawnSync(CLI, ["import", pipe], {
    env: place.env,
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.equal(status, 1);
  assert.match(stderr, /pipe\.zip.*not a file/);
});

test("no name, text, address or id leaves the process", (t) => {
  const place = home(t);
  let count = 0;
  const mark = (text) => `zqx${(count++).toString(36)}${text.toLowerCase().replaceAll(/[^a-z]/g, "")}zqx`;
  const entries = member(mark);
  entries["Votes.csv"] = `Date,Link,OptionText\n${mark("nodate")},${mark("link")},"${mark("open")}\n`;
  entries["Positions.csv"] = `${mark("Firma")},${mark("Titel")}\n${mark("a")},${mark("b")}\n`;
  entries[`../${mark("outside")}.csv`] = mark("outside");
  const path = archive(place, entries);
  const output = [];
  for (const args of [["import", "-n"], ["import", "-n", "--json"], ["import"], ["import", "--json"]]) {
    const result = run(place, [...args, path], { env: { TMPDIR: place.directory } });
    output.push(result.out, result.err);
  }
  output.push(runOnTerminal(place, ["import", path]).out);
  for (const command of [["status"], ["profiles"], ["history", "--json"]]) {
    output.push(run(place, command).out);
  }
  assert.ok(count > 60);
  assert.equal(output.join("\n").toLowerCase().includes("zqx"), false);
  let files = 0;
  for (const [file, bytes] of contents(place.directory)) {
    files++;
    assert.equal(bytes.toString("latin1").toLowerCase().includes("zqx"), false, file);
  }
  assert.ok(files > 0, "the database is there");
});

test("the sample archives give the expected counts", { skip: !existsSync(SAMPLES) }, (t) => {
  const place = home(t);
  const expected = JSON.parse(readFileSync(join(SAMPLES, "expected.json"), "utf8"));
  for (const [name, counts] of Object.entries(expected)) {
    const [report] = imported(place, "--dry-run", join(SAMPLES, name));
    const { accepted, ...totals } = counts;
    for (const [id, count] of Object.entries(totals)) assert.equal(report.totals[id], count, `${name} ${id}`);
    if (accepted !== undefined) assert.equal(report.totals.accepted_out, accepted);
  }
});
