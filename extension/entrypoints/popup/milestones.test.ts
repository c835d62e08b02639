import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { state, TODAY } from "../../test/states";
import { usePillarNames } from "../../text/pillars";
import { milestoneNews } from "./milestones";

beforeEach(() => void installChrome("en"));
afterEach(() => usePillarNames(null));

const shown = state({
  milestones: [
    { id: "total_50", day: TODAY },
    { id: "pillar_20_people", day: "2026-11-12" },
    { id: "of_a_later_host", day: TODAY },
  ],
});
const news = (days: Record<string, string>, today = TODAY): string =>
  milestoneNews(shown, { found: { ACoAA1: days } }, today);

describe("a milestone", () => {
  it("is shown on the day on which it was found, and on no other", () => {
    expect(news({ total_50: TODAY })).toBe("New badge: Index of 50.");
    expect(news({ total_50: TODAY }, "2026-11-24")).toBe("");
    expect(news({ total_50: "" })).toBe("");
    expect(milestoneNews(shown, { found: {} }, TODAY)).toBe("");
    expect(milestoneNews(null, { found: {} }, TODAY)).toBe("");
  });

  it("is one of the two latest where an archive brings more", () => {
    const ids = ["connections_500", "total_50", "total_70"];
    const milestones = ids.map((id, index) => ({ id, day: `2026-0${index + 1}-05` }));
    const found = { ACoAA1: Object.fromEntries(ids.map((id) => [id, TODAY])) };
    expect(milestoneNews(state({ milestones }), { found }, TODAY)).toBe(
      "New badge: Index of 70, Mar 5; Index of 50, Feb 5.",
    );
  });

  it("that was reached earlier has its day, and the pillar's name on LinkedIn's page", () => {
    const days = { total_50: TODAY, pillar_20_people: TODAY, of_a_later_host: TODAY };
    expect(news(days)).toBe("New badge: Index of 50; “Find the right people” above 20, Nov 12.");
    usePillarNames({ brand: "Marke", people: "Die richtigen Personen", insights: "x", relationships: "y" });
    expect(news(days)).toContain("“Die richtigen Personen” above 20");
  });
});
