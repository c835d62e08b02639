// @vitest-environment jsdom
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { languageOf, useCatalogue } from "./catalogue";
import { groupView, months } from "./group-view";
import { inOrder, named } from "./members-view";
import { searchQuery } from "./queries";
import { isAllowed, readAnswer, ServerError, type Series } from "./server";
import { quantile, readMembers, type Group, type Member } from "./team";
import english from "./texts/en.json";
import italian from "./texts/it.json";

const DAY = 86_400;
const NOON = Date.parse("2026-12-01T12:00:00Z") / 1000;

function faultOf(status: number, text: string): string {
  try {
    readAnswer(status, text);
    return "none";
  } catch (error) {
    return error instanceof ServerError ? error.fault : String(error);
  }
}

describe("an answer of the server", () => {
  const good = {
    status: "success",
    data: { result: [{ metric: { member: "a" }, value: [1, "2.5"] }] },
  };

  it("is read", () => {
    expect(readAnswer(200, JSON.stringify(good))).toEqual([{ metric: { member: "a" }, points: [[1, 2.5]] }]);
  });

  it.each([
    ["a refused token", 401, "", "token"],
    ["no such path", 404, "", "nothing"],
    ["an error in an answer of 200", 200, '{"status":"error","error":"too many series"}', "refused"],
    ["a refused query", 422, '{"status":"error","error":"bad"}', "refused"],
    ["a part of a cluster", 200, JSON.stringify({ ...good, isPartial: true }), "refused"],
    ["another server's page", 200, "<!doctype html>", "foreign"],
    ["JSON of something else", 200, "[]", "foreign"],
    ["null", 200, "null", "foreign"],
    ["no result", 200, '{"status":"success"}', "foreign"],
    ["a broken server", 502, "Bad Gateway", "broken"],
    ["a moved server", 301, "", "foreign"],
  ])("%s has a fault of its own", (_, status, text, fault) => {
    expect(faultOf(status, text)).toBe(fault);
  });

  it("has finite numbers only", () => {
    const values = [
      [1, "NaN"],
      [2, "+Inf"],
      [3, "7"],
    ];
    const text = JSON.stringify({ status: "success", data: { result: [{ metric: {}, values }] } });
    expect(readAnswer(200, text)).toEqual([{ metric: {}, points: [[3, 7]] }]);
  });
});

it.each([
  ["https://team.example", true],
  ["https://team.example/select/0/prometheus", true],
  ["http://127.0.0.1:8428", true],
  ["http://board.example", true],
  ["http://team.example", false],
  ["https://a:b@team.example", false],
  ["https://team.example/?x", false],
  ["ftp://team.example", false],
  ["team.example", false],
])("the address %s: %s", (address, isGood) => {
  expect(isAllowed(address, "http://board.example")).toBe(isGood);
});

it("searches for a name as it is written", () => {
  expect(searchQuery('a.b"c', 5)).toContain('label=~"(?i).*a\\\\.b\\"c.*"');
});

describe("members", () => {
  const series = (name: string, member: string, value: number): Series => ({
    metric: { __name__: `bussola_${name}`, member },
    points: [[NOON, value]],
  });
  const at = (member: string, seconds: number, more = {}): Series => ({
    metric: { member, ...more },
    points: [[NOON, seconds]],
  });
  const none = { fields: [], days: [], labels: [], before: [], weeks: [] };
  const read = (answers: object): Member[] => readMembers({ ...none, ...answers }, "2026-12-01");

  it("that learn have no index of an earlier revision", () => {
    const fields = [series("kind", "a", 3), series("index", "a", 40), series("brand", "a", 9)];
    expect(read({ fields, days: [at("a", NOON)] })).toMatchObject([
      { kind: "learning", total: null, pillars: null },
    ]);
  });

  it("have no count that was not seen on the last day", () => {
    const fields = [series("posts", "a", 4), series("posts_bound", "a", 3)];
    expect(read({ fields })[0]?.counts).toMatchObject([{ signal: "posts", value: null }]);
  });

  it("have the label of the last day", () => {
    const fields = [series("kind", "a", 2), series("kind", "b", 2)];
    const days = [at("a", NOON), at("b", NOON)];
    const labels = [
      at("a", NOON - DAY, { label: "Old" }),
      at("a", NOON, { label: "Ada" }),
      at("b", NOON - DAY, { label: "Bea" }),
    ];
    const members = read({ fields, days, labels });
    expect(members.map(({ label }) => label)).toEqual(["Ada", ""]);
  });

  it.each([
    ["two estimates", 2, 2, 0, 5],
    ["LinkedIn's value and what continues it", 1, 0, 0, 5],
    ["an estimate and LinkedIn's value", 0, 2, 0, null],
    ["an old number", 2, 2, 8, null],
  ])("compare %s", (_, now, before, age, change) => {
    const fields = [series("kind", "a", now), series("index", "a", 45)];
    const earlier = [series("kind", "a", before), series("index", "a", 40)];
    const days = [at("a", NOON - age * DAY)];
    expect(read({ fields, before: earlier, days })[0]?.change).toBe(change);
  });

  it("have the weeks since their numbers compare", () => {
    const line = (name: string, values: number[]): Series => ({
      metric: { __name__: `bussola_${name}`, member: "a" },
      points: values.map((value, week) => [NOON + week * 7 * DAY, value]),
    });
    const weeks = [line("kind", [2, 2, 1, 3, 0]), line("index", [30, 31, 40, 40, 42])];
    const [member] = read({ fields: [series("kind", "a", 0)], weeks });
    expect(member?.weeks?.map(({ total }) => total)).toEqual([40, 42]);
  });

  it("without a label of their own get a part of the random name, and come last", () => {
    useCatalogue("en");
    const plain = { day: "2026-12-01", change: null, total: null };
    const members = [
      { ...plain, id: "ffffff1", label: "", hasLabel: false },
      { ...plain, id: "bbbbbb1", label: "Bea", hasLabel: true },
      { ...plain, id: "cccccc1", label: "Ada", hasLabel: true },
      { ...plain, id: "dddddd1", label: "Ada", hasLabel: true },
    ];
    expect(inOrder(named(members), "label").map(({ label }) => label)).toEqual([
      "Ada (cccccc)",
      "Ada (dddddd)",
      "Bea",
      "Member ffffff",
    ]);
  });
});

it.each([
  [[40], 0.5, 40],
  [[10, 20], 0.5, 15],
  [[10, 20, 30, 40, 50], 0.25, 20],
  [[10, 20, 30, 40], 0.75, 32.5],
  [[7, 7, 7, 9], 1, 9],
])("of %j the quantile %d is %d", (values, share, value) => {
  const spread = [...new Set(values)].map((one): [number, number] => [
    one,
    values.filter((other) => other === one).length,
  ]);
  expect(quantile(spread, share)).toBe(value);
});

describe("the group", () => {
  beforeEach(() => useCatalogue("en"));
  const quarters = { low: 30, median: 40, high: 50 };
  const group: Group = {
    members: 9,
    weeks: [
      { day: "2026-10-20", members: 0, quarters: null },
      { day: "2026-11-24", members: 12, quarters },
      { day: "2026-12-01", members: 9, quarters: null },
    ],
    tens: [],
    pillars: { brand: null, people: null, insights: null, relationships: null },
    change: null,
  };
  const textOf = (one: Group): string =>
    groupView(one, 0)
      .map(({ textContent }) => textContent)
      .join("\n");

  it("of fewer than 10 members has words instead of figures", () => {
    const text = textOf(group);
    expect(text).toContain("9 members have an index of the last 7 days.");
    expect(text).not.toContain("Distribution");
    expect(textOf({ ...group, members: 1 })).toContain("1 member has");
    expect(textOf({ ...group, members: 0 })).toContain("No member has");
  });

  it("has the months since the first member, the newest first", () => {
    expect(months(group.weeks).map(({ day }) => day)).toEqual(["2026-12-01", "2026-11-24"]);
  });
});

describe("the catalogues", () => {
  it("have the same texts with the same values", () => {
    expect(Object.keys(italian)).toEqual(Object.keys(english));
    for (const [key, { message }] of Object.entries(english)) {
      const values = (text: string): string[] => [...text.matchAll(/\$\d/g)].map(([value]) => value).sort();
      expect(values(italian[key as keyof typeof italian].message), key).toEqual(values(message));
    }
  });

  it("have every text that the board asks for, and no other", () => {
    const sources = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => readFileSync(resolve(import.meta.dirname, name), "utf8"))
      .join("\n");
    const asked = new Set([...sources.matchAll(/"(board_\w+)"/g)].map(([, key]) => key));
    const bases = Object.keys(english).map((key) => key.replace(/_(one|other)$/, ""));
    const isMade = (key: string): boolean => key.startsWith("board_fault_");
    expect(new Set(bases.filter((key) => !isMade(key)))).toEqual(asked);
  });

  it.each([
    [["it-CH", "en"], "it"],
    [["de", "it"], "it"],
    [["de"], "en"],
    [[], "en"],
  ])("of %j is %s", (tags, language) => {
    expect(languageOf(tags)).toBe(language);
  });
});
