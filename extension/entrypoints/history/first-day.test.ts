// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { reading, status, TODAY } from "../../test/states";
import { addDays } from "../../text/format";
import type { Status } from "../../messages";
import { beginsToday, firstDayCard, hasLine } from "./first-day";
import { columnsOf, type Columns } from "./series";

beforeEach(() => void installChrome("en"));

/** The days up to today with these totals. */
function columns(...total: (number | null)[]): Columns {
  const day = total.map((_, index) => addDays(TODAY, index - total.length + 1));
  const line = day.map(() => null);
  const series = { day, total, brand: line, people: line, insights: line, relationships: line };
  return columnsOf({ series, official: total.includes(57) ? [reading(TODAY, 57)] : [] });
}

function texts(given: Partial<Status>, begins: boolean, noAccess = false): string[] {
  const card = firstDayCard(status(given), { begins, noAccess }, TODAY);
  return [...card.querySelectorAll("h2, h3, dt, a > span:first-of-type")].map(
    (node) => node.textContent ?? "",
  );
}

describe("a history without a line", () => {
  it("has at most one value", () => {
    expect(hasLine(columns())).toBe(false);
    expect(hasLine(columns(null, 57))).toBe(false);
    expect(hasLine(columns(56, 57))).toBe(true);
    expect(beginsToday(columns(), TODAY)).toBe(false);
    expect(beginsToday(columns(57, null), TODAY)).toBe(false);
    expect(beginsToday(columns(null, 57), TODAY)).toBe(true);
  });

  it("says what follows on which day, and which pages to open", () => {
    const at = `${TODAY}T09:00:00+01:00`;
    const pages = { own_profile: at, skills: at, network: at, activity_posts: at, activity_comments: at };
    expect(texts({ pages: { ...pages, ssi: at } }, true)).toEqual([
      "Your line starts today",
      "Open each of these pages once",
      "Your profile",
      "Your skills",
      "My Network",
      "Your posts",
      "Your comments",
      "Your reactions",
      "Your SSI page",
      "What you will see here",
      "Nov 24",
      "Nov 30",
      "Dec 7",
    ]);
    expect(texts({ pages: { ...pages, ssi: at, activity_reactions: at } }, true)).toEqual([
      "Your line starts today",
      "What you will see here",
      "Nov 24",
      "Nov 30",
      "Dec 7",
    ]);
  });

  it("counts the days from a first value that is still to come", () => {
    const given = texts({}, false);
    expect([given[0], ...given.slice(-3)]).toEqual([
      "Your line starts with the first value",
      "Day 2",
      "Day 8",
      "Day 15",
    ]);
    expect(given).toContain("Your SSI page");
    expect(texts({}, false, true)).not.toContain("Your SSI page");
  });
});
