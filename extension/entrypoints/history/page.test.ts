// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi, type Mock } from "vitest";
import { installChrome } from "../../test/chrome";
import { addDays } from "../../text/format";
import type { GoalReply, HistoryReply, State } from "../../contract/protocol";
import { surenessText } from "../../text/index-value";
import { advice, reading, signal, state, status, TODAY, unseen } from "../../test/states";
import { item, why } from "../../test/whys";
import { usePillarNames } from "../../text/pillars";
import { Days } from "../../text/count-days";
import { badgesCard, compareCard } from "./cards";
import { countsCard } from "./counts";
import { goalRows } from "./goal";
import { leavingCard } from "./leaving";
import { movedCard, movedRows } from "./changes";
import { nextLine, verdict } from "./next";
import { columnsOf, type Columns } from "./series";
import { historyTable } from "./table";
import { usualCard } from "./usual";
import { headline, pillarWords, rankReadout, readout, subline } from "./words";

beforeEach(() => void installChrome("en"));

function history(count: number): Pick<HistoryReply, "series"> {
  const day = Array.from({ length: count }, (_, index) => addDays(TODAY, index - count + 1));
  const line = day.map((_, index) => 40 + index / 100);
  const pillar = day.map(() => 10);
  const series = { day, total: line, brand: pillar, people: pillar, insights: pillar, relationships: pillar };
  return { series };
}

const columns = (count: number): Columns =>
  columnsOf({ ...history(count), official: [reading("2026-11-20")] });

const texts = (root: Element, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((node) => node.textContent ?? "");

describe("the head", () => {
  it("shows the number, its kind, its change and the averages", () => {
    expect(headline(state(), TODAY)).toBe("≈47 of 100");
    const official = state({ kind: "official", official: reading(TODAY) });
    expect(headline(official, TODAY)).toBe("47 of 100");
    expect(headline(state({ kind: "learning", total: null, official: null }), TODAY)).toBe("No index yet");
    expect(headline(state({ kind: "learning", total: null }), TODAY)).toBe("Index not known today");
    expect(subline(state(), columns(365), "year", TODAY)).toBe(
      "ines-prova-77 · +4 in a year · industry 34, network 38",
    );
    expect(subline(state(), columns(301), "year", TODAY)).toContain("+3 since Jan 27");
    expect(subline(state(), columns(301), "all", TODAY)).toContain("+3 since Jan 27");
  });

  it("calls a number without an official reading an estimate", () => {
    const estimate = state({ kind: "estimate", official: null });
    expect(subline(estimate, columns(365), "year", TODAY)).toMatch(/^Bussola index \(estimate\) · ines/);
  });

  it("shows no change over days before the first day that was seen", () => {
    const first = state({ first_seen: TODAY });
    expect(subline(first, columns(365), "year", TODAY)).not.toMatch(/[+−]/);
    const tenth = state({ first_seen: addDays(TODAY, -100) });
    expect(subline(tenth, columns(365), "year", TODAY)).toContain("+1 since Aug 15");
    const aged = { day: addDays(TODAY, -50), cause: "age" as const, points: -9 };
    const broken = columnsOf({ ...history(365), official: [], corrections: [aged] });
    expect(subline(state(), broken, "year", TODAY)).toContain("+1 since Oct 4");
    const alone = state({ week_delta: null });
    expect(subline(alone, columns(365), "year", TODAY)).not.toMatch(/[+−]/);
  });
});

describe("the readout of a point", () => {
  it("includes LinkedIn's reading on its day", () => {
    const given = columns(10);
    expect(readout(given, 9)).toBe("Mon, Nov 23, 2026 · ≈40");
    expect(readout(given, 6)).toBe("Fri, Nov 20, 2026 · 40.1 · LinkedIn 46 · industry 34 · network 38");
    expect(rankReadout(given, 9)).toBe("Industry top 18% · Network top 26% · LinkedIn, Nov 20, 2026");
    expect(rankReadout(given, 0)).toBe("");
    expect(readout(given, 99)).toBe("");
  });
});

describe("a pillar's chart in words", () => {
  it("has its change and its scale", () => {
    const given = columns(60);
    given.lines.brand = given.days.map((_, index) => 12 + index / 10);
    expect(pillarWords(given, "brand", TODAY)).toBe("+6 since Sep 25 · scale from 12 to 18 of 25 points");
    const aged = { day: addDays(TODAY, -10), cause: "age" as const, points: -9 };
    given.corrections.set(49, aged);
    expect(pillarWords(given, "brand", TODAY)).toBe("+1 since Nov 13 · scale from 12 to 18 of 25 points");
    given.lines.brand = given.days.map(() => null);
    expect(pillarWords(given, "brand", TODAY)).toBe("scale from 0 to 25 of 25 points");
  });
});

describe("the certainty of the newest number", () => {
  const range = { low: 41.2, high: 52.4, group_error: 14 };
  const of = (latest: State): Columns => {
    const { series } = history(60);
    return columnsOf({ series, official: [] }, latest);
  };
  const newest = (latest: State): string[] => texts(historyTable(of(latest), TODAY), "tbody tr .tag");

  it("is a range for an estimate, on its point and in its row only", () => {
    const estimate = state({ kind: "estimate", official: null, range });
    expect(surenessText(estimate)).toBe("Probably between 41 and 52: LinkedIn's weights are not known.");
    expect(readout(of(estimate), 59)).toBe("Mon, Nov 23, 2026 · ≈41 · probably between 41 and 52");
    expect(readout(of(estimate), 58)).toBe("Sun, Nov 22, 2026 · ≈41");
    expect(newest(estimate)).toEqual(["probably between 41 and 52"]);
  });

  it("is the error of a number that continues LinkedIn's value, if known", () => {
    const anchored = state({ typical_error: 2.4 });
    expect(surenessText(anchored)).toBe("Give or take 2.");
    expect(readout(of(anchored), 59)).toMatch(/ · give or take 2$/);
    const unknown = state({ typical_error: null });
    expect([surenessText(unknown), ...newest(unknown)]).toEqual([""]);
  });

  it("is absent for LinkedIn's own number, and without a number", () => {
    const official = state({ kind: "official", official: reading(TODAY), error: 0 });
    const learning = state({ kind: "learning", total: null, error: 13, range });
    for (const one of [official, learning]) expect([surenessText(one), ...newest(one)]).toEqual([""]);
  });
});

describe("the main counts", () => {
  const noDays = new Days("", () => Promise.resolve(null));
  const counts = [
    { signal: "posts", value: 8, bound: "exact" as const, sources: [] },
    { signal: "connections", value: 500, bound: "at_least" as const, sources: [] },
    { signal: "inmail_replies", value: null, bound: "exact" as const, sources: [] },
  ];

  it("have a line each, which unfolds to what the popup shows of it", () => {
    const brand = [signal("posts", { value: 8, points: 2.1 })];
    const given = state({ counts }, { brand, people: [], insights: [], relationships: [] });
    const card = countsCard(given, TODAY, noDays);
    expect(texts(card as Element, "h2, summary")).toEqual([
      "Main counts",
      "Posts last 90 days 8",
      "Connections ≥\u00a0500",
      "InMail replies not known",
    ]);
    const posts = card?.querySelector("details");
    posts?.toggleAttribute("open", true);
    posts?.dispatchEvent(new Event("toggle"));
    expect(texts(posts as Element, ".count-details p")).toEqual([
      "Posts: last 90 days",
      "Part in the index: Establish your professional brand 2.1\u00a0/\u00a05",
    ]);
  });

  it("are absent where the program does not tell them", () => {
    for (const given of [null, state(), state({ counts: [] })])
      expect(countsCard(given, TODAY, noDays)).toBeNull();
  });
});

describe("the table", () => {
  it("has the chart's numbers by week, with the readings tagged", () => {
    const table = historyTable(columns(60), TODAY);
    expect(table.querySelector("h2")?.textContent).toBe("By week");
    expect(texts(table, "thead th")).toEqual([
      "Week",
      "Index",
      "Brand",
      "People",
      "Insights",
      "Relationships",
      "Industry",
      "Network",
    ]);
    // In the small charts the averages are lines; the table gives them to users who cannot see
    // them.
    expect(texts(table, "tbody tr:nth-child(2) td")).toEqual([
      "≈41",
      "10 (industry 11.8)",
      "10 (industry 5.4)",
      "10 (industry 2.1)",
      "10 (industry 15.2)",
      "34 · top 18%",
      "38 · top 26%",
    ]);
    expect(texts(table, ".tag")).toEqual(["LinkedIn's value: Friday"]);
  });

  it("names the pillars as the user's own page does, shortened where the short name is known", () => {
    usePillarNames({
      brand: "Establish your professional brand",
      people: "Die richtigen Personen finden",
      insights: "Engage with insights",
      relationships: "Build relationships",
    });
    const heads = texts(historyTable(columns(60), TODAY), "thead th").slice(2, 6);
    usePillarNames(null);
    expect(heads).toEqual(["Brand", "Die richtigen Personen finden", "Insights", "Relationships"]);
  });

  it("gives decimals only to the values that LinkedIn showed", () => {
    const cells = (day: string): string[] => {
      const day10 = columns(10);
      day10.official[9] = day === TODAY ? 40.1 : undefined;
      return texts(historyTable(day10, TODAY), "tbody tr:nth-child(1) td").slice(0, 2);
    };
    expect(cells(TODAY)).toEqual(["40.1", "10.0"]);
    expect(cells("")).toEqual(["≈40", "10"]);
  });

  it("marks a correction and a move of LinkedIn's averages once, on their day", () => {
    const given = columns(60);
    given.corrections.set(57, { day: addDays(TODAY, -2), cause: "reading", points: -3.2 });
    given.corrections.set(40, { day: addDays(TODAY, -19), cause: "model", points: 4 });
    given.corrections.set(20, { day: addDays(TODAY, -39), cause: "model", points: -2 });
    given.corrections.set(10, { day: addDays(TODAY, -49), cause: "sight", points: 4.4 });
    given.corrections.set(5, { day: addDays(TODAY, -54), cause: "unsure", points: 0 });
    given.moves.set(40, { day: addDays(TODAY, -19), group: "industry", from: 31, to: 36 });
    expect(texts(historyTable(given, TODAY), ".tag")).toEqual([
      "LinkedIn's value: Friday",
      "our estimate was 3 too high",
      "line redrawn by +4: counted in a new way",
      "LinkedIn's average of your industry went from 31 to 36 on Nov 4",
      "line redrawn by −2: counted in a new way",
      "line redrawn by +4: more is known",
      "index no longer shown: too uncertain",
    ]);
    expect(readout(given, 57)).toBe("Sat, Nov 21, 2026 · ≈41 · our estimate was 3 too high");
    expect(readout(given, 56)).not.toContain("estimate");
  });

  it("names both years of a week that spans two, once each", () => {
    const table = historyTable(columns(400), TODAY);
    table.querySelector("button")?.click();
    const labels = texts(table, "tbody th");
    expect(labels.find((label) => /2025.*2026/.test(label))?.match(/2025|2026/g)).toEqual(["2025", "2026"]);
  });

  it("never holds thousands of rows", () => {
    const table = historyTable(columns(3650), TODAY);
    expect(table.querySelectorAll("tbody tr")).toHaveLength(12);
    table.querySelector("button")?.click();
    expect(table.querySelectorAll("tbody tr")).toHaveLength(64);
    table.querySelector("button")?.click();
    table.querySelector("button")?.click();
    expect(table.querySelectorAll("tbody tr")).toHaveLength(121);
    expect(table.querySelector("button")?.hidden).toBe(true);
  });
});

describe("the reasons for a change", () => {
  it("list acts with their count and points, and what no act explains last", () => {
    const causes = [
      item("comments", 3.9, { count: 52, from: 2, to: 54 }),
      item("response_rate", -0.4, { from: 0.5, to: 0.4 }),
      item("connections", 0.2, { from: 268, to: 275 }),
      item(null, 11.9, { cause: "rest" }),
      item("endorsements", 0, { cause: "rest", from: null, to: 31 }),
      item("posts", -0.3, { cause: "left", count: 3, first: "2026-08-04", last: "2026-08-19" }),
    ];
    const reasons = why(causes, { total_delta: 15.3, turn: "up" });
    const card = document.createElement("div");
    card.append(...movedRows(reasons, TODAY));
    expect(texts(card, "li")).toEqual([
      "52 comments+3.9",
      "Response rate−0.4",
      "3 posts from August 2026 no longer count−0.3",
      "Connections+7+0.2",
      "Not explained by what Bussola sees+11.9",
    ]);
    expect(texts(card, "li.unexplained > span:last-child")).toEqual(["+11.9"]);
    expect(texts(card, ".sentence")).toEqual([
      "Up about 15: you wrote 52 comments. 3 posts from August 2026 no longer count. " +
        "Changed: Response rate, Connections. Bussola sees no reason for most of it.",
    ]);
  });

  it("say on its day that the line was redrawn", () => {
    const card = document.createElement("section");
    const redrawn = { day: TODAY, cause: "sight" as const, points: -2 };
    card.append(...movedRows(why([], { redrawn }), TODAY));
    expect(texts(card, ".cap")).toContain(
      "More became known on Nov 23: earlier days were redrawn by −2, too.",
    );
  });

  it("have a way back from a chosen span", () => {
    const limits = { from: "2026-09-01", to: TODAY };
    const choose = vi.fn();
    const card = movedCard(limits, TODAY, choose);
    const back = card.node.querySelector<HTMLButtonElement>("[data-focus=moved_all]");
    card.setSpan(limits);
    expect(back?.hidden).toBe(true);
    card.setSpan({ from: "2026-10-01", to: "2026-10-09" });
    expect(back?.hidden).toBe(false);
    back?.click();
    expect(choose).toHaveBeenCalledWith(limits);
  });

  it("are replaced by a sentence when nothing moved, or nothing is known", () => {
    const text = (rows: HTMLElement[]): string => rows.map((row) => row.textContent).join();
    const still = why([], { total_delta: 0, turn: "steady" });
    expect(text(movedRows(still, TODAY))).toBe("Steady.,No activity changed it.");
    expect(text(movedRows(why([], { total_delta: null }), TODAY))).toBe("No activity changed it.");
    expect(text(movedRows(null, TODAY))).toBe("The program did not answer.");
  });
});

describe("the weekly goal", () => {
  const week = { from: "2026-11-23", to: "2026-11-29" };
  const proposal = { signal: "comments", pillar: "insights", count: 5, gain: 0.4, link: "" } as const;
  const signals = { insights: [signal("comments", { value: 6 }), signal("response_rate", { value: 1 })] };
  const shown = state(
    {},
    { ...signals, brand: [signal("photo", { value: 1 })], people: [], relationships: [] },
  );

  function rowsOf(reply: GoalReply): { root: HTMLElement; set: Mock } {
    const root = document.createElement("div");
    const set = vi.fn();
    root.append(...goalRows(reply, shown, set));
    return { root, set };
  }

  it("suggests an act in one sentence with one button, and keeps the form folded", () => {
    const { root, set } = rowsOf({ goal: null, week, proposal });
    expect(texts(root, "p")).toEqual(["Suggestion: 5 comments, about +0.4 points."]);
    expect(texts(root, "div > .button")).toEqual(["Take it", "Set goal"]);
    expect([root.querySelector("details")?.open, ...texts(root, "summary")]).toEqual([
      false,
      "Choose another goal",
    ]);
    root.querySelector<HTMLElement>("[data-focus=goal_take]")?.click();
    expect(set).toHaveBeenCalledWith({ signal: "comments", count: 5 });
  });

  it("is one of the acts that have a count, and begins with an act", () => {
    const profile = [signal("skills", { value: 9 }), signal("photo", { value: 1 })];
    const given = state({}, { ...signals, brand: profile, people: [], relationships: [] });
    const root = document.createElement("div");
    const set = vi.fn();
    root.append(...goalRows({ goal: null, week, proposal: null }, given, set));
    expect(texts(root, "p, summary")).toEqual(["No goal is set.", "Choose a goal"]);
    expect(texts(root, "option")).toEqual(["Skills", "Comments"]);
    root.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    expect(set).toHaveBeenCalledWith({ signal: "comments", count: 5 });
  });

  it("shows progress, at most the whole, and can be removed", () => {
    const goal = { signal: "comments", count: 5, done: 7, since: "2026-11-09" };
    const { root, set } = rowsOf({ goal, week, proposal });
    expect(texts(root, "b")).toEqual(["Comments 7 / 5"]);
    expect(root.querySelector("progress")?.value).toBe(5);
    root.querySelector<HTMLElement>("[data-focus=goal_clear]")?.click();
    expect(set).toHaveBeenCalledWith(null);
  });

  it("of a level is a rise, not the level", () => {
    const goal = { signal: "connections", count: 10, done: 3, since: "2026-11-09" };
    const connections = [signal("connections", { value: 512 }), signal("comments", { value: 6 })];
    const given = state({}, { brand: [], people: [], insights: [], relationships: connections });
    const root = document.createElement("div");
    root.append(...goalRows({ goal, week, proposal: null }, given, vi.fn()));
    expect(texts(root, "b")).toEqual(["Connections +3 / +10"]);
    const label = (): (string | undefined)[] => texts(root, "label > span").slice(1);
    expect(label()).toEqual(["How many more a week"]);
    const select = root.querySelector("select") as HTMLSelectElement;
    select.value = "comments";
    select.dispatchEvent(new Event("change"));
    expect(label()).toEqual(["How many a week"]);
  });
});

describe("the next step in the head", () => {
  it("is the popup's first one, beside the weakest pillar", () => {
    const given = state({ advice: [advice()] }, { insights: [signal("comments", { value: 6 })] });
    expect([verdict(given), nextLine(given, status())].map((node) => node?.textContent)).toEqual([
      "23 points to 70",
      "Weakest: Find the right people Next step: Write 5 useful comments +0.4",
    ]);
  });

  it("is a page where no act gains, and absent where nothing is left and without a number", () => {
    const given = state({ unseen: [unseen()] });
    expect(nextLine(given, status())?.querySelector("a")?.textContent).toBe("Open your skills page once");
    expect(nextLine(state(), status())).toBeNull();
    const learning = state({ kind: "learning", total: null, unseen: [unseen()] });
    expect([verdict(learning), nextLine(learning, status())]).toEqual([null, null]);
  });
});

describe("the cards", () => {
  it("word the gap to others", () => {
    expect(texts(compareCard(state()) ?? document.createElement("p"), "li")).toEqual([
      "Industrytop 18%12 above the average of 34ahead in all four pillars",
      "Networktop 26%8 above the average of 38",
    ]);
    expect(texts(compareCard(state()) ?? document.createElement("p"), "p")).toEqual([
      "LinkedIn's ranks and averages, read on November 20, 2026.",
    ]);
    expect(compareCard(state({ official: null }))).toBeNull();
  });

  it("show badges with their days, newest first, without those of a later host", () => {
    const earned = [
      { id: "connections_500", day: "2026-03-14" },
      { id: "a_later_badge", day: "2026-04-01" },
      { id: "year", day: "2026-10-02" },
    ];
    expect(texts(badgesCard(earned), "li")).toEqual([
      "A year of historyOctober 2, 2026",
      "500 connectionsMarch 14, 2026",
    ]);
  });

  it("say which badges were there on the first day that was seen", () => {
    const day = "2026-03-14";
    const earned = ["connections_500", "first_reading"].map((id) => ({ id, day }));
    expect(texts(badgesCard(earned, day), "small")).toEqual([
      "already there on March 14, 2026",
      "March 14, 2026",
    ]);
  });

  it("list what soon leaves, by when, what it costs and what makes up for it", () => {
    const comments = {
      signal: "comments",
      pillar: "insights",
      first: "2026-11-25",
      last: "2026-12-05",
    } as const;
    const given = state({ leaving: [{ ...comments, count: 1234, points: 0.62, needed: 1200 }] });
    expect(texts(leavingCard(given) ?? document.createElement("p"), "li")).toEqual([
      "1,234 comments by December 5, 2026−0.61,200 new to stay level",
    ]);
    expect(leavingCard(state({ leaving: [] }))).toBeNull();
    // A host before 0.3.0 does not send it.
    expect(leavingCard(state())).toBeNull();
  });

  it("compare the last week with the usual one", () => {
    const usual = { pillar: "people", week: 13, usual: 9, low: 6, high: 12, weeks: 13 } as const;
    const said = (verdict: "less" | "same" | "more"): string[] =>
      texts(usualCard(state({ usual: [{ ...usual, verdict }] })) ?? document.createElement("p"), "small");
    expect(said("more")).toEqual(["Activities in 7 days: 13, more than usual (6–12)"]);
    expect(said("same")).toEqual(["Activities in 7 days: 13, as usual (6–12)"]);
    expect(said("less")).toEqual(["Activities in 7 days: 13, less than usual (6–12)"]);
    const narrow = { ...usual, low: 8.6, high: 9.4, verdict: "more" } as const;
    expect(texts(usualCard(state({ usual: [narrow] })) ?? document.createElement("p"), "small")).toEqual([
      "Activities in 7 days: 13, more than usual (9)",
    ]);
    const few = [5, 9].map((weeks) => ({ ...usual, weeks, verdict: "same" as const }));
    const basis = (some: typeof few): string[] =>
      texts(usualCard(state({ usual: some })) ?? document.createElement("p"), ".cap");
    expect(basis(few)).toEqual(["Compared with 5–9 of the last 13 weeks; the others are not known."]);
    expect(basis(few.slice(0, 1))).toEqual([
      "Compared with 5 of the last 13 weeks; the others are not known.",
    ]);
    expect(basis([{ ...usual, verdict: "same" }])).toEqual([]);
    expect(usualCard(state())).toBeNull();
    // An earlier host sends no verdict.
    expect(usualCard(state({ usual: [usual] }))).toBeNull();
  });
});
