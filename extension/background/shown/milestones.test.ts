import { describe, expect, it } from "vitest";
import { state } from "../../test/states";
import { foundAfter } from "./milestones";

const KEY = "ACoAA1";
const reached = (...ids: string[]) =>
  state({ first_seen: "2026-10-01", milestones: ids.map((id) => ({ id, day: "2026-11-20" })) });

describe("milestones", () => {
  it("are no news when an account is new to this browser", () => {
    expect(foundAfter({}, reached("year"))).toEqual({ [KEY]: { year: "" } });
    expect(foundAfter({}, reached())).toEqual({ [KEY]: {} });
  });

  it("are news on the day on which they are found, and stay of that day", () => {
    const found = foundAfter({ [KEY]: { year: "" } }, reached("year", "total_50"));
    expect(found).toEqual({ [KEY]: { year: "", total_50: "2026-11-23" } });
    const later = { ...reached("year", "total_50"), at: "2026-11-24T09:00:00+01:00" };
    expect(foundAfter(found, later)).toBe(found);
  });

  it("are no news on the first day of the history", () => {
    const first = { ...reached("connections_500"), first_seen: "2026-11-23" };
    expect(foundAfter({ [KEY]: {} }, first)).toEqual({ [KEY]: { connections_500: "" } });
  });

  it("are kept by account", () => {
    const other = { ...reached("year"), profile: { key: "ACoAA2", label: "ugo-prova" } };
    expect(foundAfter({ [KEY]: {} }, other)).toEqual({ [KEY]: {}, ACoAA2: { year: "" } });
  });
});
