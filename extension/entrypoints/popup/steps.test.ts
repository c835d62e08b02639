import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installChrome } from "../../test/chrome";
import { advice, signal, state } from "../../test/states";
import { linkFor } from "../../shared/advice";
import { FIRST_PAGES, nextSteps, pagesLeft } from "./steps";

beforeEach(() => void installChrome("en"));
afterEach(() => vi.unstubAllGlobals());

const seen = {
  brand: [signal("endorsements", { max: 3 }), signal("posts", { value: 6 })],
  people: [signal("people_searches", { value: 3 })],
  insights: [signal("comments", { value: 54 }), signal("posts", { value: 6 })],
  relationships: [],
};

describe("nextSteps", () => {
  it("words the host's advice with its reason and gain", () => {
    const given = state(
      {
        advice: [
          advice({}),
          advice({ id: "posts", signal: "posts", step: 1, gain: 0.3 }),
          advice({ id: "see_skills", signal: "endorsements", pillar: "brand", step: 1, gain: 3 }),
        ],
      },
      seen,
    );
    expect(
      nextSteps(given, "insights", 3).map(({ text, reason, gain, atMost }) => [text, reason, gain, atMost]),
    ).toEqual([
      ["Write 5 useful comments", "Engaging with insights, your weakest", 0.4, false],
      ["Publish one post", "counts for Professional brand too", 0.3, false],
      ["Open your skills page once", "not seen yet: Endorsements", 3, true],
    ]);
  });

  it("tells how to do it well, of what leaves the window too, and of no page to open", () => {
    const given = state(
      {
        advice: [
          advice({}),
          advice({ id: "keep_posts", signal: "posts" }),
          advice({ id: "see_skills", signal: "endorsements", pillar: "brand" }),
        ],
      },
      seen,
    );
    const hows = nextSteps(given, null, 3).map(({ how }) => how);
    expect(hows[0]).toContain("A comment that adds something");
    expect(hows[1]).toContain("a poll with a real question");
    expect(hows[2]).toBe("");
  });

  it("gives no second reason where the text has it", () => {
    const given = state({ advice: [advice({ id: "keep_comments", step: 3 })] }, seen);
    const [step] = nextSteps(given, "insights", 3);
    expect(step?.text).toBe("3 comments soon leave the 90 days: write as many");
    expect(step?.reason).toBe("");
  });

  it("proposes the pages that would show the most where there is no advice", () => {
    const [step] = nextSteps(state({}, seen), "people", 3);
    expect(step?.text).toBe("Open your skills page once");
    expect(step?.gain).toBe(3);
    expect(step?.url).toBe("https://www.linkedin.com/in/me/details/skills/");
  });

  it("never gives more than there is room for", () => {
    const given = state({ advice: [advice({}), advice({}), advice({})] }, seen);
    expect(nextSteps(given, "people", 2)).toHaveLength(2);
  });

  it("still says something about a step of a later host", () => {
    const given = state({ advice: [advice({ id: "a_later_step", signal: "comments" })] }, seen);
    expect(nextSteps(given, "people", 1)[0]?.text).toBe("Open your comments once");
  });
});

describe("linkFor", () => {
  it.each(["https://evil.example/", "javascript:alert(1)", "https://www.linkedin.com.evil.example/", ""])(
    "does not lead to %s",
    (link) => {
      expect(linkFor(advice({ link }))).toBe("https://www.linkedin.com/in/me/recent-activity/comments/");
    },
  );
});

describe("pagesLeft", () => {
  it("leaves out what gave a reading", () => {
    expect(pagesLeft({})).toEqual(FIRST_PAGES);
    expect(pagesLeft({ ssi: "2026-11-23T09:00:00+01:00" })).not.toContain("ssi");
  });
});
