import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { state, TODAY } from "../../test/states";
import { todayText } from "./today";

beforeEach(() => void installChrome("en"));

const act = (signal: string, count: number): { signal: string; count: number } => ({ signal, count });

describe("today and tomorrow", () => {
  const busy = state({ today: [act("comments", 3), act("posts", 1)], tomorrow: [act("comments", 4)] });

  it.each([
    ["en", "Today: 3 comments, 1 post. Tomorrow 4 comments leave the 90-day count."],
    ["it", "Oggi: 3 commenti, 1 post. Domani 4 commenti escono dal conteggio dei 90 giorni."],
    ["de", "Heute: 3 Kommentare, 1 Beitrag. Morgen fallen 4 Kommentare aus den 90 Tagen."],
  ])("are a line in %s", (language, text) => {
    installChrome(language);
    expect(todayText(busy, TODAY)).toBe(text);
  });

  it("agree with the count", () => {
    const one = state({ today: [], tomorrow: [act("posts", 1)] });
    expect(todayText(one, TODAY)).toBe("Tomorrow 1 post leaves the 90-day count.");
    const kinds = state({ tomorrow: [act("posts", 1), act("comments", 1)] });
    expect(todayText(kinds, TODAY)).toBe("Tomorrow 1 post and 1 comment leave the 90-day count.");
  });

  it("are silent without an act, from an older program, and from another day", () => {
    expect(todayText(state({ today: [], tomorrow: [] }), TODAY)).toBe("");
    expect(todayText(state(), TODAY)).toBe("");
    expect(todayText(busy, "2026-11-24")).toBe("");
  });

  it("names few kinds, and none that the catalogue cannot count", () => {
    const many = ["comments", "posts", "reactions", "reposts"].map((signal) => act(signal, 2));
    const line = todayText(state({ today: [act("votes", 1), act("a_later_signal", 1), ...many] }), TODAY);
    expect(line).toBe("Today: 2 comments, 2 posts, 2 reactions.");
    const long = todayText(state({ today: many, tomorrow: many }), TODAY);
    expect(long).toBe(
      "Today: 2 comments, 2 posts, 2 reactions. Tomorrow 2 comments and 2 posts leave the 90-day count.",
    );
    installChrome("fr");
    expect(todayText(state({ today: many, tomorrow: many }), TODAY).length).toBeLessThanOrEqual(104);
  });
});
