import { expect, test, vi } from "vitest";
import { OFFICIAL, replyOf } from "../../test/samples";
import {
  ANA,
  ask,
  BEN,
  chrome,
  connections,
  host,
  keyOf,
  MISSING,
  read,
  settle,
  status,
  startAgreedEach,
} from "../../test/worker";

startAgreedEach();

test("deleting everything leaves nothing of the user in the browser", async () => {
  host.refuse(MISSING);
  await read({
    self: ANA,
    gauges: connections(268),
    visits: [{ signal: "profiles_viewed", subject: "/in/x" }],
  });
  const pillarNames = { brand: "Marke", people: "Personen", insights: "Einblicke", relationships: "関係" };
  await read({ page: "ssi", official: OFFICIAL, pillarNames });
  host.allow();
  const forgotten = ask({ type: "host", request: { type: "forget", all: true } });
  await settle();
  expect(await forgotten).toMatchObject({ ok: true });
  const kept = JSON.stringify([chrome.storage.local.values, chrome.storage.session.values]);
  for (const trace of ["ana", "268", "/in/x", "17.2", "Marke"]) expect(kept).not.toContain(trace);
  expect(await status()).toMatchObject({ agreed: true, waiting: 0, official: null, pages: {} });
  expect(host.observed).toEqual([]);
});

test("deleting one profile leaves the other", async () => {
  host.refuse(MISSING);
  await read({ self: ANA, gauges: connections(268) });
  await vi.advanceTimersByTimeAsync(1_000);
  await read({ status: "signed_out", page: "other" });
  await read({ self: BEN, gauges: connections(5) });
  host.allow();
  await ask({ type: "host", request: { type: "forget", profile: { key: "ACoAAana" } } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(JSON.stringify(chrome.storage.local.values)).not.toContain("ana");
  expect(host.observed.map(keyOf).filter(Boolean)).toEqual(["ACoAAben"]);
});

test("deleting one profile removes it from the list kept with another's state", async () => {
  await read({ self: BEN, gauges: connections(5) });
  const seen = {
    aliases: [],
    first_seen: "2026-11-23T12:00:00+01:00",
    last_seen: "2026-11-23T12:00:00+01:00",
  };
  const ben = { key: "ACoAAben", label: "ben" };
  host.answers["state"] = () => ({
    ok: true,
    ...replyOf({ kind: "estimate", total: 30, profile: ben }),
    profiles: [ben, { key: "ACoAAana", label: "ana" }].map((one) => ({ ...one, ...seen })),
  });
  await ask({ type: "host", request: { type: "state" } });
  expect((await status()).cached?.profiles).toHaveLength(2);
  host.answers["state"] = () => ({ ok: false, error: { code: "busy", message: "" } });
  await ask({ type: "host", request: { type: "forget", profile: { key: "ACoAAana" } } });
  expect(JSON.stringify(chrome.storage.local.values)).not.toContain("ana");
});

test("an account deleted on the command line leaves nothing of it in the browser", async () => {
  await read({ self: ANA, gauges: connections(268) });
  host.answers["state"] = () => ({
    ok: true,
    ...replyOf({ kind: "estimate", total: 30, profile: { key: "ACoAAana", label: "ana" } }),
  });
  await ask({ type: "host", request: { type: "state" } });
  await read({ page: "ssi", official: OFFICIAL });
  expect(JSON.stringify(chrome.storage.local.values)).toContain("ana");
  host.answers["state"] = () => ({ ok: false, error: { code: "unknown_profile", message: "" } });
  await ask({ type: "host", request: { type: "state" } });
  const kept = JSON.stringify([chrome.storage.local.values, chrome.storage.session.values]);
  for (const trace of ["ana", "17.2"]) expect(kept).not.toContain(trace);
});

test("counts that wait for an unknown account are kept", async () => {
  await read({ self: ANA, gauges: connections(268) });
  host.refuse(MISSING);
  await read({ self: ANA, gauges: connections(269) });
  host.allow();
  host.answers["state"] = () => ({ ok: false, error: { code: "unknown_profile", message: "" } });
  await ask({ type: "host", request: { type: "state" } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(host.observed.map(keyOf).at(-1)).toBe("ACoAAana");
});
