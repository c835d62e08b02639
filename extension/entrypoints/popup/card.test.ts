// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installChrome } from "../../test/chrome";
import { numberCard } from "./card";
import { figuresOfState } from "./figures";
import { nextCard } from "./next";
import { advice, signal, state, TODAY } from "../../test/states";
import { item, why } from "../../test/whys";

beforeEach(() => void installChrome("en"));
afterEach(() => vi.unstubAllGlobals());

const texts = (root: Element, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((node) => node.textContent ?? "");

describe("the number card", () => {
  it("holds number, trend, whose number, ranks and pillars", () => {
    const card = numberCard(figuresOfState(state()), 0, TODAY);
    expect(card.querySelector(".ring .total")?.textContent).toBe("47");
    expect(card.querySelector(".trend")?.textContent).toBe("▲+1.8in 7 days");
    expect(texts(card, ".ranks > span")).toEqual([
      "Industry",
      "top 18%",
      "avg 34",
      "Network",
      "top 26%",
      "avg 38",
    ]);
    expect(texts(card, ".bar .name")).toEqual([
      "Professional brand",
      "Finding the right people",
      "Engaging with insights",
      "Building relationships",
    ]);
    expect(texts(card, ".bar .value")).toEqual(["17.2 / 25", "6.1 / 25", "6.4 / 25", "17.3 / 25"]);
  });

  it("says to a screen reader what ring and marks show", () => {
    const card = numberCard(figuresOfState(state()), 0, TODAY);
    expect(card.querySelector(".ring")?.getAttribute("aria-label")).toBe(
      "47 of 100: Professional brand 17.2, Finding the right people 6.1, Engaging with insights 6.4, Building relationships 17.3",
    );
    expect(card.querySelector("summary .sr-only")?.textContent).toBe("industry 11.8");
  });

  it("places a mark by the industry's average and none where none was read", () => {
    const card = numberCard(figuresOfState(state()), 0, TODAY);
    expect(card.querySelector<HTMLElement>(".at.industry")?.style.left).toBe("47.2%");
    expect(card.querySelector(".at.network")).toBeNull();
  });

  it("turns down with a sign, and says when nothing changed", () => {
    const trend = (delta: number | null): string | undefined =>
      numberCard(figuresOfState(state({ week_delta: delta })), 0, TODAY).querySelector(".trend")
        ?.textContent ?? undefined;
    expect(trend(-0.6)).toBe("▼−0.6in 7 days");
    expect(trend(0.01)).toBe("No change in 7 days");
    expect(trend(null)).toBeUndefined();
  });

  it("opens LinkedIn's page where no official number is known", () => {
    const card = numberCard(figuresOfState(state({ kind: "estimate", official: null })), 0, TODAY);
    expect(card.querySelector(".kind a")?.getAttribute("href")).toBe("https://www.linkedin.com/sales/ssi");
  });

  it("hatches ring and bars while learning, and shows no number", () => {
    const learning = state(
      {
        kind: "learning",
        total: null,
        official: null,
        coverage: { points: 21, of: 100, signals: 3, of_signals: 27 },
      },
      { brand: [signal("photo", { value: 1, max: 2, points: 2 })] },
    );
    const card = numberCard(figuresOfState(learning), 4, TODAY);
    expect(card.querySelector(".ring .total")?.textContent).toBe("…");
    expect(card.querySelector(".ring .unseen")).not.toBeNull();
    expect(card.querySelectorAll(".track .blank")).toHaveLength(4);
    expect(card.querySelector(".headline")?.textContent).toContain("open 4 pages");
    // Not seen is never 0.
    const unseen = {
      ...learning,
      pillars: learning.pillars.map((p) => ({ ...p, signals: [signal("posts")] })),
    };
    expect(texts(numberCard(figuresOfState(unseen), 4, TODAY), ".bar .value b")).toEqual([
      "–",
      "–",
      "–",
      "–",
    ]);
  });

  it("lists a pillar's signals with value, points, age and source, the unseen with a link", () => {
    const signals = {
      brand: [
        signal("endorsements", { max: 3 }),
        signal("photo", { value: 1, max: 2, points: 2 }),
        signal("posts", { value: 3, max: 4, learning: true }),
      ],
    };
    const card = numberCard(figuresOfState(state({ kind: "estimate" }, signals)), 0, TODAY, "pillar-brand");
    const rows = [...card.querySelectorAll("[data-pillar=brand] .signal")];
    expect(rows.map((row) => row.textContent)).toEqual([
      "Posts3scored after 7 days of counting · today · LinkedIn page– / 4",
      "Profile photoon your profiletoday · LinkedIn page2 / 2",
      "Endorsementsnot seen yetYour skills– / 3",
    ]);
    expect(rows[2]?.querySelector("a")?.href).toBe("https://www.linkedin.com/in/me/details/skills/");
  });
});

describe("the card of next steps", () => {
  const figures = figuresOfState(state());

  it("names the causes, greatest first, beside the change they explain", () => {
    const causes = [
      item(null, 0.9, { cause: "rest" }),
      item("comments", 1.05),
      item("posts", -0.14, { cause: "left", count: 2 }),
    ];
    const told = why(causes, { reading_between: true });
    const card = nextCard(state(), figures, told, { steps: 3, why: true });
    expect(card?.querySelector(".why")?.textContent?.replaceAll("\u00a0", " ")).toBe(
      "Why +1.8: Comments +1.1, LinkedIn's reading +0.9, 2 posts left the 90 days −0.1",
    );
  });

  it("shows the weekly goal beside the heading", () => {
    const goal = { signal: "comments", count: 5, done: 3, since: "2026-11-09" };
    const card = nextCard(
      state({ advice: [advice({ link: "" })] }),
      figures,
      null,
      { steps: 3, why: true },
      goal,
    );
    expect(card?.querySelector(".heading")?.textContent).toBe(
      "Next, for the most pointsGoal this week: Comments 3 / 5",
    );
    expect(card?.querySelector<HTMLElement>(".meter")?.style.getPropertyValue("--done")).toBe("60%");
  });

  it("names no more causes than two lines hold", () => {
    const ids = ["comments", "people_searches", "profiles_viewed", "reactions", "messages_sent", "reposts"];
    const told = why(ids.map((id, index) => item(id, -1 + index / 10, { cause: "left", count: 20 })));
    const line = nextCard(state(), figures, told, { steps: 3, why: true })?.querySelector(
      ".why",
    )?.textContent;
    expect(line?.length).toBeLessThan(95);
    expect(line).toContain("20\u00a0comments");
    expect(line).not.toContain("reposts");
  });

  it("keeps the line's room until the causes are known", () => {
    const card = nextCard(state(), figures, null, { steps: 3, why: true });
    expect(card?.querySelector(".why")?.textContent).toBe("");
    expect(nextCard(state(), figures, null, { steps: 3, why: false })).toBeNull();
  });
});
