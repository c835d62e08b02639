/**
 * The present moment after an import: in the machine's time zone, whenever the archive was made.
 */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { zip } from "../../fixtures/archives/zip.mjs";
import { home, run } from "../cli/lib.mjs";

const ZONES = ["Europe/Rome", "Australia/Sydney", "America/Santiago", "Pacific/Auckland", "UTC"];

/** Minutes east of UTC at a moment, by the system's rules. */
function offset(zone, ms) {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const text = parts.formatToParts(ms).find(({ type }) => type === "timeZoneName").value;
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text);
  return sign ? (sign === "-" ? -1 : 1) * (60 * hours + +minutes) : 0;
}

/** An archive of one comment, made on a day. */
function archive(place, [year, month, day]) {
  const path = join(place.root, `Complete_LinkedInDataExport_${month}-${day}-${year}.zip`);
  const row = `${year}-${month}-01 12:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A71,x`;
  writeFileSync(path, zip({ "Comments.csv": `Date,Link,Message\n${row}\n` }));
  return path;
}

test("the day ends in the user's zone, whether the archive was made in summer or winter", (t) => {
  for (const zone of ZONES)
    for (const made of [
      ["2024", "01", "15"],
      ["2024", "07", "15"],
    ]) {
      const place = home(t);
      const env = { ...place.env, TZ: zone };
      assert.equal(run(place, ["import", archive(place, made)], { env }).code, 0);
      const { at } = JSON.parse(run(place, ["status", "--json"], { env }).out);
      const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(at.replace("Z", "+00:00"));
      const written = (sign === "-" ? -1 : 1) * (60 * hours + +minutes);
      assert.equal(written, offset(zone, Date.parse(at)), `${zone} ${made}`);
    }
});

test("a past day ends at its own offset, on both hemispheres", (t) => {
  for (const zone of ZONES) {
    const place = home(t);
    const env = { ...place.env, TZ: zone };
    assert.equal(run(place, ["import", archive(place, ["2024", "05", "20"])], { env }).code, 0);
    for (const day of ["2023-07-01", "2023-12-24", "2024-01-15", "2024-04-10", "2024-05-02"]) {
      const { at } = JSON.parse(run(place, ["status", "--json", "--at", day], { env }).out);
      const ms = Date.parse(at);
      assert.equal(new Date(ms + offset(zone, ms) * 60_000).toISOString().slice(0, 19), `${day}T23:59:59`);
    }
  }
});
