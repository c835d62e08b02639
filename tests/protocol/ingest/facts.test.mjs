/** A profile's first reading is no growth, and past days end at their own midnight. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { zip } from "../../fixtures/archives/zip.mjs";
import { home, run } from "../cli/lib.mjs";

const NAME = "Complete_LinkedInDataExport_11-20-2025.zip";

function imported(place, files, zone) {
  const path = join(place.root, NAME);
  writeFileSync(path, zip(files));
  const done = run(place, ["import", path], { env: { TZ: zone } });
  assert.equal(done.code, 0, done.err);
}

function shown(place, day, zone) {
  const state = JSON.parse(run(place, ["status", "--json", "--at", day], { env: { TZ: zone } }).out);
  const rows = state.pillars.flatMap(({ signals }) => signals);
  return { at: state.at, ...Object.fromEntries(rows.map(({ id, value }) => [id, value])) };
}

test("facts of a profile from an archive hold from the day that they are dated on", (t) => {
  const place = home(t);
  const comments = Array.from(
    { length: 300 },
    (_, n) =>
      `${new Date(Date.UTC(2025, 0, 5 + n, 9)).toISOString().slice(0, 19).replace("T", " ")},https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7${n},x`,
  );
  imported(
    place,
    {
      "Profile.csv": "First Name,Last Name,Summary,Geo Location\nIda,Falk,A summary,Rome\n",
      "Skills.csv": "Name\nSales\nTennis\nPiano\n",
      "Positions.csv":
        "Company Name,Title,Started On,Finished On\nOlden,Clerk,Aug 2025,\nAmber,Clerk,Mar 2025,Jul 2025\n",
      "Education.csv": "School Name,Start Date,End Date\nA school,2010,2013\n",
      "Volunteering.csv": "Company Name,Role,Started On\nA choir,Singer,\n",
      "Comments.csv": `Date,Link,Message\n${comments.join("\n")}\n`,
    },
    "Europe/Rome",
  );
  const facts = ({ skills, about, location, education, volunteering, position }) => [
    skills,
    about,
    location,
    education,
    volunteering,
    position,
  ];
  for (const day of ["2025-11-20", "2025-11-19", "2025-03-02"])
    assert.deepEqual(facts(shown(place, day, "Europe/Rome")), [3, 1, 1, 1, 1, 1], day);
  for (const day of ["2025-02-27", "2025-01-05"])
    assert.deepEqual(facts(shown(place, day, "Europe/Rome")), [3, 1, 1, 1, 1, 0], day);
});

for (const [zone, day, next, offset] of [
  ["Europe/Rome", "2025-07-12", "13 Jul 2025", "+02:00"],
  ["Europe/Rome", "2025-01-12", "13 Jan 2025", "+01:00"],
  ["America/New_York", "2025-07-12", "13 Jul 2025", "-04:00"],
  ["America/New_York", "2025-01-12", "13 Jan 2025", "-05:00"],
  ["Asia/Kolkata", "2025-07-12", "13 Jul 2025", "+05:30"],
])
  test(`${day} ends at its own midnight in ${zone}`, (t) => {
    const place = home(t);
    const row = (name, date) => `${name},Falk,https://www.linkedin.com/in/${name},,C,P,${date}`;
    const rows = [row("ada", next), ...["bo", "cy", "di"].map((name) => row(name, "05 Jan 2025"))];
    imported(
      place,
      {
        "Connections.csv": `First Name,Last Name,URL,Email Address,Company,Position,Connected On\n${rows.join("\n")}\n`,
      },
      zone,
    );
    const state = shown(place, day, zone);
    assert.equal(state.at, `${day}T23:59:59${offset}`);
    assert.equal(state.connections, 3);
  });
