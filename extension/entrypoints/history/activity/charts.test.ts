// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installChrome } from "../../../test/chrome";
import { addDays } from "../../../text/format";
import type { Activity, Bound, HistoryReply, SignalSeries } from "../../../contract/protocol";
import { reading, TODAY } from "../../../test/states";
import { columnsOf, type Columns } from "../series";
import { audienceCard, indexLine, levelsOn, trendText } from "./audience";
import { levelLine, levelScale } from "./level-chart";
import { bucketsOf, weeksCard } from "./weeks";

// Canvases are tested in a browser.
vi.mock("uplot", () => ({ default: {} }));

beforeEach(() => void installChrome("en"));
afterEach(() => vi.unstubAllGlobals());

const COUNT = 30;
const DAYS = Array.from({ length: COUNT }, (_, index) => addDays(TODAY, index - COUNT + 1));
const AXIS = { from: DAYS[0] ?? "", to: TODAY };

/** The series that has `values` on the last days. */
function series(signal: string, values: (number | null)[], bounds: (Bound | null)[] = []): SignalSeries {
  const before = Array<null>(COUNT - values.length).fill(null);
  const own = bounds.length > 0 ? { bounds: [...before, ...bounds] } : {};
  return { signal, values: [...before, ...values], ...own, sources: [], parts: [] };
}

const activity = (given: Partial<Activity>): Activity => ({
  step: "day",
  day: DAYS,
  acts: [],
  levels: [],
  ...given,
});

function columns(): Columns {
  const pillar = DAYS.map(() => 10);
  const lines = { brand: pillar, people: pillar, insights: pillar, relationships: pillar };
  const total = DAYS.map((_, index) => (index < 5 ? null : 40));
  const history: Pick<HistoryReply, "series" | "official"> = {
    series: { day: DAYS, total, ...lines },
    official: [reading(TODAY)],
  };
  return columnsOf(history);
}

const texts = (root: Element | undefined, selector: string): string[] =>
  [...(root?.querySelectorAll(selector) ?? [])].map((node) => (node.textContent ?? "").replace(/\s/g, " "));
const press = (root: Element, selector: string, key: string): void =>
  void root.querySelector(selector)?.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
const unfold = (root: Element | undefined): void =>
  void root?.querySelector("details")?.dispatchEvent(new Event("toggle"));

describe("the acts by week", () => {
  // A Monday.
  const given = activity({
    acts: [
      series("comments", [1, 2, 3, 4, 5, 6, 7, 8]),
      series("posts", [null, 1, 0]),
      series("days_active", [1, 1]),
    ],
  });

  it("have InMail replies beside them, which are no acts of the user's", () => {
    const answered = activity({
      acts: [series("comments", [1, 2]), series("inmail_replies", [2, 0, 1])],
    });
    const card = weeksCard(answered, AXIS, vi.fn());
    expect(texts(card?.node, "h3")).toEqual(["Comments2", "InMail replies1"]);
    const said = card?.node.querySelector("[role=slider]")?.getAttribute("aria-valuetext");
    expect(said?.replace(/\s/g, " ")).toBe("Nov 23 – 29 · 2 activities: 2 comments · 1 answered InMail");
  });

  it("are the sums of the kinds that were counted, null in weeks without", () => {
    const { unit, starts, kinds } = bucketsOf(given, AXIS);
    expect([unit, starts[0], starts.at(-1)]).toEqual(["week", "2026-10-19", TODAY]);
    expect(kinds.map(({ signal }) => signal)).toEqual(["posts", "comments"]);
    expect(kinds[1]?.counts).toEqual([null, null, null, null, 28, 8]);
    expect(kinds[0]?.counts).toEqual([null, null, null, null, 1, 0]);
    expect(kinds.map(({ isLeast }) => isLeast.slice(-2))).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  it("leave out what lies before the axis", () => {
    const { starts, kinds } = bucketsOf(given, { from: TODAY, to: TODAY });
    expect([starts, kinds.map(({ counts }) => counts)]).toEqual([[TODAY], [[0], [8]]]);
  });

  it("are in words, in a table, and on the day of the other charts", () => {
    const moved = vi.fn();
    const card = weeksCard(given, AXIS, moved);
    expect(texts(card?.node, "h3")).toEqual(["Posts0", "Comments8"]);
    expect(texts(card?.node, ".cap")).toEqual([
      "1 post · most: 1 (Nov 16 – 22)",
      "36 comments · most: 28 (Nov 16 – 22)",
    ]);
    const said = (): string | undefined =>
      card?.node.querySelector("[role=slider]")?.getAttribute("aria-valuetext")?.replace(/\s/g, " ");
    expect(said()).toBe("Nov 23 – 29 · 8 activities: 8 comments");
    if (card) press(card.node, "[role=slider]", "ArrowLeft");
    expect(said()).toBe("Nov 16 – 22 · ≥ 29 activities: 1 post, 28 comments");
    expect(moved).toHaveBeenLastCalledWith("2026-11-22");
    card?.show("2026-11-03");
    expect(said()).toBe("Nov 2 – 8 · not known");
    expect(texts(card?.node, "h3 b")).toEqual(["not known", "not known"]);
    unfold(card?.node);
    expect(texts(card?.node, "thead th")).toEqual(["Week", "Posts", "Comments"]);
    expect(texts(card?.node, "tbody tr:nth-child(2) td")).toEqual(["≥ 1", "28"]);
    expect(texts(card?.node, "tbody tr:nth-child(3) .sr-only")).toEqual(["not known", "not known"]);
  });

  it("are no card where nothing was counted", () => {
    expect(weeksCard(activity({ acts: [series("comments", [null])] }), AXIS, vi.fn())).toBeNull();
  });
});

describe("the audience", () => {
  const given = activity({
    levels: [
      series("followers", [800, null, 812, 930]),
      series("connections", [500, null], ["at_least", null]),
    ],
  });
  const events = { moved: vi.fn(), selected: vi.fn() };

  it("is on the days of the index, and null where it was not read", () => {
    const [views, followers] = levelsOn(columns(), given);
    expect(views?.values.every((value) => value === null)).toBe(true);
    expect(followers?.values.slice(-4)).toEqual([800, null, 812, 930]);
    expect(levelScale([null, 800.4, 929.1])).toEqual({ min: 800, max: 930 });
    expect(levelScale([0])).toEqual({ min: 0, max: 1 });
  });

  it("has a trend in words", () => {
    const levels = levelsOn(columns(), given);
    expect(levels.map((level) => trendText(level, DAYS, TODAY))).toEqual([
      "",
      "+130 since Nov 20",
      "",
      "",
      "read once, on Nov 22",
    ]);
  });

  it("says what is not known and where to see it, never zero", () => {
    const card = audienceCard(columns(), given, AXIS, TODAY, events);
    expect(texts(card?.node, "h3")).toEqual([
      "Index40.0",
      "Followers930",
      "Connections≥ 500",
      "Profile viewsnot known",
      "Post impressionsnot known",
      "Search appearancesnot known",
    ]);
    expect(card?.node.querySelectorAll(".smalls a")).toHaveLength(3);
    expect(audienceCard(columns(), activity({}), AXIS, TODAY, events)).toBeNull();
  });

  it("has the values of each day beside the index, by key and in a table", () => {
    const card = audienceCard(columns(), given, AXIS, TODAY, events);
    if (card) for (const key of ["ArrowLeft", "ArrowLeft"]) press(card.node, "[role=slider]", key);
    expect(events.moved).toHaveBeenLastCalledWith("2026-11-21");
    expect(texts(card?.node, "h3 b")).toEqual(["≈40", "not known", "not known"]);
    card?.show("2026-11-22");
    expect(
      card?.node.querySelector("[role=slider]")?.getAttribute("aria-valuetext")?.replace(/\s/g, " "),
    ).toBe("Sun, Nov 22, 2026 · Index ≈40 · Followers 812 · Connections ≥ 500");
    unfold(card?.node);
    expect(texts(card?.node, "tbody tr:nth-child(2) td")).toEqual([
      "≈40",
      "–not known",
      "812",
      "–not known",
      "–not known",
      "≥ 500",
    ]);
  });

  it("draws solid what was read on days that follow each other, and of the index what LinkedIn showed", () => {
    expect(levelLine([1, 2, null, 4, null]).solid).toEqual([1, 2, null, null, null]);
    const given = columns();
    expect(indexLine(given).solid.filter((value) => value !== null)).toEqual([]);
    given.official[COUNT - 2] = 46;
    expect(indexLine(given).solid.slice(-3)).toEqual([null, 40, 40]);
    expect(indexLine(given).values.slice(-3)).toEqual([40, 40, 40]);
  });
});
