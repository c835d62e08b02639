// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { learningCard, numberCard } from "./card";
import { figuresOfOfficial, figuresOfState } from "./view-model";
import { moreFold, nextParts } from "./next";
import { advice, reading, signal, state, status, TODAY, unseen as page } from "../../test/states";
import type { Why } from "../../contract/protocol";
import { t } from "../../text/i18n";
import { usePillarNames } from "../../text/pillars";
import { sentencesOf } from "../../text/why";
import { item, why } from "../../test/whys";

beforeEach(() => void installChrome("en"));

const texts = (root: Element, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((node) => node.textContent ?? "");

describe("the number card", () => {
  it("shows number, trend, kind, ranks and pillars", () => {
    const card = numberCard(figuresOfState(state()), TODAY);
    expect(card.querySelector(".ring .total")?.textContent).toBe("≈47");
    expect(card.querySelector(".trend")?.textContent).toBe("▲ Up 2 in 7 days");
    expect(texts(card, ".ranks span")).toEqual([
      "Industry",
      "top 18%",
      "avg 34",
      "Network",
      "top 26%",
      "avg 38",
    ]);
    expect(texts(card, ".bar .name")).toEqual([
      "Establish your professional brand",
      "Find the right people",
      "Engage with insights",
      "Build relationships",
    ]);
    expect(texts(card, ".bar .value")).toEqual(["17 / 25", "6 / 25", "6 / 25", "17 / 25"]);
  });

  it("names the pillars as LinkedIn's page did", () => {
    const names = { brand: "Marke", people: "Personen", insights: "Einblicke", relationships: "Beziehungen" };
    usePillarNames(names);
    const card = numberCard(figuresOfState(state()), TODAY);
    usePillarNames(null);
    expect(texts(card, ".bar .name")).toEqual(Object.values(names));
  });

  it("describes ring and marks to a screen reader", () => {
    const card = numberCard(figuresOfState(state()), TODAY);
    expect(card.querySelector(".ring")?.getAttribute("aria-label")).toBe(
      "≈47 of 100: Establish your professional brand 17, Find the right people 6, Engage with insights 6, Build relationships 17",
    );
    expect(card.querySelector("summary .sr-only")?.textContent).toBe("industry 11.8");
  });

  it("puts a mark at the industry's average and none where none was read", () => {
    const card = numberCard(figuresOfState(state()), TODAY);
    expect(card.querySelector<HTMLElement>(".at.industry")?.style.left).toBe("47.2%");
    expect(card.querySelector(".at.network")).toBeNull();
  });

  it("shows a fall with its sign, and says when nothing changed", () => {
    const trend = (delta: number | null): string | undefined =>
      numberCard(figuresOfState(state({ week_delta: delta })), TODAY).querySelector(".trend")?.textContent ??
      undefined;
    expect(trend(-0.6)).toBe("▼ Down 1 in 7 days");
    expect(trend(0.4)).toBe("Steady for 7 days");
    expect(trend(null)).toBeUndefined();
  });

  it("calls a change within its own error steady", () => {
    const trend = (error: number): string =>
      numberCard(figuresOfState(state({ week_delta: -1.4, week_error: error })), TODAY).querySelector(
        ".trend",
      )?.textContent ?? "";
    expect(trend(1.5)).toBe("Steady for 7 days");
    expect(trend(1.3)).toBe("▼ Down 1 in 7 days");
  });

  it.each([
    [47.4, "en", "23 points to 70"],
    [69.4, "en", "1 point to 70"],
    [69.5, "en", "Good"],
    [83, "en", "Good"],
    [58, "it", "Mancano 12 punti a 70"],
    [69, "it", "Manca 1 punto a 70"],
    [70, "it", "Buono"],
  ])("has a word for %s (%s)", (total, language, word) => {
    installChrome(language);
    const card = numberCard(figuresOfState(state({ total })), TODAY);
    expect(card.querySelector(".verdict")?.textContent).toBe(word);
    expect(card.querySelector(".ring .good")?.getAttribute("transform")).toBe("rotate(252 66 66)");
  });

  it("names the days of the trend", () => {
    const young = state({ week_delta: 1, week_from: "2026-11-22" });
    expect(numberCard(figuresOfState(young), TODAY).querySelector(".trend")?.textContent).toBe(
      "▲ Up 1 in 1 day",
    );
  });

  it("shows LinkedIn's own number of today unchanged", () => {
    const official = figuresOfState(state({ kind: "official", official: reading(TODAY) }));
    const card = numberCard(official, TODAY);
    expect(card.querySelector(".ring .total")?.textContent).toBe("47");
    expect(texts(card, ".bar .value")[0]).toBe("17.2 / 25");
    expect(card.querySelector(".again")).toBeNull();
    const old = numberCard(
      figuresOfOfficial(reading("2026-11-20"), "2026-11-20T09:00:00+01:00", null),
      TODAY,
    );
    expect(old.querySelector(".ring .total")?.textContent).toBe("≈46");
  });

  it.each([
    [1.2, "again"],
    [2.4, "again urgent"],
    [null, "again"],
  ])("offers to read LinkedIn's number again, with an error of %s", (typical_error, name) => {
    const again = numberCard(figuresOfState(state({ typical_error })), TODAY).querySelector(".again");
    expect(again?.getAttribute("href")).toBe("https://www.linkedin.com/sales/ssi");
    expect(again?.className).toBe(name);
  });

  it("links to LinkedIn's page where no official number is known", () => {
    const card = numberCard(figuresOfState(state({ kind: "estimate", official: null })), TODAY);
    expect(card.querySelector(".kind a")?.getAttribute("href")).toBe("https://www.linkedin.com/sales/ssi");
  });

  describe("where LinkedIn shows no SSI", () => {
    const leadsToSsi = (card: Element): boolean =>
      [...card.querySelectorAll("a")].some(({ href }) => href.includes("/sales/ssi"));

    it("says what the number continues from and how certain it is, and has no link", () => {
      const figures = { ...figuresOfState(state({ typical_error: 2.4 })), noAccess: "continues" as const };
      const card = numberCard(figures, TODAY);
      expect(card.querySelector(".ring .total")?.textContent).toBe("≈47");
      expect(texts(card, ".kind").join(" ").trim()).toBe(
        "LinkedIn no longer shows your SSI. Bussola continues from 46, LinkedIn's value of November 20. Give or take 2.",
      );
      expect(leadsToSsi(card)).toBe(false);
    });

    it("shows the range of an estimate", () => {
      const range = { low: 41, high: 52, group_error: 14 };
      const estimate = figuresOfState(state({ kind: "estimate", official: null, range }));
      const card = numberCard({ ...estimate, noAccess: "continues" }, TODAY);
      expect(texts(card, ".kind").join(" ")).toMatch(/^LinkedIn does not show your SSI\..*between 41 and 52/);
      expect(leadsToSsi(card)).toBe(false);
    });

    it("keeps LinkedIn's last number unchanged where the program does not run", () => {
      const old = reading("2026-11-12");
      const figures = { ...figuresOfOfficial(old, old.at, null), noAccess: "ends" as const };
      const card = numberCard(figures, TODAY);
      expect(texts(card, ".kind").join(" ").trim()).toBe("LinkedIn's value, read on Nov 12");
      expect(leadsToSsi(card)).toBe(false);
    });

    it("says what counts while there is no number", () => {
      const learning = state({ kind: "learning", total: null, official: null, error: 13.6 });
      const figures = { ...figuresOfState(learning), noAccess: "continues" as const };
      const card = learningCard(figures, learning, status(), TODAY);
      expect(texts(card, ".kind")[0]).toBe(t("no_access"));
      expect(leadsToSsi(card)).toBe(false);
    });
  });

  it("hatches ring and bars while learning, and shows no number", () => {
    const learning = state(
      {
        kind: "learning",
        total: null,
        official: null,
        coverage: { points: 21, of: 100, signals: 3, of_signals: 27 },
        error: 13.6,
      },
      { brand: [signal("photo", { value: 1, max: 2, points: 2 })] },
    );
    const card = learningCard(figuresOfState(learning), learning, status(), TODAY);
    expect(card.querySelector(".ring .total")?.textContent).toBe("…");
    expect(card.querySelector(".ring .unseen")).not.toBeNull();
    expect(card.querySelectorAll(".track .blank")).toHaveLength(4);
    expect(card.querySelector(".headline")?.textContent).toBe("No index yet");
    expect(card.textContent).toMatch(/off by 14 points.* once that is 10 or less\..*: \d pages to open/);
    // An older program does not send the error.
    const older = state({ kind: "learning", total: null, official: null });
    expect(learningCard(figuresOfState(older), older, status(), TODAY).textContent).toMatch(
      /at most 10 points/,
    );
    // Not seen is never 0.
    const unseen = {
      ...learning,
      pillars: learning.pillars.map((p) => ({ ...p, signals: [signal("posts")] })),
    };
    expect(texts(learningCard(figuresOfState(unseen), unseen, status(), TODAY), ".bar .value b")).toEqual([
      "–",
      "–",
      "–",
      "–",
    ]);
  });

  it("says what LinkedIn last showed where that is too old to go on from", () => {
    const lost = state({ kind: "learning", total: null, error: 14, official: reading("2026-08-12", 57) });
    const card = learningCard(figuresOfState(lost), lost, status(), TODAY);
    expect(card.querySelector(".headline")?.textContent).toBe("Index not known today");
    expect(card.textContent).toMatch(
      /LinkedIn showed 57 on August 12, too long ago.*Read it again.*off by 14/,
    );
    expect(card.querySelector("#open-ssi")).toBeNull();
    const ended = { ...figuresOfState(lost), noAccess: "continues" as const };
    const without = learningCard(ended, lost, status(), TODAY).textContent;
    expect(without).toMatch(/works from what you do\. LinkedIn showed 57 on August 12/);
    expect(without).not.toMatch(/Read it again|continues from/);
    const alone = state({ kind: "estimate", total: 44, official: reading("2026-08-12", 57) });
    expect(numberCard(figuresOfState(alone), TODAY).querySelector(".kind")?.textContent).toMatch(
      /^LinkedIn showed 57 on August 12, too long ago to go on from\. Bussola index/,
    );
  });

  it("lists a pillar's signals with value, points, age and source, the unseen with a link", () => {
    const signals = {
      brand: [
        signal("endorsements", { max: 3 }),
        signal("photo", { value: 1, max: 2, points: 2 }),
        signal("posts", { value: 3, max: 4, learning: true }),
      ],
    };
    const card = numberCard(figuresOfState(state({ kind: "estimate" }, signals)), TODAY, "pillar-brand");
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

  const whyOf = (reasons: Why, given = figures): Element | null =>
    moreFold(state(), given, reasons, []).querySelector(".why");

  it("says what was done and the number's direction, and lists the reasons below", () => {
    const causes = [
      item("comments", 1.05, { count: 9 }),
      item("posts", 0.6, { count: 2 }),
      item("posts", -0.14, { cause: "left", count: 2, first: "2026-08-02", last: "2026-08-09" }),
      item(null, 0.3, { cause: "rest" }),
    ];
    const line = whyOf(why(causes, { total_delta: 1.81 }));
    expect(line?.querySelector("p")?.textContent).toBe(
      "Up about 2: you wrote 9 comments and published 2 posts. 2 posts from August 2026 no longer count.",
    );
    expect(texts(line as Element, "li")).toEqual([
      "9 comments+1.1",
      "2 posts+0.6",
      "2 posts from August 2026 no longer count−0.1",
      "Not explained by what Bussola sees+0.3",
    ]);
  });

  it("says that acts on a phone are missing, also where nothing moved it", () => {
    const PHONE = "You also use LinkedIn on your phone, where Bussola sees nothing";
    for (const causes of [[item("posts", 0.6, { count: 2 })], []]) {
      expect(whyOf(why(causes, { phone: "yes" }))?.textContent).toContain(PHONE);
      for (const reasons of [why(causes), why(causes, { phone: "no" })])
        expect(whyOf(reasons)?.textContent).not.toContain(PHONE);
    }
  });

  it("says what redrew the line: LinkedIn's value, or counts that leave it too uncertain", () => {
    const note = (cause: "reading" | "unsure"): string =>
      whyOf(why([], { redrawn: { day: "2026-11-23", cause, points: cause === "reading" ? -6 : 0 } }))
        ?.textContent ?? "";
    expect(note("reading")).toContain(
      "LinkedIn's value of Nov 23 corrected our estimate: earlier days were redrawn by −6, too.",
    );
    expect(note("unsure")).toContain("the index is uncertain by more than 10 points");
  });

  it("says on its day that the line was redrawn, also where nothing moved it", () => {
    const redrawn = { day: "2026-11-23", cause: "sight" as const, points: 4.2 };
    const NOTE = "More became known on Nov 23: earlier days were redrawn by +4, too.";
    for (const causes of [[item("posts", 0.6, { count: 2 })], []]) {
      expect(whyOf(why(causes, { redrawn }))?.textContent).toContain(NOTE);
      expect(whyOf(why(causes))?.textContent).not.toContain("redrawn");
    }
  });

  it("calls a change within its own error steady, and names a correction", () => {
    const still = figuresOfState(state({ week_delta: 0.4, week_error: 0.5 }));
    const reasons = why([item("posts", 0.4, { count: 1 })], {
      total_delta: 0.4,
      corrected: { day: "2026-11-20", points: -3.2 },
    });
    expect(whyOf(reasons, still)?.querySelector("p")?.textContent).toBe(
      "Steady. In this time you published 1 post.",
    );
    expect(sentencesOf(reasons, "2026-11-23")).toContain(
      "Our estimate was 3 too high; LinkedIn's value of Nov 20 corrected it.",
    );
  });

  const nextCard = (
    given: ReturnType<typeof state>,
    options: Parameters<typeof nextParts>[3] = {},
    rows = 3,
  ): HTMLElement | null => nextParts(given, figures, rows, options).card;

  const goal = { signal: "comments", count: 5, done: 3, since: "2026-11-09" };
  const acts = [advice({ signal: "posts" }), advice({ signal: "groups" }), advice({ signal: "reactions" })];
  const pages = [
    page({}),
    page({ id: "see_network" }),
    page({ id: "see_messaging" }),
    page({ id: "see_feed" }),
  ];

  it("gives the weekly goal a line of its own in place of a step", () => {
    const card = nextCard(state({ advice: acts }), { goal });
    expect(card?.querySelector(".goal")?.textContent).toBe("Goal this week: 3 / 5Comments");
    expect(card?.querySelector<HTMLElement>(".meter")?.style.getPropertyValue("--done")).toBe("60%");
    expect(card?.querySelectorAll(".next > li")).toHaveLength(2);
    const over = nextCard(state(), { goal: { ...goal, done: 7 } });
    const tight = nextParts(state({ advice: acts }), figures, 0, { goal });
    expect(tight.card?.querySelectorAll(".next > li")).toHaveLength(0);
    expect(tight.rest).toHaveLength(3);
    expect(over?.querySelector(".goal b")?.textContent).toBe("7 / 5 ✓");
  });

  it("lists pages that show more apart from acts, without a plus", () => {
    const card = nextCard(state({ advice: acts }), { pages });
    expect(texts(card as Element, "h2")).toEqual([
      "Best next stepsWeakest:  People",
      "See more of your index",
    ]);
    expect(texts(card as Element, "ul:nth-of-type(2) .row")).toEqual(["Your skillsexplains up to 5 points"]);
    expect(card?.querySelectorAll(".gain")).toHaveLength(2);
    const alone = nextCard(state(), { pages });
    expect(alone?.querySelectorAll(".row")).toHaveLength(3);
    expect(alone?.textContent).not.toContain("+");
  });

  it("says at most what two lines hold", () => {
    const ids = ["comments", "people_searches", "profiles_viewed", "reactions", "messages_sent", "reposts"];
    const done = ids.map((id, index) => item(id, 1 - index / 10, { count: 20 }));
    const left = item("posts", -0.3, { cause: "left", count: 20, first: "2026-07-02", last: "2026-08-09" });
    const line = whyOf(why([...done, left]))?.querySelector("p")?.textContent;
    expect(line).toBe("Up about 2: you wrote 20 comments, made 20 people searches and opened 20 profiles.");
  });

  it("leaves the third act, the reasons and the coverage to what is folded", () => {
    const { card, rest } = nextParts(state({ advice: acts }), figures, 2);
    expect(card?.querySelectorAll(".next > li")).toHaveLength(2);
    const fold = moreFold(state({ advice: acts }), figures, null, rest);
    expect(fold.hasAttribute("open")).toBe(false);
    expect(fold.querySelectorAll(".next > li")).toHaveLength(1);
    expect(fold.querySelector(".why")?.textContent).toBe("");
    expect(fold.querySelector(".coverage")?.textContent).toBe("24 of 27 items known");
    const still = moreFold(state(), figuresOfState(state({ week_delta: null })), null, []);
    expect(still.querySelector(".why, .next")).toBeNull();
    expect(nextParts(state(), figures, 2).card).toBeNull();
  });
});
