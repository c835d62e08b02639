// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, test, vi } from "vitest";
import { installChrome } from "../../test/chrome";
import { status } from "../../test/states";
import { noticeLine, stateScreen } from "./states";

beforeEach(() => void installChrome("en"));
afterEach(() => vi.unstubAllGlobals());

const storage = (field?: string) => ({
  error: { code: "storage" as const, message: "the host's own words", ...(field ? { field } : {}) },
});

test.each([
  ["damaged", /damaged/, "bussola recover"],
  ["foreign", /another program/, "bussola recover"],
  ["denied", /may not write/, "bussola doctor"],
  ["blocked", /in the place/, "bussola doctor"],
  ["full", /disk is full/, undefined],
  ["read_only", /only be read/, undefined],
  ["no_home", /without a home/, undefined],
  ["a reason of later", /could not write/, undefined],
  ["constructor", /could not write/, undefined],
  [undefined, /could not write/, undefined],
])("a store that fails (%s) says so and what to do", (field, words, command) => {
  for (const shown of [
    stateScreen("error", status(storage(field))),
    noticeLine("error", status(storage(field)), true),
  ]) {
    expect(shown.textContent).toMatch(words);
    expect(shown.querySelector("code")?.textContent).toBe(command);
    expect(shown.querySelector("button.main")?.textContent).toBe("Try again");
  }
});

it("an error that no catalogue words is told as the host does", () => {
  const later = { error: { code: "on_holiday" as never, message: "Back on Monday." } };
  expect(stateScreen("error", status(later)).textContent).toContain("Back on Monday.");
});
