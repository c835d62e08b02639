import { describe, expect, it, test } from "vitest";
import { advice, reading, signal, state } from "../../test/states";
import { item, why } from "../../test/whys";
import { errorOf, hostOf, replyOf } from "./replies";
import type { Account, Replies, State } from "../../contract/protocol";

const DAY = "2026-11-23";
const AT = `${DAY}T09:00:00+01:00`;
const account: Account = {
  ...{ source: "page", value: 3, bound: "exact", seen_at: AT },
  differs_from: ["archive"],
};
const stated = {
  state: state(
    {
      advice: [advice()],
      milestones: [{ id: "first_week", day: DAY }],
    },
    {
      brand: [
        signal("posts", {
          value: 6,
          learning: true,
          projected_from_days: 9,
          sources: [{ ...account, days: 4 }],
        }),
      ],
    },
  ),
  badge: { text: "47", color: "#1d949f", title: "Your SSI is about 47" },
};
const asked = {
  counts: [{ signal: "posts", value: 3, bound: "at_least", since: DAY, sources: [account] }],
  today: [{ signal: "comments", count: 2 }],
  tomorrow: [{ signal: "posts", count: 1 }],
  spark: {
    from: DAY,
    total: [46.5, null],
    kind: ["estimate", "learning"],
    official: [{ day: DAY, total: 47 }],
  },
} satisfies Partial<State>;
const lines = {
  total: [46, null],
  brand: [17, 17],
  people: [6, 6],
  insights: [6, 6],
  relationships: [17, 17],
};

const GOOD: Omit<{ [T in keyof Replies]: Replies[T] }, "hello"> = {
  state: { ...stated, state: { ...stated.state, ...asked } },
  observe: stated,
  history: { series: { day: [DAY, "2026-11-24"], ...lines }, official: [reading(DAY)] },
  activity: {
    activity: {
      step: "day",
      from: DAY,
      day: [DAY, "2026-11-24"],
      acts: [
        {
          signal: "posts",
          values: [3, null],
          bounds: ["at_least", null],
          sources: [account],
          parts: [{ pillar: "brand", points: 1.4, max: 4 }],
        },
      ],
      levels: [{ signal: "followers", values: [null, 700], sources: [], parts: [] }],
    },
  },
  export: { data: "a,b\n", cursor: "7" },
  forget: { forgotten: { profiles: 1, rows: 12, copies: 2 } },
  profiles: {
    profiles: [
      { key: "ACoAA1", label: "Inès Prova", aliases: ["ines-prova"], first_seen: AT, last_seen: AT },
    ],
  },
  why: {
    why: why([item("posts", -0.4, { cause: "left", count: 2, first: DAY, last: DAY, from: null, to: 3 })]),
  },
  goal: {
    goal: { signal: "comments", count: 5, done: 7, since: DAY },
    week: { from: DAY, to: "2026-11-29" },
    proposal: {
      signal: "posts",
      pillar: "brand",
      count: 2,
      gain: 0.3,
      link: "https://www.linkedin.com/feed/",
    },
  },
  share: { data: "{}\n" },
  team: {
    files: [
      {
        member: {
          label: "Inès",
          day: DAY,
          kind: "anchored",
          total: 47,
          error: 2,
          pillars: { brand: 17, people: 6, insights: 6, relationships: 18 },
          counts: [{ signal: "posts", value: null, bound: "exact" }],
          weeks: [{ day: DAY, total: 47 }],
        },
        error: null,
      },
      { member: null, error: { code: "bad_json", message: "Cut.", field: "label" } },
    ],
  },
};
const TYPES = Object.keys(GOOD) as (keyof typeof GOOD)[];

/** Every copy of `value` with one part replaced, and the path of that part. */
function* spoilt(value: unknown, wrong: unknown, path = ""): Generator<[string, unknown]> {
  yield [path, wrong];
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const [below, other] of spoilt(part, wrong, `${path}.${key}`)) {
      yield [
        below,
        Array.isArray(value)
          ? value.map((old: unknown, at) => (String(at) === key ? other : old))
          : { ...value, [key]: other },
      ];
    }
  }
}

describe.each(TYPES)("a reply to %s", (type) => {
  test("is accepted, without unknown fields", () => {
    expect(replyOf(type, { ...GOOD[type], id: 1, ok: true, later: [1] })).toEqual(GOOD[type]);
  });

  test("is rejected when any one field has another shape", () => {
    for (const wrong of [true, -1e300, Number.MAX_VALUE, { a: 1 }, [[]]]) {
      for (const [path, reply] of spoilt(GOOD[type], wrong)) {
        const isFlag = wrong === true && /\.(learning|reading_between)$/.test(path);
        // Each of a group's averages may be missing.
        const isGroup = /\.(industry|network)$/.test(path);
        if (!isFlag && !isGroup)
          expect(replyOf(type, reply), `${path} = ${JSON.stringify(wrong)}`).toBeUndefined();
      }
    }
  });

  test("holds no text where a number, a day or an id is expected", () => {
    const texts = /\.(label|title|text|color|link|key|aliases\.\d+|data|cursor|message|field)$/;
    for (const wrong of [
      "<b>x</b>",
      "2026-02-30",
      "2026-02-30T09:00:00+01:00",
      "2026-02-28T25:00:00Z",
      "x y",
      "",
    ]) {
      for (const [path, reply] of spoilt(GOOD[type], wrong)) {
        if (!texts.test(path)) expect(replyOf(type, reply), `${path} = ${wrong}`).toBeUndefined();
      }
    }
  });
});

it("accepts ids of a later host", () => {
  const reply = {
    ...GOOD.state,
    state: { ...stated.state, milestones: [{ id: "moon", day: DAY }], kind: "guess" },
  };
  expect(replyOf("state", reply)?.state).toMatchObject({ kind: "guess", milestones: [{ id: "moon" }] });
});

it("truncates a name and strips characters that reorder or break the line", () => {
  const labelled = (label: string): string | undefined =>
    replyOf("state", { ...stated, state: { ...stated.state, profile: { key: "k", label } } })?.state.profile
      ?.label;
  expect(labelled("Inès \u202eProva\u2069\n")).toBe("Inès Prova");
  expect(labelled("\ud800a")).toBe("\ufffda");
  expect(labelled("a".repeat(100_000))).toBe(`${"a".repeat(128)}…`);
});

it("reads the host's version and protocol, as far as given", () => {
  expect(hostOf({ host: { version: "0.2.0", protocol: 1 } })).toEqual({ version: "0.2.0", protocol: 1 });
  expect(hostOf({ host: { version: 2, protocol: "1" } })).toEqual({ version: null, protocol: null });
  for (const hello of [null, [], { host: null }, { host: "1" }, {}]) {
    expect(hostOf(hello)).toEqual({ version: null, protocol: null });
  }
});

it("treats an error without a code as a failure of the host", () => {
  for (const error of [null, "busy", {}, { code: 4 }, { code: "<img>" }, { code: "a".repeat(100) }]) {
    expect(errorOf(error)).toEqual({ code: "internal", message: "" });
  }
  expect(errorOf({ code: "busy", message: "\u202elocked", field: 3 })).toEqual({
    code: "busy",
    message: "locked",
  });
});
