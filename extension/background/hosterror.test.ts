import { describe, expect, test } from "vitest";
import { delayAfter } from "./backoff";
import { failureOf, fateOf } from "./hosterror";

test.each([
  ["Specified native messaging host not found.", "missing"],
  ["Failed to start native messaging host.", "missing"],
  ["Access to the specified native messaging host is forbidden.", "forbidden"],
  ["Native host has exited.", "crashed"],
  ["Error when communicating with the native messaging host.", "crashed"],
  ["No such native application org.bussola.host", "missing"],
  ["This extension does not have permission to use native application org.bussola.host", "forbidden"],
  ["An unexpected error occurred", "crashed"],
  [undefined, "crashed"],
])("the browser's words %j mean %s", (words, failure) => {
  expect(failureOf(words)).toBe(failure);
});

describe("the host's codes", () => {
  test.each(["storage", "busy", "newer_schema", "internal"])("%s is tried again", (code) => {
    expect(fateOf(code)).toBe("retry");
  });

  test.each(["bad_request", "unknown_signal", "unknown_type", "out_of_range", "bad_json", "too_large"])(
    "%s never succeeds",
    (code) => {
      expect(fateOf(code)).toBe("refused");
    },
  );

  test("a code of a later host's loses nothing", () => {
    expect(fateOf("on_holiday")).toBe("retry");
    expect(fateOf("constructor")).toBe("retry");
  });
});

describe("waiting between attempts", () => {
  test("doubles from one second to five minutes", () => {
    const waits = Array.from({ length: 12 }, (_, failures) => delayAfter(failures + 1, 0));
    expect(waits.slice(0, 5)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(waits.at(-1)).toBe(300_000);
  });

  test("is spread, up to a quarter shorter", () => {
    expect(delayAfter(1, 1)).toBe(750);
    expect(delayAfter(40, 0.5)).toBe(262_500);
  });
});
