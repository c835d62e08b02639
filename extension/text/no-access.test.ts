import { describe, expect, it } from "vitest";
import { state, status } from "../test/states";
import { lastReading, noAccessOf } from "./no-access";
import type { NoAccess, Official } from "../contract/protocol";

const MORNING = "2026-11-20T08:00:00+01:00";
const NOON = "2026-11-20T12:00:00+01:00";
const EVENING = "2026-11-20T20:00:00+01:00";

const seen = (since: string, last = since): NoAccess => ({ since, seen: last });
const official: Official = {
  total: 57,
  pillars: { brand: 18.4, people: 9.5, insights: 11.4, relationships: 17.7 },
};

describe("noAccessOf", () => {
  it("takes what the browser saw, or what the host sent", () => {
    const own = { key: null, ...seen(NOON) };
    expect(noAccessOf(status({ noAccess: own }), null)).toEqual(seen(NOON));
    expect(noAccessOf(status(), { ...state(), official: null, no_access: seen(NOON) })).toEqual(seen(NOON));
    expect(noAccessOf(null, null)).toBeNull();
  });

  it("prefers the newer of both", () => {
    const own = { key: null, ...seen(MORNING, EVENING) };
    const refused = { ...state(), official: null, no_access: seen(MORNING, NOON) };
    expect(noAccessOf(status({ noAccess: own }), refused)?.seen).toBe(EVENING);
  });

  it("ends with a later reading, in the browser or in the host", () => {
    const own = { key: null, ...seen(NOON) };
    expect(noAccessOf(status({ noAccess: own, official: { at: EVENING, official } }), null)).toBeNull();
    const reading = { ...official, at: EVENING };
    expect(noAccessOf(status({ noAccess: own }), { ...state(), official: reading })).toBeNull();
    const earlier = { ...official, at: MORNING };
    expect(noAccessOf(status({ noAccess: own }), { ...state(), official: earlier })).toEqual(seen(NOON));
  });

  it("ignores another profile", () => {
    const other = { key: "somebody-else", ...seen(NOON) };
    const mine = { ...state(), official: null, profile: { key: "me", label: "Me" } };
    expect(noAccessOf(status({ noAccess: other }), mine)).toBeNull();
  });
});

describe("lastReading", () => {
  it("is the host's, else the browser's", () => {
    const read = { ...official, at: MORNING };
    expect(lastReading(status(), { ...state(), official: read })).toEqual(read);
    expect(lastReading(status({ official: { at: NOON, official } }), null)?.at).toBe(NOON);
    expect(lastReading(status(), null)).toBeNull();
  });
});
