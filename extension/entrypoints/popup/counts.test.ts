// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installChrome } from "../../test/chrome";
import { signal, state, TODAY } from "../../test/states";
import type { Activity, Count } from "../../contract/protocol";
import { Days } from "../../text/count-days";
import { repaint } from "../../ui/repaint";
import { countsRow } from "./counts";
import { pillarDetails } from "./details";
import { unfolded } from "./disclosure";
import { figuresOfState } from "./view-model";
import { eventually } from "../../test/wait";

beforeEach(() => void installChrome("en"));
afterEach(() => document.body.replaceChildren());

const count = (name: string, value: number | null, given: Partial<Count> = {}): Count => ({
  signal: name,
  value,
  bound: "exact",
  sources: [],
  ...given,
});

const page = {
  source: "page" as const,
  value: 23,
  bound: "exact" as const,
  seen_at: `${TODAY}T09:00:00+01:00`,
  days: 90,
  differs_from: [],
};

const known = state(
  {
    counts: [
      count("posts", 8),
      count("comments", 23, { bound: "at_least", since: "2026-11-12", sources: [page] }),
      count("connections", 1512),
      count("inmail_replies", null),
    ],
  },
  { insights: [signal("comments", { value: 23, points: 2.1 })] },
);

const activity: Activity = {
  step: "day",
  day: ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"],
  acts: [{ signal: "comments", values: [null, 2, 0, 1], sources: [], parts: [] }],
  levels: [{ signal: "connections", values: [1510, 1510, null, 1512], sources: [], parts: [] }],
};

const daysOf = (answer: Activity | null): Days => new Days("", () => Promise.resolve(answer));

function show(open: string | null = null, days = daysOf(activity)): HTMLElement[] {
  repaint(document.body, ...countsRow(known, TODAY, days, open));
  return [...document.querySelectorAll<HTMLElement>(".count")];
}

const panel = (): Element | null => document.querySelector("#count-details");
const answered = (): Promise<void> =>
  eventually(() => expect(panel()?.querySelector("[aria-live] p")).not.toBeNull());

describe("the main counts", () => {
  it.each([
    ["en", ["Posts 8", "Comments ≥\u00a023", "Connections 1,512", "InMail replies not known"]],
    ["it", ["Post 8", "Commenti ≥\u00a023", "Collegamenti 1512", "Risposte InMail non rilevato"]],
  ])("are buttons in %s", (language, texts) => {
    installChrome(language);
    const buttons = show();
    expect(buttons.map((button) => button.textContent)).toEqual(texts);
    expect(buttons.map((button) => button.tagName)).toEqual(Array(4).fill("BUTTON"));
  });

  it("are absent where the program does not tell them", () => {
    const days = daysOf(null);
    expect(countsRow(null, TODAY, days, null)).toEqual([]);
    expect(countsRow(state(), TODAY, days, null)).toEqual([]);
    expect(countsRow(state({ counts: [] }), TODAY, days, null)).toEqual([]);
  });

  it("unfold their days, sources and part in the index, one at a time", async () => {
    const [, comments, connections] = show();
    comments?.click();
    await answered();
    expect(comments?.getAttribute("aria-expanded")).toBe("true");
    expect([...(panel()?.querySelectorAll("p, li") ?? [])].map((line) => line.textContent)).toEqual([
      "Comments: of the last 90 days, seen since Nov 12",
      "Nov\u00a023:\u00a01 · Nov\u00a021:\u00a02",
      "LinkedIn page: 23 · today · 90 days covered",
      "Part in the index: Engage with insights 2.1\u00a0/\u00a05",
    ]);
    expect(panel()?.querySelectorAll(".days rect")).toHaveLength(2);
    connections?.click();
    await answered();
    expect(comments?.getAttribute("aria-expanded")).toBe("false");
    expect(panel()?.querySelector("p")?.textContent).toBe(
      "Nov\u00a023:\u00a01,512 · Nov\u00a020:\u00a01,510",
    );
    expect(panel()?.textContent).toContain("No part in the index.");
    connections?.click();
    expect(panel()).toBeNull();
  });

  it("lead where the pillar's details lead for a count that is not known, with the same points", () => {
    const inmail = signal("inmail_replies", { max: 2, assumed: 0.4 });
    const unknown = state({ counts: known.counts ?? [] }, { relationships: [inmail] });
    const pillar = figuresOfState(unknown).pillars[3];
    if (!pillar) throw new Error("four pillars");
    const details = pillarDetails(pillar, 1, TODAY);
    document.body.append(...countsRow(unknown, TODAY, daysOf(null), "count-inmail_replies"));
    const links = (root: Element | null): (string | null)[] =>
      [...(root?.querySelectorAll("a") ?? [])].map((one) => one.getAttribute("href"));
    expect(links(panel())).toHaveLength(3);
    expect(links(panel())).toEqual(links(details));
    const points = details.querySelector(".points")?.textContent ?? "";
    expect(points).toContain("≈0.4");
    expect(panel()?.textContent).toContain(`Build relationships ${points.replaceAll(" ", "\u00a0")}`);
    expect(panel()?.textContent).toContain("the usual amount is assumed");
  });

  it("say the rest where the days are not known", async () => {
    show(null, daysOf(null))[0]?.click();
    await Promise.resolve();
    expect(panel()?.querySelector(".days, [aria-live] p")).toBeNull();
    expect(panel()?.textContent).toContain("Posts: last 90 days");
  });

  it("stay unfolded over a repaint, with their days and the focus, and ask once", async () => {
    const question = vi.fn(() => Promise.resolve(activity));
    const days = new Days("", question);
    show(null, days)[1]?.click();
    await answered();
    const before = panel()?.textContent;
    const buttons = show(unfolded(), days);
    expect(buttons[1]?.getAttribute("aria-expanded")).toBe("true");
    expect(panel()?.textContent).toBe(before);
    expect(question).toHaveBeenCalledOnce();
    buttons[3]?.click();
    panel()?.querySelector("a")?.focus();
    show(unfolded(), days);
    expect(document.activeElement).toBe(panel()?.querySelector("a"));
  });
});
