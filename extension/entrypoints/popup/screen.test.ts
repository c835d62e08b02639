import { describe, expect, it } from "vitest";
import { newerOfficial, saysSomething } from "../../messages/newest";
import { noticeOf, screenOf } from "./screen";
import { reading, signal, state, status } from "../../test/states";

const empty = state(
  { kind: "learning", total: null, official: null, week_delta: null },
  { brand: [signal("photo")], people: [], insights: [], relationships: [] },
);

describe("screenOf", () => {
  it.each([
    ["agree", { agreed: false, host: "missing" as const }],
    ["paused", { paused: true }],
    ["permission", { permitted: false }],
    ["host_lost", { host: "missing" as const }],
    ["host_missing", { host: "missing" as const, programSeen: false }],
    ["unsupported", { host: "missing" as const, system: "mac" }],
    ["unsupported", { host: "unknown" as const, system: "mac" }],
    ["unsupported", { host: "forbidden" as const, system: "cros" }],
    ["signed_out", { host: "missing" as const, system: "mac", signedOut: true }],
    ["nothing", { system: "openbsd" }],
    ["host_forbidden", { host: "forbidden" as const }],
    ["host_outdated", { host: "outdated" as const }],
    ["host_ahead", { host: "ahead" as const }],
    ["host_crashed", { host: "crashed" as const }],
    ["error", { error: { code: "newer_schema" as const, message: "" } }],
    ["signed_out", { signedOut: true }],
    ["reading", { waiting: 2 }],
    ["nothing", {}],
  ])("shows %s while there is no number", (screen, given) => {
    expect(screenOf(status(given), null)).toBe(screen);
    if (screen !== "agree") expect(screenOf(status(given), empty)).toBe(screen);
  });

  it("shows a number whatever prevents the next one", () => {
    for (const given of [{ paused: true }, { host: "missing" as const }, { signedOut: true }]) {
      expect(screenOf(status(given), state())).toBe("number");
    }
  });

  it("shows LinkedIn's own number without a host", () => {
    const official = { at: "2026-11-23T09:00:00+01:00", official: reading("2026-11-23") };
    expect(screenOf(status({ host: "missing", official }), null)).toBe("number");
  });

  it("shows nothing that was stored once consent is withdrawn", () => {
    expect(screenOf(status({ agreed: false }), state())).toBe("agree");
  });
});

describe("noticeOf", () => {
  it("is empty when all is well", () => {
    expect(noticeOf(status())).toBeNull();
  });

  it("names the gravest obstacle first", () => {
    expect(noticeOf(status({ host: "missing", waiting: 3, signedOut: true }))).toBe("host_lost");
  });

  it("reports what was refused and what waits", () => {
    const last = { code: "out_of_range" as const, message: "" };
    expect(noticeOf(status({ refused: { count: 1, last } }))).toBe("refused");
    expect(noticeOf(status({ waiting: 3 }))).toBe("waiting");
    const network = { visit: "2026-11-23T09:00:00+01:00", misses: 3, trace: [] };
    expect(noticeOf(status({ health: { network } }))).toBe("changed");
    expect(noticeOf(status({ health: { network: { ...network, misses: 2 } } }))).toBeNull();
    expect(noticeOf(status({ archiveDue: true }))).toBe("archive");
    expect(noticeOf(status({ archiveDue: true, waiting: 3 }))).toBe("waiting");
  });
});

describe("newerOfficial", () => {
  const now = { at: "2026-11-23T10:00:00+01:00", official: reading("2026-11-23") };

  it("prefers the host's state once it is newer", () => {
    expect(newerOfficial(status({ official: now }), state())).toBeNull();
  });

  it("takes LinkedIn's number that the host does not have yet", () => {
    expect(newerOfficial(status({ official: now, host: "crashed" }), state())).toBe(now);
    expect(newerOfficial(status({ official: now, waiting: 1 }), state())).toBe(now);
    expect(newerOfficial(status({ official: now }), null)).toBe(now);
  });

  it("does not go back to an older reading", () => {
    const old = { ...now, at: "2026-11-20T10:00:00+01:00" };
    expect(newerOfficial(status({ official: old, host: "missing" }), state())).toBeNull();
  });
});

describe("saysSomething", () => {
  it("distinguishes an empty state from one with a value", () => {
    expect(saysSomething(null)).toBe(false);
    expect(saysSomething(empty)).toBe(false);
    expect(saysSomething({ ...empty, pillars: state().pillars })).toBe(true);
  });
});
