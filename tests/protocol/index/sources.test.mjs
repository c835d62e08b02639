/**
 * Acts from several sources, against the real host: in any order of local acts, undone acts, visits
 * to the activity page (full, partial, repeated) and imports, the present day has the count of the
 * source that saw most, no act twice, and no undone act.
 */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cliWith } from "../../lib/command.mjs";
import { zip } from "../../fixtures/archives/zip.mjs";
import { dice } from "../lib/dice.mjs";
import { day, makeHome, moment, observation, startHost } from "../../lib/host.mjs";

const WALKS = 12;
const STEPS = 40;
const IMPORTS = 2;

/** An archive with `count` comments of today's. */
function archive(home, count, serial) {
  const path = join(home, `Basic_LinkedInDataExport_${serial}.zip`);
  const rows = Array.from(
    { length: count },
    (_, n) =>
      `${day()} 00:00:${String(n).padStart(2, "0")},https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7${serial}${n},x\n`,
  );
  writeFileSync(path, zip({ "Comments.csv": `Date,Link,Message\n${rows.join("")}` }));
  return path;
}

const page = (count) => ({
  page: "activity_comments",
  tallies: [
    {
      signal: "comments",
      from: day(),
      to: day(),
      days: { [day()]: count },
      bound: "at_least",
    },
  ],
});

function shownBy(reply) {
  for (const { signals } of reply.state.pillars)
    for (const { id, value } of signals) if (id === "comments") return value ?? 0;
  return 0;
}

test("a day has the count of the source that saw most", async (t) => {
  for (let walk = 0; walk < WALKS; walk += 1) {
    const home = makeHome(t);
    const host = startHost(t, home);
    const roll = dice(walk + 1);
    // The present number of acts, and the most that each source has reported.
    let standing = 0;
    const counts = { local: 0, page: 0, archive: 0 };
    let imports = 0;
    const observe = (fields) => host.ask(observation({ at: moment(0, "00:00:30"), ...fields }));
    await observe({ profile: { key: "ines-prova" }, ...page(0) });
    for (let step = 0; step < STEPS; step += 1) {
      let reply;
      const what = roll(10);
      if (what < 4) {
        standing += 1;
        counts.local += 1;
        reply = await observe({
          events: [{ signal: "comments", day: day(), count: 1 }],
        });
      } else if (what < 6 && standing > 0) {
        standing -= 1;
        // Every source may have counted the act.
        for (const source of Object.keys(counts)) counts[source] = Math.max(0, counts[source] - 1);
        reply = await observe({
          events: [{ signal: "comments", day: day(), count: -1 }],
        });
      } else if (what < 9) {
        // A visit that loads less never lowers what a longer one showed.
        const loaded = roll(standing + 1);
        counts.page = Math.max(counts.page, loaded);
        reply = await observe(page(loaded));
      } else if (imports < IMPORTS) {
        imports += 1;
        counts.archive = standing;
        const args = ["import", "--profile", "ines-prova", "--date", day(), archive(home, standing, imports)];
        // The archive's times are read in the local zone, and the walk's days are in UTC.
        const { code, err } = cliWith({ TZ: "UTC" }, home, ...args);
        assert.equal(code, 0, err);
      }
      reply ??= await host.ask({
        id: step,
        type: "state",
        profile: { key: "ines-prova" },
        at: moment(0, "00:00:30"),
      });
      assert.equal(reply.ok, true, JSON.stringify(reply.error));
      assert.equal(shownBy(reply), Math.max(...Object.values(counts)), `walk ${walk}, step ${step}`);
      assert.ok(shownBy(reply) <= standing, `walk ${walk}, step ${step}: more than there are`);
    }
    await host.end();
  }
});
