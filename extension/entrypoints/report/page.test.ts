// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { addDays } from "../../text/format";
import { PILLARS, type OfficialState, type ShownWeek } from "../../contract/protocol";
import { reading, state, TODAY, unseen } from "../../test/states";
import { item, why } from "../../test/whys";
import { fileOf } from "./keep";
import { reportPage, titleOf } from "./page";
import { asShown, usualWeek, weekOf, type Report } from "./week";
import { gapSentences, kindSentence, reasonSentence } from "./words";

beforeEach(() => void installChrome("en"));

const MONDAY = "2026-11-16";

function report(given: Partial<Report> = {}): Report {
  const day = Array.from({ length: 12 }, (_, index) => addDays("2026-09-06", index * 7));
  const line = day.map((_, index) => (index === 3 ? null : 40 + index));
  const pillar = day.map(() => 10);
  return {
    week: { monday: MONDAY, last: "2026-11-22" },
    done: [],
    state: state(),
    why: why([item("comments", 0.6, { count: 8 })]),
    weeks: {
      series: { day, total: line, brand: pillar, people: pillar, insights: pillar, relationships: pillar },
      official: [reading("2026-09-04", 40), reading("2026-10-20", 44), reading("2026-11-20", 46)],
    },
    goal: null,
    corrected: null,
    ...given,
  };
}

const texts = (root: ParentNode, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((node) => node.textContent ?? "");

describe("the week", () => {
  it("runs from Monday to Sunday, up to today; on a Monday it is the one that has ended", () => {
    expect(weekOf("2026-11-18", "2026-11-20")).toEqual({ monday: MONDAY, last: "2026-11-20" });
    expect(weekOf("2026-11-18", TODAY)).toEqual({ monday: MONDAY, last: "2026-11-22" });
    expect(weekOf("2026-11-30", TODAY)).toBeNull();
    expect(usualWeek("2026-11-23")).toBe(MONDAY);
    expect(usualWeek("2026-11-24")).toBe("2026-11-23");
  });
});

describe("the number before LinkedIn's first value", () => {
  it("names the day of that value instead of asking to open its page", () => {
    const unread = state({
      kind: "estimate",
      official: null,
      range: { low: 40, high: 52, group_error: 18 },
    });
    const before = { ...unread, first_read: "2026-11-23" };
    expect(kindSentence(before)).toContain("LinkedIn's value was first seen on Nov 23, 2026.");
    expect(kindSentence({ ...before, kind: "learning", total: null })).not.toContain("SSI page");
    expect(kindSentence(unread)).toContain("Open https");
  });
});

describe("what was done", () => {
  it("comes first, by kind, beside the usual week", () => {
    const page = reportPage(
      report({
        done: [
          { signal: "comments", count: 4, usual: 6.4, weeks: 13 },
          { signal: "posts", count: 0, usual: 1, weeks: 5 },
          { signal: "reactions", count: 1, usual: null, weeks: null },
        ],
        goal: { signal: "comments", count: 3, done: 4, since: MONDAY },
      }),
    );
    expect(texts(page, ".facts li")).toEqual(["4 comments, usually 6", "0 posts, usually 1", "1 reaction"]);
    expect(texts(page, ".facts + .cap")).toEqual([
      "Compared with 5–13 of the last 13 weeks; the others are not known.",
    ]);
    expect(texts(page, "h2").slice(0, 2)).toEqual(["What you did", "Goal"]);
    expect(texts(reportPage(report()), "h2")).not.toContain("What you did");
  });
});

describe("a week in which the line was redrawn", () => {
  it("says so once, with the day", () => {
    const given = report();
    given.weeks.corrections = [
      { day: "2026-11-15", cause: "sight", points: 2 },
      { day: "2026-11-18", cause: "removed", points: -3.2 },
      { day: "2026-11-23", cause: "model", points: 4 },
    ];
    const said = texts(reportPage(given), "p").filter((text) => text.includes("redrawn"));
    expect(said).toEqual(["Nov 18, 2026: line redrawn by −3: counts were removed"]);
  });
});

describe("a closed week", () => {
  const shown: ShownWeek = {
    monday: MONDAY,
    at: "2026-11-23T08:00:00+01:00",
    kind: "estimate",
    total: 57.2,
    pillars: { brand: 18, people: 9.2, insights: 12, relationships: 18 },
    typical_error: null,
    change: -3.1,
    changes: { brand: 0, people: -3.1, insights: null, relationships: 0 },
  };
  const known = state({ shown_week: shown });
  const reasons = why([item("comments", 0.6, { count: 8 })]);
  const moved = PILLARS.map((id) => ({ id, delta: shown.changes[id] }));

  it("says below the reasons that acts on a phone are missing", () => {
    const noteOf = (phone: "yes" | "no"): string | undefined =>
      texts(reportPage(report(asShown(state(), { ...reasons, phone }))), ".reasons + p")[0];
    expect(noteOf("yes")).toMatch(/^You also use LinkedIn on your phone/);
    expect(noteOf("no")).toBeUndefined();
  });

  it("keeps the numbers that were shown, and says which number is known now", () => {
    const recounted = { ...reasons, total_delta: shown.change, pillars: moved, recounted: true };
    const page = reportPage(report(asShown(known, recounted)));
    expect(texts(page, ".number, .number + p")).toEqual([
      "≈57 of 100−3",
      "13 points to 70. As shown on Nov 23, 2026. Bussola has corrected the line since: it would be ≈47 today.",
    ]);
    const rows = texts(page, "table:not(.reasons) tbody tr").slice(0, 5);
    expect(rows[1]).toMatch(/^Find the right people9−3/);
    expect(rows[4]).toMatch(/^Index≈57−3/);
  });

  it("says that later counts changed the week where the index is the same", () => {
    const same = state({ shown_week: { ...shown, kind: "anchored", total: 46.8 } });
    const page = reportPage(report(asShown(same, { ...reasons, recounted: true })));
    expect(texts(page, ".number + p")).toEqual([
      "23 points to 70. As shown on Nov 23, 2026. Counts that arrived later changed the week.",
    ]);
  });

  it("says nothing where all numbers are the same", () => {
    const same = asShown(state({ shown_week: { ...shown, kind: "anchored", total: 46.8 } }), reasons);
    expect(same.corrected).toBeNull();
    expect(texts(reportPage(report(same)), ".number + p")[0]).toMatch(/^23 points to 70\. LinkedIn: 46/);
  });

  it("shows present numbers where none were stored", () => {
    expect(asShown(state(), reasons)).toEqual({ state: state(), why: reasons, corrected: null });
  });

  it("shows no number where none is known any longer", () => {
    const gone = state({ kind: "learning", total: null, shown_week: shown });
    const page = reportPage(report(asShown(gone, reasons)));
    expect(texts(page, ".number + p")).toEqual(["13 points to 70. As shown on Nov 23, 2026."]);
  });
});

describe("the page", () => {
  it("says which number it is, what it rests on and how it changed", () => {
    const page = reportPage(report());
    expect(texts(page, "h1, header p")).toEqual([
      "Social Selling Index, Nov 16, 2026 – Nov 22, 2026",
      "ines-prova-77",
    ]);
    expect(texts(page, ".number, .number + p")).toEqual([
      "≈47 of 100+2",
      "23 points to 70. LinkedIn: 46 on Nov 20, 2026. Estimated since then, give or take 1.",
    ]);
    const official = reportPage(
      report({ state: state({ kind: "official", official: reading("2026-11-22") }) }),
    );
    expect(texts(official, ".number + p")).toEqual([
      "23 points to 70. LinkedIn's value, read on Nov 22, 2026.",
    ]);
    const learning = reportPage(report({ state: state({ kind: "learning", total: null, official: null }) }));
    expect(texts(learning, ".number")).toEqual(["No index yet"]);
    expect(learning.textContent).not.toMatch(/NaN|undefined|null/);
  });

  it("explains the marks of the groups only where the bars have them", () => {
    const marks = (official: OfficialState): string[] =>
      [...reportPage(report({ state: state({ official }) })).querySelectorAll(".key-mark")].map(
        ({ className }) => className,
      );
    const given = reading("2026-11-20");
    expect(marks(given)).toEqual(["key-mark industry"]);
    expect(marks({ ...given, industry: { average: 34 } })).toEqual([]);
  });

  it("draws the weeks with gaps, the readings inside them, and both averages", () => {
    const chart = reportPage(report()).querySelector("svg.chart");
    expect(chart?.querySelectorAll("circle")).toHaveLength(2);
    expect(chart?.querySelectorAll("[stroke-dasharray]"), "estimate and averages").toHaveLength(3);
    const line = chart?.querySelector("[stroke='var(--accent)']")?.getAttribute("d") ?? "";
    expect(line.match(/M/g)).toHaveLength(2);
    const empty = report({ weeks: { ...report().weeks, official: [] } });
    empty.weeks.series = { day: [], total: [], brand: [], people: [], insights: [], relationships: [] };
    expect(reportPage(empty).querySelector("svg.chart")).toBeNull();
    const begun = report();
    const { series } = begun.weeks;
    for (const values of Object.values(series)) values.splice(0, values.length - 1);
    expect(reportPage(begun).querySelectorAll("svg.chart, .legend"), "one day is no line").toHaveLength(0);
  });

  it("gives decimals only to the days on which LinkedIn showed its number", () => {
    const given = report().weeks;
    const official = [reading(given.series.day[5] ?? "", 45)];
    const series = { ...given.series, brand: given.series.brand.map(() => 10.4) };
    const table = [...reportPage(report({ weeks: { series, official } })).querySelectorAll("table")].pop();
    const cells = [3, 4, 5, 6].map((week) => texts(table as Element, `tbody tr:nth-child(${week + 1}) td`));
    expect(cells.map((row) => row.slice(0, 2))).toEqual([
      ["–", "10"],
      ["≈44", "10"],
      ["45.0", "10.4"],
      ["≈46", "10"],
    ]);
  });

  it("says that a running week's numbers are those so far", () => {
    const given = report();
    const running = { ...given, week: { ...given.week, last: addDays(given.week.monday, 3) } };
    const title = "Social Selling Index, Nov 16, 2026 – Nov 22, 2026, so far";
    expect(texts(reportPage(running), "h1")).toEqual([title]);
    expect(titleOf(running)).toBe(title);
    expect(titleOf(given)).not.toContain("so far");
  });

  it("keeps each date on one line, in the weeks without the year of the report", () => {
    const page = reportPage(report());
    expect(texts(page, "h1 .whole")).toEqual(["Nov 16, 2026", "Nov 22, 2026"]);
    expect(texts(page, "tbody th.whole").at(-1)).toBe("Nov 22");
  });

  it("shows goal and badges of this week alone", () => {
    const milestones = [
      { id: "total_50", day: "2026-11-17" },
      { id: "year", day: "2026-10-17" },
      { id: "connections_500", day: MONDAY },
      { id: "first_reading", day: MONDAY },
      { id: "a_later_badge", day: "2026-11-17" },
    ];
    const goal = { signal: "comments", count: 5, done: 3, since: MONDAY };
    const page = reportPage(report({ state: state({ milestones, first_seen: MONDAY }), goal }));
    expect(page.textContent).toContain("This week, until Nov 22, 2026: 3 of 5 comments");
    expect(texts(page, "li").filter((text) => text.includes("Nov 17"))).toEqual([
      "Index of 50, Nov 17, 2026",
    ]);
    expect(page.textContent).not.toContain("A year of history");
    expect(page.textContent).toContain("First value from LinkedIn");
    expect(page.textContent, "was there on the first day").not.toContain("500 connections");
  });

  it("words a goal of a level as a rise, and one that is reached", () => {
    const said = (signal: string, done: number): string =>
      reportPage(report({ goal: { signal, count: 10, done, since: MONDAY } })).textContent;
    expect(said("connections", 3)).toContain("This week, until Nov 22, 2026: 3 of 10 more connections");
    expect(said("comments", 13)).toContain("Goal reached: 13 comments, 10 planned");
  });

  it("lists steps with their gain and how to do them well, and links to LinkedIn only", () => {
    const step = { signal: "posts", pillar: "brand", step: 1, gain: 0.44, effort: 40 } as const;
    const advice = [
      { ...step, id: "posts", link: "https://evil.example/" },
      { ...step, id: "see_skills", signal: "skills", link: "skills", gain: 5 },
    ];
    const page = reportPage(report({ state: state({ advice, unseen: [unseen()] }) }));
    expect(texts(page, ".steps a")).toEqual(["Publish one post", "Open your skills page once"]);
    expect(texts(page, ".steps span")).toEqual(["+0.4", "explains up to 5 points"]);
    expect(page.querySelectorAll(".steps p")).toHaveLength(1);
    for (const link of page.querySelectorAll("a"))
      expect(link.href).toMatch(/^https:\/\/www\.linkedin\.com\//);
  });
});

describe("the sentences", () => {
  it("name the gap to others, and where it is widest", () => {
    const official = reading("2026-11-20");
    if (official.industry?.pillars) official.industry.pillars.people = 8.1;
    expect(gapSentences(official)).toEqual([
      "Industry: top 18%.",
      "Industry: average 34.0. You are 12.0 points above it.",
      "Industry: biggest gap in Find the right people, 2.1 points.",
      "Network: top 26%.",
      "Network: average 38.0. You are 8.0 points above it.",
      "LinkedIn's ranks and averages, read on Nov 20, 2026.",
    ]);
    expect(gapSentences(null)).toEqual([]);
  });

  it("separate what was done, what left and what no act explains", () => {
    const said = (...given: Parameters<typeof item>): string => reasonSentence(item(...given));
    expect(said("comments", 1, { count: 1 })).toBe("1 comment in this time");
    expect(said("posts", -0.4, { cause: "left", count: 3, first: "2026-08-03", last: "2026-08-19" })).toBe(
      "3 posts from August no longer count",
    );
    expect(said("acceptance_rate", 0.3, { from: 0.47, to: 0.53 })).toBe("Acceptance rate: 47% → 53%");
    expect(said(null, 0.2, { cause: "small" })).toBe("Smaller changes");
    expect(said(null, 0.5, { cause: "rest" })).toBe("Not explained by what Bussola sees");
  });
});

describe("the file", () => {
  it("needs no other resource", async () => {
    const style = document.createElement("style");
    style.textContent = "main { color: red }";
    document.head.append(style);
    const text = await fileOf(reportPage(report()), "A <week>").text();
    style.remove();
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(text).toContain("<title>A &lt;week&gt;</title>");
    expect(text).toContain("default-src 'none'");
    expect(text).toMatch(/main \{\s*color: red;?\s*\}/);
    expect(text).not.toMatch(/<script|<link|<img/);
  });
});
