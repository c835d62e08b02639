/** The owner of an archive is known before anything is stored: no account takes another's. */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import {
  addressOf,
  archiveName,
  comments,
  invitations,
  messages,
  profile as profileFile,
  urns,
} from "../../fixtures/archives/owned.mjs";
import { zip } from "../../fixtures/archives/zip.mjs";
import { home, run } from "../cli/lib.mjs";
import { tell } from "../cli/member.mjs";
import { moment } from "../../lib/host.mjs";

const NAME = archiveName();
const TILDA = {
  key: "ACoAABtIlDaVarGa01",
  aliases: ["tilda-varga"],
  label: "tilda-varga",
};
const GRETA = {
  key: "ACoAAGrEtAhOlM0002",
  aliases: ["greta-holm"],
  label: "greta-holm",
};

let number = 0;
const seen = (profile, at = moment(-10, "10:00:00")) => ({
  type: "observe",
  request: `owner-${String(number++)}`,
  profile,
  page: "network",
  lang: "en",
  at,
  gauges: [{ signal: "connections", value: 3, bound: "exact" }],
  tallies: [],
});

function known(t, ...profiles) {
  const place = home(t);
  for (const profile of profiles) assert.equal(tell(place, [seen(profile)])[0].ok, true);
  return place;
}

function archive(place, ...parts) {
  const path = join(place.root, NAME);
  writeFileSync(path, zip(Object.assign({}, ...parts)));
  return path;
}

const exported = (place) => run(place, ["export"]).out;
const keys = (place) => JSON.parse(run(place, ["profiles", "--json"]).out).map(({ key }) => key);
/** Comments of a profile from the archive. */
function commentsOf(place, profile) {
  const table = JSON.parse(run(place, ["status", "--sources", "--json", "--profile", profile]).out);
  return table.find(({ signal, source }) => signal === "comments" && source === "archive")?.value ?? 0;
}

function stores(place, path, ...options) {
  const done = run(place, ["import", "--json", ...options, path]);
  assert.equal(done.code, 0, done.err);
  return JSON.parse(done.out)[0].stored;
}

/**
 * Asserts that every way of asking is refused: nothing changed, and only the user's own accounts
 * are named.
 */
function refuses(place, path, reason, hidden = []) {
  const before = exported(place);
  for (const options of [[], ["--json"], ["--dry-run"], ["--json", "--dry-run"]]) {
    const done = run(place, ["import", ...options, path]);
    assert.equal(done.code, 1, options.join(" "));
    assert.match(done.err, /--profile/);
    if (options.includes("--json")) {
      const [report] = JSON.parse(done.out);
      assert.equal(report.refused, reason);
      assert.equal(report.stored, undefined);
    }
    for (const name of hidden) assert.doesNotMatch(done.out + done.err, new RegExp(name, "i"));
  }
  assert.equal(exported(place), before);
}

const holm = (count = 5) => [
  profileFile("Greta", "Holm"),
  messages("Greta Holm", addressOf("greta-holm")),
  invitations("Greta Holm", addressOf("greta-holm")),
  comments(count),
];

test("another member's archive is refused without naming its owner", (t) => {
  const place = known(t, TILDA);
  refuses(place, archive(place, ...holm()), "other_account", ["greta", "holm"]);
  const { err } = run(place, ["import", archive(place, ...holm())]);
  assert.match(err, /of none of these: tilda-varga\. Nothing was stored/);
  const log = readFileSync(join(place.directory, ".local/share/bussola/bussola.log"), "utf8");
  assert.doesNotMatch(log, /greta|holm/i);
  assert.match(
    run(place, ["import", archive(place, ...holm())], {
      env: { LC_ALL: "it_IT.UTF-8" },
    }).err,
    /un altro account LinkedIn/,
  );
});

test("of two accounts the owner's is chosen, whichever was seen last", (t) => {
  for (const order of [
    [TILDA, GRETA],
    [GRETA, TILDA],
  ]) {
    const place = known(t, ...order);
    assert.equal(stores(place, archive(place, ...holm())).profile, GRETA.key);
    assert.equal(commentsOf(place, TILDA.key), 0);
    assert.equal(commentsOf(place, GRETA.key), 5);
  }
});

const FORMS = [
  ["rene%CC%81e-%C3%A9toile", "rene\u0301e-étoile"],
  ["RENÉE-ÉTOILE", "renée-étoile"],
  ["ren%c3%a9e-%C3%A9toile/", "renée-étoile"],
  ["ren%25C3%25A9e-étoile?trk=x", "ren%C3%A9e-%c3%a9toile"],
  ["renée-étoile/de/", "Renée-Étoile"],
];
const HOSTS = [
  "https://www.linkedin.com/in/",
  "http://it.linkedin.com/in/",
  "linkedin.com/in/",
  "https://www.linkedin.com/mwlite/in/",
  "https://pt-br.linkedin.com/in/",
];

test("an address in any spelling is the same", (t) => {
  for (const [index, [written, alias]] of FORMS.entries()) {
    const place = known(t, { ...TILDA, aliases: [alias], label: alias }, GRETA);
    const address = HOSTS[index] + written;
    const kinds = [
      [messages("Renée Étoile", address)],
      [invitations("Renée Étoile", address)],
      [profileFile("Nobody", "Else"), messages("Renée Étoile", address), comments(1)],
    ];
    for (const parts of kinds)
      assert.equal(stores(place, archive(place, ...parts)).profile, TILDA.key, `${address} ${alias}`);
  }
});

test("a member id identifies the owner as well as a vanity name does", (t) => {
  const place = known(t, TILDA, GRETA);
  const cases = [
    messages("Greta Holm", addressOf(GRETA.key)),
    urns("Greta Holm", `urn:li:fsd_profile:${GRETA.key}`),
  ];
  for (const parts of cases) assert.equal(stores(place, archive(place, parts)).profile, GRETA.key);
  const stranger = "ACoAAStRaNgEr00003";
  refuses(place, archive(place, messages("S T", addressOf(stranger))), "other_account", [stranger]);
  refuses(place, archive(place, urns("S T", `urn:li:fsd_profile:${stranger}`)), "other_account");
});

test("the number in the files' names identifies the owner once it was learned", (t) => {
  const place = known(t, TILDA, GRETA);
  refuses(place, archive(place, comments(2, "_34875879")), "which_account");
  assert.equal(stores(place, archive(place, ...holm(), comments(2, "_34875879"))).profile, GRETA.key);
  assert.equal(stores(place, archive(place, comments(3, "_34875879"))).profile, GRETA.key);
  assert.equal(stores(place, archive(place, urns("?", "urn:li:member:34875879"))).profile, GRETA.key);
  // A vanity name changes, the number does not.
  const renamed = [messages("Greta Holm", addressOf("greta-h-2")), comments(4, "_34875879")];
  assert.equal(stores(place, archive(place, ...renamed)).profile, GRETA.key);
  refuses(place, archive(place, comments(2, "_34875880")), "other_account");
});

test("the name decides where nothing else can", (t) => {
  const place = known(t, TILDA, GRETA);
  const skills = { "Skills.csv": "Name\nSelling\n" };
  assert.equal(stores(place, archive(place, profileFile("Greta", "Holm"), skills)).profile, GRETA.key);
  refuses(place, archive(place, profileFile("Ivo", "Brandt"), skills), "other_account", ["ivo", "brandt"]);
  const alone = known(t, {
    ...TILDA,
    aliases: ["tilda-varga-8b3"],
    label: "tilda-varga-8b3",
  });
  assert.equal(stores(alone, archive(alone, profileFile("Tilda", "Varga"), skills)).owner_told, undefined);
  refuses(alone, archive(alone, profileFile("Ivo", "Brandt"), skills), "other_account");
  // A shared family name, or a name in another script, proves neither.
  for (const [first, last] of [
    ["Ivo", "Varga"],
    ["ティルダ", "ヴァルガ"],
  ]) {
    const path = archive(alone, profileFile(first, last), skills);
    if (first === "Ivo") assert.equal(stores(alone, path).owner_told, false);
  }
  const opaque = known(t, { key: TILDA.key });
  assert.equal(stores(opaque, archive(opaque, profileFile("Ivo", "Brandt"), skills)).owner_told, false);
});

test("an archive that does not name its owner goes to the only account, with a notice", (t) => {
  const place = known(t, TILDA);
  const path = archive(place, comments(7));
  const { code, out } = run(place, ["import", path]);
  assert.equal(code, 0);
  assert.match(
    out.replaceAll(/\s+/g, " "),
    /This archive does not name its owner.*bussola forget --source archive/,
  );
  assert.equal(commentsOf(place, TILDA.key), 7);
  const two = known(t, TILDA, GRETA);
  refuses(two, archive(two, comments(7)), "which_account");
  assert.equal(stores(two, archive(two, comments(7)), "--profile", "greta-holm").profile, GRETA.key);
});

test("--profile decides, if it is a profile", (t) => {
  const place = known(t, TILDA);
  const path = archive(place, ...holm());
  const before = exported(place);
  for (const options of [[], ["--dry-run"]]) {
    const done = run(place, ["import", ...options, "--profile", "nobod", path]);
    assert.equal(done.code, 3);
    assert.match(done.err, /no profile “nobod”/);
  }
  assert.equal(exported(place), before);
  assert.equal(stores(place, path, "--profile", "tilda-varga").profile, TILDA.key);
  // The user has named the owner, so the next archive needs no option.
  assert.equal(stores(place, archive(place, ...holm(6))).profile, TILDA.key);
  // Until pages show that it belongs to another account.
  tell(place, [seen(GRETA)]);
  assert.deepEqual(keys(place).sort(), [GRETA.key, TILDA.key].sort());
  assert.equal(stores(place, archive(place, ...holm(8))).profile, GRETA.key);
  assert.equal(commentsOf(place, TILDA.key), 6);
});

test("a first import waits for its own account, and for no other", (t) => {
  const place = home(t);
  const { out } = run(place, ["import", archive(place, ...holm())]);
  assert.match(out.replaceAll(/\s+/g, " "), /first account with the same profile address/);
  refuses(place, archive(place, messages("Ivo Brandt", addressOf("ivo-brandt"))), "other_account", ["ivo"]);
  tell(place, [seen(TILDA)]);
  assert.deepEqual(keys(place).sort(), [TILDA.key, "me"].sort());
  assert.equal(commentsOf(place, TILDA.key), 0);
  assert.equal(commentsOf(place, "me"), 5);
  // Known by its id first, by its name later.
  tell(place, [seen({ key: GRETA.key })]);
  assert.deepEqual(keys(place).sort(), [GRETA.key, TILDA.key, "me"].sort());
  tell(place, [seen(GRETA)]);
  assert.deepEqual(keys(place).sort(), [GRETA.key, TILDA.key].sort());
  assert.equal(commentsOf(place, GRETA.key), 5);
  assert.equal(commentsOf(place, TILDA.key), 0);
});

test("a first import with only a display name waits for an account of that name", (t) => {
  const place = home(t);
  stores(place, archive(place, profileFile("Greta", "Holm"), comments(5)));
  tell(place, [seen(TILDA)]);
  assert.equal(commentsOf(place, TILDA.key), 0);
  tell(place, [seen(GRETA)]);
  assert.equal(commentsOf(place, GRETA.key), 5);
  assert.deepEqual(keys(place).sort(), [GRETA.key, TILDA.key].sort());
});

test("an unidentified account's counts stay separate, and an import takes none of them", (t) => {
  const place = home(t);
  const at = new Date(Date.now() - 60_000).toISOString();
  const waiting = {
    ...seen(undefined, `${at.slice(0, 19)}Z`),
    profile: undefined,
  };
  tell(place, [
    {
      type: "hello",
      client: {
        name: "bussola",
        version: "1",
        browser: "chromium",
        instance: "one",
      },
    },
    waiting,
  ]);
  const [{ name }] = JSON.parse(run(place, ["profiles", "--json"]).out);
  assert.equal(run(place, ["import", "--profile", name, archive(place, ...holm())]).code, 3);
  assert.equal(stores(place, archive(place, ...holm())).profile, "me");
  assert.deepEqual(keys(place), ["me", null]);
});

/* ---- any order ---- */

/** The same numbers for the same seed on every machine. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const MEMBERS = [
  { ...TILDA, first: "Tilda", last: "Varga", number: "10000001", count: 3 },
  { ...GRETA, first: "Greta", last: "Holm", number: "10000002", count: 5 },
  {
    key: "ACoAAIvObRaNdT0003",
    aliases: ["ivo-brandt"],
    label: "ivo-brandt",
    first: "Ivo",
    last: "Brandt",
    number: "10000003",
    count: 7,
  },
];

/** Possible files of a member's archive, always with one that identifies the member. */
function parts(member, pick) {
  const address = [
    addressOf(member.aliases[0]),
    addressOf(member.key),
    `${addressOf(member.aliases[0].toUpperCase())}/`,
  ][pick(3)];
  const name = `${member.first} ${member.last}`;
  const telling = [messages(name, address, 2 + pick(30)), invitations(name, address)];
  const kept = telling.filter(() => pick(2) === 0);
  return [
    ...(kept.length > 0 ? kept : [telling[pick(2)]]),
    ...(pick(2) === 0 ? [profileFile(member.first, member.last)] : []),
    comments(member.count, pick(2) === 0 ? `_${member.number}` : ""),
  ];
}

test("in any order of pages and archives, no profile holds another member's counts", (t) => {
  for (let seed = 1; seed <= 12; seed++) {
    const pick = random(seed * 7919);
    const place = home(t);
    for (let step = 0; step < 8; step++) {
      const member = MEMBERS[pick(3)];
      const { key, aliases, label } = member;
      if (pick(2) === 0) tell(place, [seen(pick(4) === 0 ? { key } : { key, aliases, label })]);
      else run(place, ["import", archive(place, ...parts(member, pick))]);
    }
    for (const { key, count } of MEMBERS.filter(({ key }) => keys(place).includes(key)))
      assert.ok([0, count].includes(commentsOf(place, key)), `seed ${seed}: ${key}`);
    // Once every account was identified, each archive finds its own.
    for (const { key, aliases, label } of MEMBERS) tell(place, [seen({ key, aliases, label })]);
    for (const member of MEMBERS) {
      assert.equal(stores(place, archive(place, ...parts(member, pick))).profile, member.key, `seed ${seed}`);
      assert.equal(commentsOf(place, member.key), member.count, `seed ${seed}`);
    }
    assert.deepEqual(keys(place).sort(), MEMBERS.map(({ key }) => key).sort(), `seed ${seed}`);
  }
});
