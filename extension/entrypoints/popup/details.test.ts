// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { installChrome } from "../../test/chrome";
import { signal, state, TODAY } from "../../test/states";
import { pillarDetails } from "./details";
import { figuresOfState } from "./figures";

beforeEach(() => void installChrome("en"));
afterEach(() => vi.unstubAllGlobals());

/** The text of each row for these signals of the fourth pillar. */
function rows(...signals: ReturnType<typeof signal>[]): string[] {
  const [, , , relationships] = figuresOfState(state({}, { relationships: signals })).pillars;
  if (!relationships) throw new Error("four pillars");
  return [...pillarDetails(relationships, TODAY).querySelectorAll("li")].map((row) => row.textContent ?? "");
}

it("a signal not seen leads to the page where it can be seen", () => {
  const [row] = rows(signal("messages_sent", { max: 2 }));
  expect(row).toContain("not seen");
});

it("a signal whose points have passed on asks for nothing", () => {
  const [row] = rows(signal("inmail_replies", { max: 0 }));
  expect(row).toContain("No InMail sent");
  expect(row).not.toContain("not seen");
});
