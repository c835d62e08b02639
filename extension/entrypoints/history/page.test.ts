// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from "vitest";
import { installChrome } from "../../test/chrome";
import { addDays } from "../../shared/format";
import type { GoalReply } from "../../shared/protocol";
import { reading, signal, state, TODAY } from "../../test/states";
import { item, why } from "../../test/whys";
import { badgesCard, compareCard } from "./cards";
import { goalRows } from "./goal";
import { movedRows } from "./moved";
import { columnsOf, type Columns } from "./series";
import { historyTable } from "./table";
import { headline, rankReadout, readout, subline } from "./words";

beforeEach(() => void installChrome("en"));
afterEach(() => vi.unstubAllGlobals());

function columns(count: number): Columns {
  const day = Array.from({ length: count }, (_, index) => addDays(TODAY, index - count + 1));
  const line = day.map((_, index) => 40 + index / 100);
  const pillar = day.map(() => 10);
  const series = { day, total: line, brand: pillar, people: pillar, insights: pillar, relationships: pillar };
  return columnsOf({ series, official: [reading("2026-11-20")] });
}

const texts = (root: Element, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((node) => node.textContent ?? "");

describe("the head", () => {
  it("says the number, whose it is, its change and the averages", () => {
    expect(headline(state())).toBe("47 of 100");
    expect(headline(state({ kind: "learning", total: null }))).toBe("Still learning");
    expect(subline(state(), columns(365), "year", TODAY)).toBe(
      "ines-prova-77 · +3.6 in a year · industry 34, network 38",
    );
    expect(subline(state(), columns(301), "year", TODAY)).toContain("+3.0 since Jan 27");
    expect(subline(state(), columns(301), "all", TODAY)).toContain("+3.0 since Jan 27");
  });
});

describe("a point", () => {
  it("is read out with LinkedIn's reading where there is one", () => {
    const given = columns(10);
    expect(readout(given, 9)).toBe("Mon, Nov 23, 2026 · 40.1");
    expect(readout(given, 6)).toBe("Fri, Nov 20, 2026 · 40.1 · LinkedIn 46 · industry 34 · network 38");
    expect(rankReadout(given, 9)).toBe("Industry top 18% · Network top 26%");
    expect(rankReadout(given, 0)).toBe("");
    expect(readout(given, 99)).toBe("");
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
    // In the small charts the averages are lines; here they are for whoever cannot see them.
    expect(texts(table, "tbody tr:nth-child(2) td")).toEqual([
      "40.6",
      "10.0 (industry 11.8)",
      "10.0 (industry 5.4)",
      "10.0 (industry 2.1)",
      "10.0 (industry 15.2)",
      "34 · top 18%",
      "38 · top 26%",
    ]);
    expect(texts(table, ".tag")).toEqual(["LinkedIn read: Friday"]);
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

describe("what moved it", () => {
  it("lists causes with their count and points, and what was only seen since", () => {
    const told = why([
      item("comments", 3.9, { count: 52, from: 2, to: 54 }),
      item("response_rate", -0.4, { from: 0.5, to: 0.4 }),
      item("connections", 0.2, { from: 268, to: 275 }),
      item("reactions", 0.1, { cause: "rest", from: 20, to: 24 }),
      item("endorsements", 0, { cause: "seen", worth: 2, from: null, to: 31 }),
      item("posts", -0.3, { cause: "left", count: 3, first: "2026-08-04", last: "2026-08-19" }),
    ]);
    const card = document.createElement("div");
    card.append(...movedRows(told, TODAY));
    expect(texts(card, "li")).toEqual([
      "Comments+52+3.9",
      "Response rate−0.4",
      "3 posts from August 2026 no longer count−0.3",
      "Connections+7+0.2",
      "Reactionsprojected+0.1",
    ]);
    expect(texts(card, "li > span:last-child")).toEqual(["+3.9", "−0.4", "−0.3", "+0.2", "+0.1"]);
    expect(card.querySelector("p")?.textContent).toBe(
      "Seen for the first time, not counted as a change: Endorsements.",
    );
  });

  it("says so when nothing moved, or nothing is known", () => {
    const text = (rows: HTMLElement[]): string => rows.map((row) => row.textContent).join();
    expect(text(movedRows(why([]), TODAY))).toBe("Nothing counted has moved it.");
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

  it("proposes one, of what can be done a number of times, and sets it", () => {
    const { root, set } = rowsOf({ goal: null, week, proposal });
    expect(texts(root, "p").map((text) => text.replaceAll("\u2009", " "))).toEqual([
      "Monday to Sunday, Nov 23 – 29",
      "No goal is set.",
      "Proposed: Comments, 5, worth +0.4 points.",
    ]);
    expect(texts(root, "option")).toEqual(["Comments"]);
    root.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    expect(set).toHaveBeenCalledWith({ signal: "comments", count: 5 });
  });

  it("shows progress, never more than whole, and can be removed", () => {
    const goal = { signal: "comments", count: 5, done: 7, since: "2026-11-09" };
    const { root, set } = rowsOf({ goal, week, proposal });
    expect(texts(root, "b")).toEqual(["Comments 7 / 5"]);
    expect(root.querySelector("progress")?.value).toBe(5);
    root.querySelector<HTMLElement>("[data-focus=goal_clear]")?.click();
    expect(set).toHaveBeenCalledWith(null);
  });
});

describe("the cards", () => {
  it("say the gap to others in words", () => {
    expect(texts(compareCard(state()) ?? document.createElement("p"), "li")).toEqual([
      "Industrytop 18%13 above the average of 34ahead in all four pillars",
      "Networktop 26%9 above the average of 38",
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
});
