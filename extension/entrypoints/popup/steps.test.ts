import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { advice, signal, state, status, unseen } from "../../test/states";
import { actsOf, linkFor, unseenOf } from "../../text/advice";
import { usePillarNames } from "../../text/pillars";
import { figuresOfState } from "./view-model";
import { nextSteps } from "./steps";

beforeEach(() => void installChrome("en"));

const seen = {
  brand: [signal("endorsements", { max: 3 }), signal("posts", { value: 6 })],
  people: [signal("people_searches", { value: 3 })],
  insights: [signal("comments", { value: 54 }), signal("posts", { value: 6 })],
  relationships: [],
};
const stepsOf = (given: ReturnType<typeof state>) => nextSteps(given, figuresOfState(given));

describe("nextSteps", () => {
  it("have the host's advice with its reason and gain", () => {
    const given = state(
      {
        advice: [
          advice({ pillar: "people", signal: "people_searches", id: "people_searches", step: 10 }),
          advice({ id: "posts", signal: "posts", step: 1, gain: 0.3 }),
        ],
      },
      seen,
    );
    expect(stepsOf(given).map(({ text, reason, gain }) => [text, reason, gain])).toEqual([
      ["Search for people 10 times", "People, your weakest", "+0.4"],
      ["Publish one post", "counts for Brand too", "+0.3"],
    ]);
  });

  it("names the pillar as the user's own page does", () => {
    const given = state({ advice: [advice({ pillar: "people", signal: "people_searches" })] }, seen);
    const other = { brand: "Marke", people: "Personen", insights: "Einblicke", relationships: "Beziehungen" };
    usePillarNames(other);
    const [step] = stepsOf(given);
    usePillarNames(null);
    expect(step?.reason).toBe("Personen, your weakest");
  });

  it.each([
    ["a page to open", "see_skills", "endorsements"],
    ["what others do", "followers", "followers"],
    ["a step of a later host", "a_later_step", "comments"],
  ])("skip %s, whatever another host sends", (_, id, signal) => {
    const given = state({ advice: [advice({ id, signal, gain: 16 })] }, seen);
    expect(stepsOf(given)).toEqual([]);
  });

  it("say how to do the act well, also for advice that avoids a loss", () => {
    const given = state({ advice: [advice({}), advice({ id: "keep_posts", signal: "posts" })] }, seen);
    const hows = stepsOf(given).map(({ how }) => how);
    expect(hows[0]).toContain("A comment that adds something");
    expect(hows[1]).toContain("a poll with a real question");
  });

  it("omit a reason that repeats the text, and the plus of a step that only keeps points", () => {
    const given = state({ advice: [advice({ id: "keep_comments", step: 3, keeps: 0.6 })] }, seen);
    const [step] = stepsOf(given);
    expect(step?.text).toBe("Write 3 useful comments: earlier ones soon leave the 90 days");
    expect(step?.reason).toBe("");
    expect(step?.gain).toBe("keeps 0.6");
  });
});

describe("actsOf", () => {
  const shown = { brand: 18.4, people: 25, insights: 24, relationships: 25 };
  const gains = (...given: ReturnType<typeof advice>[]): number[] =>
    actsOf(state({ advice: given }, seen), shown).map(({ gain }) => Math.round(gain * 10) / 10);

  it("promises at most what the pillars shown have left, all gains together", () => {
    expect(gains(advice({ gain: 9 }), advice({ gain: 1 }))).toEqual([1]);
    expect(gains(advice({ signal: "photo", pillar: "brand", gain: 4 }), advice({ gain: 1 }))).toEqual([4, 1]);
    const brand = (gain: number) => advice({ signal: "photo", pillar: "brand", gain });
    expect(gains(brand(4), brand(4), brand(4))).toEqual([4, 2.6]);
    // Posts serve two pillars: 6.6 and 1.
    expect(gains(advice({ id: "posts", signal: "posts", gain: 9 }))).toEqual([7.6]);
  });

  it("keeps a step that saves a full pillar's points", () => {
    const keep = advice({
      id: "keep_people_searches",
      signal: "people_searches",
      pillar: "people",
      keeps: 1,
    });
    expect(gains(keep)).toEqual([0]);
  });
});

describe("unseenOf", () => {
  const given = state({
    unseen: [unseen(), unseen({ id: "see_network" }), unseen({ id: "see_a_later_page" })],
  });
  const left = (looks: Partial<ReturnType<typeof status>>): string[] =>
    unseenOf(given, status(looks)).map(({ id }) => id);

  it("drops pages that were read, with counts or without", () => {
    const at = "2026-11-23T09:00:00+01:00";
    expect(left({})).toEqual(["see_skills", "see_network"]);
    expect(left({ pages: { skills: at } })).toEqual(["see_network"]);
    expect(left({ health: { network: { visit: at, misses: 0, trace: [], empty: at } } })).toEqual([
      "see_skills",
    ]);
    expect(left({ health: { network: { visit: at, misses: 0, trace: [] } } })).toHaveLength(2);
  });
});

describe("linkFor", () => {
  it.each(["https://evil.example/", "javascript:alert(1)", "https://www.linkedin.com.evil.example/", ""])(
    "never links to %s",
    (link) => {
      expect(linkFor(advice({ link }))).toBe("https://www.linkedin.com/in/me/recent-activity/comments/");
    },
  );
});
