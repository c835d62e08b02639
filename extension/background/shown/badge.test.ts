import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { installChrome } from "../../test/chrome";
import { OFFICIAL, replyOf, stateOf } from "../../test/samples";
import { status as statusOf } from "../../test/states";
import { addDays } from "../../text/format";
import type { Status } from "../../messages";
import type { Kind } from "../../contract/protocol";
import { badgeFor, badgeText, contrast, fittingText, sentenceOf, textColorOn } from "./badge";

/**
 * Badge and title for each number, checked in the host and in the extension; `age` is that of
 * LinkedIn's number.
 */
const BADGES = new URL("../../../tests/fixtures/badges.json", import.meta.url);
type Case = { kind: Kind; total: number | null; age: number | null; text: string };

/** The browsers' own themes. */
const TOOLBARS = {
  "Chrome, light": "#f1f3f4",
  "Chrome, dark": "#3c3c3c",
  "Firefox, light": "#f9f9fb",
  "Firefox, dark": "#2b2a33",
};

const NOW = new Date("2026-11-23T12:00:00");
const TODAY = "2026-11-23T09:00:00+01:00";
const FRIDAY = "2026-11-20T09:00:00+01:00";

describe("in English", () => {
  beforeEach(() => {
    installChrome();
  });

  test.each([
    ["#1d6b43", "#ffffff"],
    ["#2a5fa8", "#ffffff"],
    ["#7fd1a3", "#000000"],
    ["#ffff00", "#000000"],
  ])("on %s the text is %s", (color, textColor) => {
    expect(textColorOn(color)).toBe(textColor);
  });

  test.each(Object.entries(TOOLBARS))("contrasts with the toolbar of %s", (_name, toolbar) => {
    const numbers = [0, 50, 70].map((total) => ({
      official: { at: TODAY, official: { ...OFFICIAL, total } },
    }));
    const looks = [{}, ...numbers].map((status) => badgeFor(statusOf(status), NOW));
    expect(new Set(looks.map(({ color }) => color)).size).toBe(4);
    for (const { color, textColor } of looks) {
      expect(contrast(color, toolbar)).toBeGreaterThanOrEqual(3);
      expect(contrast(color, textColor)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each<[string, Parameters<typeof statusOf>[0], string, RegExp]>([
    ["not agreed", { agreed: false }, "", /reads nothing yet/],
    ["not permitted", { permitted: false }, "!", /may not read/],
    ["paused", { paused: true }, "II", /paused/],
    ["nothing seen", {}, "…", /Nothing seen/],
    ["no host", { host: "missing" }, "!", /not connected/],
    ["no host so far", { host: "missing", programSeen: false }, "!", /^Almost there/],
    ["another system", { host: "missing", system: "mac" }, "…", /^So far Bussola needs Linux or Windows/],
    [
      "another system, not asked yet",
      { host: "unknown", system: "mac" },
      "…",
      /^So far Bussola needs Linux or Windows/,
    ],
    ["a system that is not told", { host: "missing", system: null }, "!", /not connected/],
    ["wrong host", { host: "forbidden" }, "!", /does not know/],
    ["crashed host", { host: "crashed" }, "!", /stopped/],
    ["an old program", { host: "outdated" }, "!", /program is too old/],
    ["a program ahead", { host: "ahead" }, "!", /extension is too old/],
    ["signed out", { signedOut: true }, "…", /signed out/],
  ])("%s", (_name, status, text, title) => {
    const look = badgeFor(statusOf(status), NOW);
    expect(look.text).toBe(text);
    expect(look.title).toMatch(title);
  });

  test("shows the host's number in the host's colour with its own title", () => {
    const cached = replyOf({ kind: "estimate", total: 72.4 }, "72", "#2c9a62");
    const look = badgeFor(statusOf({ cached }), NOW);
    expect(look).toMatchObject({ text: "≈72", color: "#2c9a62", textColor: "#000000" });
    expect(look.title).toContain("Bussola index (estimate): about 72 of 100");
  });

  test("shows LinkedIn's number of today without a host, and names the problem", () => {
    const look = badgeFor(statusOf({ host: "missing", official: { at: TODAY, official: OFFICIAL } }), NOW);
    expect(look).toMatchObject({ text: "47", color: "#4a87d6" });
    expect(look.title).toBe("47 of 100: LinkedIn's value, read today. Bussola's program is not connected.");
  });

  test("keeps LinkedIn's number, marked as older, where no host can run", () => {
    const at = (day: string) => ({ at: day, official: OFFICIAL });
    const shown = (official: ReturnType<typeof at>) =>
      badgeFor(statusOf({ host: "missing", system: "mac", official }), NOW);
    expect(shown(at(TODAY))).toMatchObject({
      text: "47",
      title: expect.stringMatching(/read today\.$/) as string,
    });
    expect(shown(at(FRIDAY))).toMatchObject({
      text: "≈47",
      title: expect.stringMatching(/read .*ago\.$/) as string,
    });
  });

  test("prefers LinkedIn's number of today to a host that does not know the account", () => {
    const cached = replyOf({ kind: "learning" });
    expect(badgeFor(statusOf({ cached, official: { at: TODAY, official: OFFICIAL } }), NOW).text).toBe("47");
    expect(badgeFor(statusOf({ cached, official: { at: FRIDAY, official: OFFICIAL } }), NOW).text).toBe("…");
  });

  test("an old number of LinkedIn's is shown with its date, and no number continues from it", () => {
    const official = { ...OFFICIAL, at: "2026-08-12T09:00:00+01:00" };
    const lost = badgeFor(statusOf({ cached: replyOf({ kind: "learning", official }) }), NOW);
    expect(lost.text).toBe("…");
    expect(lost.title).toBe("LinkedIn showed 47 on August 12, too long ago to go on from.");
    const cached = replyOf({ kind: "estimate", total: 44, official }, "≈44", "#4a87d6");
    expect(badgeFor(statusOf({ cached }), NOW).title).toMatch(/estimate.*LinkedIn showed 47 on August 12/);
  });

  test("shows LinkedIn's number that is newer than the host's last state while the host is away", () => {
    const at = (hour: string): string => `2026-11-23T${hour}:00:00+01:00`;
    const older = { ...OFFICIAL, total: 40, at: FRIDAY };
    const cached = replyOf(
      { at: at("08"), kind: "anchored", total: 41.2, official: older },
      "≈41",
      "#4a87d6",
    );
    const shown = (hour: string, host: Status["host"], waiting = 0): string =>
      badgeFor(statusOf({ cached, host, waiting, official: { at: at(hour), official: OFFICIAL } }), NOW).text;
    expect(shown("09", "crashed")).toBe("47");
    expect(shown("09", "connected", 1)).toBe("47");
    expect(shown("07", "crashed")).toBe("≈41");
    expect(shown("09", "connected")).toBe("≈41");
  });

  test("does not show yesterday's state as today's when the host is away", () => {
    const cached = replyOf({ at: FRIDAY, kind: "estimate", total: 40 }, "40", "#4a87d6");
    expect(badgeFor(statusOf({ cached, host: "crashed" }), NOW).text).toBe("!");
    expect(badgeFor(statusOf({ cached, host: "unknown" }), NOW).text).toBe("≈40");
  });

  test("marks LinkedIn's number of another day with ≈", () => {
    const official = { ...OFFICIAL, at: FRIDAY };
    const cached = replyOf({ at: FRIDAY, kind: "official", total: 47, official }, "47", "#4a87d6");
    const look = badgeFor(statusOf({ cached }), NOW);
    expect(look.text).toBe("≈47");
    expect(look.title).toContain("read 3 days ago");
  });

  test.each(JSON.parse(readFileSync(BADGES, "utf8")) as Case[])(
    "agrees with the host: %j",
    ({ kind, total, age, text }) => {
      const at = (days: number): string => `${addDays("2026-11-23", -days)}T09:00:00+01:00`;
      const official = age === null ? null : { ...OFFICIAL, at: at(age) };
      expect(badgeText(stateOf({ kind, total, official, at: TODAY }), "2026-11-23")).toBe(text);
    },
  );

  test("ignores a reply of unknown shape", () => {
    const cached = replyOf({ kind: "estimate", total: 40 }, "123456", "url(x)");
    expect(badgeFor(statusOf({ cached }), NOW)).toMatchObject({ text: "≈40", color: "#848893" });
  });

  test("names the number, its age and its typical error", () => {
    const official = { ...OFFICIAL, at: FRIDAY };
    const anchored = stateOf({ kind: "anchored", total: 48.2, official });
    expect(sentenceOf(anchored, NOW)).toBe(
      "About 48 of 100. LinkedIn: 47 on November 20. Estimated since then.",
    );
    expect(sentenceOf({ ...anchored, typical_error: 1.24 }, NOW)).toMatch(/give or take 1\.$/);
    expect(
      sentenceOf(stateOf({ kind: "official", total: 47, official: { ...official, at: TODAY } }), NOW),
    ).toBe("47 of 100: LinkedIn's value, read today.");
    expect(sentenceOf(stateOf(), NOW)).toMatch(/12 of 100 points/);
  });
});

test("in Italian", () => {
  installChrome("it");
  const official = { ...OFFICIAL, at: FRIDAY };
  expect(sentenceOf(stateOf({ kind: "anchored", total: 48.2, official, typical_error: 1.24 }), NOW)).toBe(
    "Circa 48 su 100. LinkedIn: 47 il 20 novembre. Da allora è una stima (±1).",
  );
});

test.each([
  ["≈58", "~58"],
  ["≈8", "~8"],
  ["≈100", "~99"],
  ["100", "100"],
  ["58", "58"],
  ["…", "…"],
])("%s is %s on Firefox's badge", (text, narrow) => {
  expect(fittingText(text, true)).toBe(narrow);
  expect(fittingText(text, false)).toBe(text);
});
