/**
 * What a new count and a new member of a reply take: in a copy of the tree each gets its row of the
 * contract, its reader and its writer, and the copy is built.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { before, after, test } from "node:test";
import { makeHome, moment, observation, startHost } from "../../lib/host.mjs";

const ROOT = resolve(import.meta.dirname, "../../..");
const copy = mkdtempSync(join(tmpdir(), "bussola-grows-"));
after(() => rmSync(copy, { recursive: true, force: true }));

const run = (folder, ...command) =>
  spawnSync(command[0], command.slice(1), { cwd: join(copy, folder), encoding: "utf8" });

function must(folder, ...command) {
  const { status, stdout, stderr } = run(folder, ...command);
  assert.equal(status, 0, `${command.join(" ")}\n${stdout}${stderr}`);
}

/** Puts `text` behind the first `anchor` of a file. */
function insert(file, anchor, text) {
  const path = join(copy, file);
  const before = readFileSync(path, "utf8");
  assert.ok(before.includes(anchor), `${file} has no ${anchor}`);
  writeFileSync(
    path,
    before.replace(anchor, () => anchor + text),
  );
}

/** Changes the data of a file of the contract. */
function edit(name, change) {
  const path = join(copy, `include/contract/${name}.json`);
  const data = JSON.parse(readFileSync(path, "utf8"));
  change(data);
  writeFileSync(path, JSON.stringify(data, null, 2));
}

const compile = () => run("extension", "node_modules/.bin/tsc", "--noEmit");

before(() => {
  const { stdout } = spawnSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  for (const file of stdout.split("\0"))
    if (
      /^(Makefile|native-host|include|extension|manifests|tests\/[^/]*\.mk|tests\/fixtures\/linkedin)/.test(
        file,
      )
    )
      if (existsSync(join(ROOT, file))) cpSync(join(ROOT, file), join(copy, file));
  symlinkSync(join(ROOT, "extension/node_modules"), join(copy, "extension/node_modules"));
  cpSync(join(ROOT, "extension/.wxt"), join(copy, "extension/.wxt"), { recursive: true });

  edit("signals", ({ signals }) => {
    signals.unshift({ id: "subscribers", kind: "gauge", max: 2e9, seen: "dashboard", since: "0.4.0" });
  });
  insert(
    "extension/reader/pages/analytics.ts",
    "    searchAppearances,\n    {",
    `
      signal: "subscribers",
      anchors: [{ name: "subscribers-link", links: ["/newsletters/subscribers"], take: "number" }],
    },
    {`,
  );
  edit("protocol", ({ $defs }) => {
    $defs.State.properties.readings = { type: "integer", minimum: 0 };
  });
  insert(
    "native-host/codec/reply.c",
    '    bs_values_points(json, "week_delta", state->week_delta);\n',
    `    bs_json_name(json, "readings");
    bs_json_integer(json, (int64_t)view->evidence.official_count);
`,
  );
  must(".", "make", "-j2", "HARDEN=-fPIE", "CFLAGS=-O0", "contract", "build/bussola-host");
});

test("a new count is a row of the contract and a rule of its page", async (t) => {
  writeFileSync(
    join(copy, "extension/reader/subscribers.test.ts"),
    `import { expect, test } from "vitest";
import { gaugesOf, readHtml } from "./testing";

test("subscribers", () => {
  const html = '<main><a href="/newsletters/subscribers/">1,204 subscribers</a></main>';
  expect(gaugesOf(readHtml(html, "/dashboard/", { known: { vanity: "mira" } }))).toContain("subscribers=1204 exact");
});
`,
  );
  must("extension", "node_modules/.bin/vitest", "run", "reader/subscribers.test.ts", "reader/rules.test.ts");
  const host = startHost(t, makeHome(t), { program: join(copy, "build/bussola-host") });
  const gauges = [{ signal: "subscribers", value: 1204, bound: "exact" }];
  assert.equal((await host.ask(observation({ page: "dashboard", gauges }))).ok, true);
  const { data } = await host.ask({ id: 1, type: "export", format: "json" });
  assert.match(data, /"signal":"subscribers","value":1204/);
  const many = [{ ...gauges[0], value: 2_000_000_001 }];
  const refused = await host.ask(observation({ page: "dashboard", gauges: many }));
  assert.equal(refused.error.field, "gauges[0].value");
});

test("a new member of a reply is a row, a writer and a reader, and without the row the reader is refused", async (t) => {
  writeFileSync(
    join(copy, "extension/text/readings.ts"),
    `import type { State } from "../contract/protocol";

export const readingsOf = (state: State): number => state.readings ?? 0;
`,
  );
  const host = startHost(t, makeHome(t), { program: join(copy, "build/bussola-host") });
  const official = { total: 40, pillars: { brand: 10, people: 10, insights: 10, relationships: 10 } };
  const reply = await host.ask(observation({ page: "ssi", at: moment(0), official }));
  assert.equal(reply.state.readings, 1);
  assert.equal(compile().status, 0, compile().stdout);

  const contract = join(copy, "extension/contract/protocol.ts");
  writeFileSync(contract, readFileSync(contract, "utf8").replace(/^ *readings: .*\n/m, ""));
  const refused = compile();
  assert.notEqual(refused.status, 0);
  assert.match(refused.stdout, /text\/readings\.ts.*'readings' does not exist/);
});
