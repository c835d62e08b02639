import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../test/chrome";
import { signal, state } from "../test/states";
import { knownFromText } from "./known-from";

beforeEach(() => installChrome("en"));

describe("signals that become known by waiting", () => {
  it("are named once, with the last of the days", () => {
    const learning = (id: string, known_on: string) =>
      signal(id, { value: 2, learning: true, known_on, max: 4 });
    const waiting = state(
      { at: "2026-11-23T09:00:00+01:00" },
      {
        brand: [learning("posts", "2026-11-27")],
        people: [learning("people_searches", "2026-11-28"), signal("days_active", { value: 9, max: 6 })],
        insights: [learning("posts", "2026-11-27")],
      },
    );
    expect(knownFromText(waiting)).toBe("Known from Nov 28 on: Posts and People searches");
  });

  it("have a short date, so that the line is as long in September and at the turn of the year", () => {
    const posts = signal("posts", { value: 2, learning: true, known_on: "2027-01-02", max: 4 });
    const waiting = state({ at: "2026-12-28T09:00:00+01:00" }, { brand: [posts] });
    expect(knownFromText(waiting)).toBe("Known from Jan 2 on: Posts");
  });

  it("are absent where nothing waits, or an older program does not send them", () => {
    const older = signal("posts", { value: 2, learning: true, max: 4 });
    expect(knownFromText(state({}, { brand: [older] }))).toBeNull();
    expect(knownFromText(state())).toBeNull();
  });
});
