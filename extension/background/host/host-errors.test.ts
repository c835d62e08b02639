import { describe, expect, test } from "vitest";
import { delayAfter } from "./backoff";
import type { ObserveRequest } from "../../contract/protocol";
import { failureOf, dispositionOf, withoutRefused } from "./host-errors";

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
])("the browser's message %j means %s", (words, failure) => {
  expect(failureOf(words)).toBe(failure);
});

describe("error codes of the host", () => {
  test.each(["storage", "busy", "newer_schema", "internal"])("%s is retried", (code) => {
    expect(dispositionOf(code)).toBe("retry");
  });

  test.each(["bad_request", "unknown_signal", "unknown_type", "out_of_range", "bad_json", "too_large"])(
    "%s never succeeds",
    (code) => {
      expect(dispositionOf(code)).toBe("refused");
    },
  );

  test("an unknown code of a later host loses nothing", () => {
    expect(dispositionOf("on_holiday")).toBe("retry");
    expect(dispositionOf("constructor")).toBe("retry");
  });
});

describe("an item that the host rejects", () => {
  const request: ObserveRequest = {
    type: "observe",
    request: "uuid-1",
    page: "own_profile",
    lang: "en",
    at: "2026-11-23T12:00:00+01:00",
    gauges: [
      { signal: "connections", value: 268, bound: "exact" },
      { signal: "of_a_later_host", value: 1, bound: "exact" },
    ],
    tallies: [],
    events: [{ signal: "people_searches", day: "2026-11-23", count: 1 }],
  };
  const refused = (field?: string, from = request): ObserveRequest | null =>
    withoutRefused(from, { code: "unknown_signal", message: "", ...(field !== undefined ? { field } : {}) });

  test("is removed, and the others stay", () => {
    expect(refused("gauges[1].signal")).toEqual({ ...request, gauges: request.gauges.slice(0, 1) });
    expect(refused("events[0].count")).toEqual({ ...request, events: [] });
  });

  test.each([undefined, "at", "gauges", "gauges[2].signal", "tallies[0].days.2026-11-23", "official.total"])(
    "%s names none: the whole observation is rejected",
    (field) => {
      expect(refused(field)).toBeNull();
    },
  );

  test("takes the observation with it when it was the last", () => {
    const only = { ...request, gauges: [], events: request.events ?? [] };
    expect(refused("events[0].signal", only)).toBeNull();
  });
});

describe("delay between attempts", () => {
  test("doubles from one second to five minutes", () => {
    const waits = Array.from({ length: 12 }, (_, failures) => delayAfter(failures + 1, 0));
    expect(waits.slice(0, 5)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(waits.at(-1)).toBe(300_000);
  });

  test("is up to a quarter shorter", () => {
    expect(delayAfter(1, 1)).toBe(750);
    expect(delayAfter(40, 0.5)).toBe(262_500);
  });
});
