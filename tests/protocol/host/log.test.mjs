/** What the hosts write into their log, and that no page content is in it. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { day, frame, header, HOST, makeHome, observation, startHost } from "../../lib/host.mjs";
import { IDS } from "../lib/ids.mjs";

const IMPORT = join(dirname(HOST), "bussola-import");
const LIMIT = 256 * 1024;
const LINE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (error|info|debug) bussola-(host|import)\[\d+\] .+$/;

const logOf = (home) => join(home, "data/bussola/bussola.log");
const linesOf = (path) => readFileSync(path, "utf8").split("\n").slice(0, -1);
/** Lines without moment, program and process id. */
const textsOf = (home) => linesOf(logOf(home)).map((line) => line.replace(/^\S+ (\w+) \S+ /, "$1 "));

async function session(t, home, messages, options) {
  const host = startHost(t, home, options);
  for (const message of messages) await host.ask(message);
  assert.equal(await host.end(), 0);
}

test("start, refusals and end are logged, private to the owner", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home, { args: ["/some/where/org.bussola.host.json", IDS.firefox[0]] });
  await host.ask({ id: 1, type: "hello", client: { name: "bussola", version: "0.2.0", browser: "firefox" } });
  await host.ask(observation());
  await host.ask({ id: 2, type: "nonsense" });
  await host.write(header(0));
  await host.read();
  await host.ask("{");
  assert.equal(await host.end(), 0);
  const texts = textsOf(home);
  assert.match(texts[0], /^info start: version \d+\.\d+\.\d+, browser firefox, locks:( [a-z]+)*$/);
  assert.deepEqual(texts.slice(1), [
    "info extension: version 0.2.0 for firefox",
    "info message: unknown_type",
    "info frame: bad_frame",
    "info message: bad_json",
    "info end: 2 answered, 3 refused",
  ]);
  assert.ok(linesOf(logOf(home)).every((line) => LINE.test(line)));
  assert.equal(statSync(logOf(home)).mode & 0o777, 0o600);
});

test("another extension's attempt and a damaged database are errors", async (t) => {
  const home = makeHome(t);
  await session(t, home, [observation()]);
  const stranger = startHost(t, home, { args: ["chrome-extension://abcdefghijklmnopabcdefghijklmnop/"] });
  assert.equal(await stranger.exited, 2);
  truncateSync(join(home, "data/bussola/bussola.db"), 100);
  await session(t, home, [{ id: 1, type: "state" }]);
  const errors = textsOf(home).filter((text) => text.startsWith("error "));
  assert.match(errors[0], /Bussola's own extension only/);
  assert.match(errors[1], /^error state: storage: /);
  assert.ok(!readFileSync(logOf(home), "utf8").includes("abcdefghijklmnop"));
});

test("BUSSOLA_LOG sets how much is written", async (t) => {
  const talk = [observation(), { id: 2, type: "nonsense" }];
  const written = {};
  for (const level of ["off", "error", "info", "debug", "LOUD"]) {
    const home = makeHome(t);
    await session(t, home, talk, { env: { BUSSOLA_LOG: level } });
    written[level] = existsSync(logOf(home)) ? textsOf(home) : [];
  }
  assert.deepEqual(written.off, []);
  assert.deepEqual(written.error, []);
  assert.equal(written.info.length, 3);
  assert.deepEqual(written.debug.slice(1, 3), ["debug observe: ok", "info message: unknown_type"]);
  assert.equal(written.LOUD.length, written.info.length);
});

test("no content of a message reaches the log, whatever is wrong with it", async (t) => {
  const home = makeHome(t);
  const mark = "MARKED";
  const marked = [
    observation({ profile: { key: mark, label: mark, aliases: [mark] } }),
    observation({ page: mark, lang: mark }),
    observation({ gauges: [{ signal: mark, value: 1, bound: "exact" }] }),
    observation({ gauges: [{ signal: "posts", value: mark, bound: mark }] }),
    observation({ tallies: [{ signal: "posts", from: day(-1), to: day(), days: { [mark]: 1 } }] }),
    observation({ tallies: [{ signal: "posts", from: mark, to: day(), days: {} }] }),
    observation({ [mark]: mark, at: mark }),
    { id: 1, type: mark },
    { id: 1, type: "state", profile: { key: mark } },
    { id: 1, type: "export", format: "json", cursor: mark },
    { id: 1, type: "hello", client: { name: mark, version: mark, browser: mark, instance: mark } },
    `{"${mark}": ${mark}`,
    mark,
  ];
  const env = { BUSSOLA_LOG: "debug" };
  await session(t, home, marked, { env });
  await session(t, home, marked, { env, program: IMPORT });
  const text = readFileSync(logOf(home), "utf8");
  assert.ok(text.split("\n").length > 2 * marked.length, text);
  assert.ok(!text.includes(mark), text);
});

test("many refusals do not push out the other lines", async (t) => {
  const home = makeHome(t);
  const host = startHost(t, home);
  for (let i = 0; i < 200; i++) {
    await host.write(header(0));
    await host.read();
  }
  await host.end();
  const texts = textsOf(home);
  assert.ok(texts.length < 60, String(texts.length));
  assert.equal(texts.at(-1), "info end: 0 answered, 200 refused");
});

test("a full file becomes the second one, and there is never a third", async (t) => {
  const home = makeHome(t);
  await session(t, home, [observation()]);
  for (const generation of ["first", "second"]) {
    writeFileSync(logOf(home), `${generation}\n`.padStart(LIMIT, "."), { mode: 0o600 });
    await session(t, home, [observation()]);
    assert.ok(readFileSync(`${logOf(home)}.1`, "utf8").endsWith(`${generation}\n`));
    assert.equal(statSync(`${logOf(home)}.1`).size, LIMIT);
    assert.equal(textsOf(home).at(-1), "info end: 1 answered, 0 refused");
  }
  const logs = readdirSync(join(home, "data/bussola")).filter((name) => name.startsWith("bussola.log"));
  assert.deepEqual(logs.sort(), ["bussola.log", "bussola.log.1"]);
});

test("several hosts at once write whole lines, also during rotation", async (t) => {
  const home = makeHome(t);
  await session(t, home, [observation()]);
  const filling = `${"-".repeat(99)}\n`;
  writeFileSync(logOf(home), filling.repeat(LIMIT / filling.length - 3), { mode: 0o600 });
  const states = Array.from({ length: 40 }, (_, i) => ({ id: i, type: "profiles" }));
  const hosts = Array.from({ length: 6 }, () => session(t, home, states, { env: { BUSSOLA_LOG: "debug" } }));
  await Promise.all(hosts);
  const lines = [logOf(home), `${logOf(home)}.1`].flatMap(linesOf).filter((line) => !line.startsWith("---"));
  assert.ok(
    lines.every((line) => LINE.test(line)),
    lines.find((line) => !LINE.test(line)),
  );
  assert.equal(lines.filter((line) => line.endsWith("profiles: ok")).length, 6 * states.length);
});

test("a full disk does no harm, and leaves no partial line", async (t) => {
  const home = makeHome(t);
  await session(t, home, [observation()]);
  const before = `${"-".repeat(127)}\n`.repeat(512).slice(30);
  writeFileSync(logOf(home), before, { mode: 0o600 });
  // The blocks of ulimit are of 512 bytes: no file grows beyond 64 KiB.
  const host = startHost(t, home, { shell: "ulimit -f 128", env: { BUSSOLA_LOG: "debug" } });
  assert.equal((await host.ask({ id: 1, type: "profiles" })).ok, true);
  assert.equal((await host.ask({ id: 2, type: "nonsense" })).ok, false);
  assert.equal(await host.end(), 0);
  assert.equal(readFileSync(logOf(home), "utf8"), before);
});

const obstacles = {
  "a directory": (path) => mkdirSync(path),
  "a pipe that nobody reads": (path) => execFileSync("mkfifo", [path]),
  "a link to a file of the member's": (path, other) => symlinkSync(other, path),
  "a device that is full": (path) => symlinkSync("/dev/full", path),
};
for (const [name, obstruct] of Object.entries(obstacles))
  test(`${name} in place of the log does no harm`, async (t) => {
    const home = makeHome(t);
    const other = join(home, "letter.txt");
    writeFileSync(other, "Dear Ines");
    mkdirSync(join(home, "data/bussola"), { recursive: true, mode: 0o700 });
    obstruct(logOf(home), other);
    const host = startHost(t, home);
    assert.equal((await host.ask(observation())).ok, true);
    await host.write(frame("{"));
    assert.equal((await host.read()).ok, false);
    assert.equal(await host.end(), 0);
    assert.equal(readFileSync(other, "utf8"), "Dear Ines");
  });
