import { expect, test, vi } from "vitest";
import { OFFICIAL, replyOf } from "../../test/samples";
import {
  ANA,
  ask,
  chrome,
  connections,
  EXITED,
  host,
  MISSING,
  pagesOf,
  read,
  settle,
  status,
  wake,
  startAgreedEach,
} from "../../test/worker";
import { why } from "../../test/whys";
import type { ObserveRequest } from "../../contract/protocol";

startAgreedEach();

test("a reading becomes an observation and is removed once acknowledged", async () => {
  await read({ self: ANA, gauges: connections(268) });
  expect(host.observed).toHaveLength(1);
  expect(host.observed[0]).toMatchObject({
    request: expect.stringMatching(/^uuid-/) as string,
    profile: { key: "ACoAAana", aliases: ["ana"] },
    page: "own_profile",
    source: "page",
    lang: "en",
    gauges: connections(268),
    tallies: [{ signal: "days_active", from: "2026-11-23", to: "2026-11-23", days: { "2026-11-23": 1 } }],
  });
  expect(host.observed[0]?.at).toMatch(/^2026-11-23T12:00:00[+-]\d\d:\d\d$/);
  expect((await status()).waiting).toBe(0);
});

test("the state stored after a delivery has all that the popup shows", async () => {
  const counts = [{ signal: "posts", value: 8, bound: "exact" as const, sources: [] }];
  host.answers["state"] = (request) => ({
    ok: true,
    ...replyOf("with" in request && request.with?.includes("counts") ? { counts, today: [] } : {}),
    ...("with" in request && request.with?.includes("profiles") ? { why: why([]), profiles: [] } : {}),
  });
  await read({ self: ANA, gauges: connections(268) });
  const { cached } = await status();
  expect(cached?.state).toMatchObject({ counts, today: [] });
  expect(cached).toMatchObject({ why: why([]), profiles: [] });
  expect(host.received.at(-1)).toMatchObject({ type: "state", profile: { key: "ACoAAana" } });
});

test("an observation that comes while the state is asked for is sent", async () => {
  const { state } = host.answers;
  host.answers["state"] = () => null;
  await read({ self: ANA, gauges: connections(268) });
  await read({ self: ANA, gauges: connections(269) });
  expect(host.observed).toHaveLength(1);
  host.say({ id: host.idOf("state"), type: "state", ...state?.({ type: "state", id: 0 }) });
  await settle();
  expect(host.observed).toHaveLength(2);
});

test("the names that LinkedIn's page gives the pillars are kept", async () => {
  const pillarNames = { brand: "Marke", people: "Personen", insights: "Einblicke", relationships: "関係" };
  await read({ page: "ssi", official: OFFICIAL, pillarNames });
  expect(await status()).toMatchObject({ pillarNames });
  await read({ page: "ssi", official: OFFICIAL });
  expect(await status()).toMatchObject({ pillarNames });
  expect(JSON.stringify(host.observed)).not.toContain("Marke");
});

test("without a host everything waits across worker restarts and arrives in order", async () => {
  host.refuse(MISSING);
  await read({ self: ANA, gauges: connections(268) });
  await read({ page: "ssi", official: OFFICIAL });
  expect(await status()).toMatchObject({ host: "missing", waiting: 2, official: { official: OFFICIAL } });
  expect(chrome.badge).toMatchObject({
    text: "47",
    title: expect.stringContaining("program is missing") as string,
  });
  wake();
  host.allow();
  await ask({ type: "reconnect" });
  await settle();
  expect(pagesOf(host.observed)).toEqual(["own_profile", "ssi"]);
  expect(await status()).toMatchObject({ host: "connected", hostVersion: "0.1.0", waiting: 0 });
});

test.each(["mac", "cros", "android", "openbsd"])(
  "on %s nothing is queued for a program that cannot run, and LinkedIn's number shows",
  async (os) => {
    chrome.os = os;
    host.refuse(MISSING);
    await read({ self: ANA, gauges: connections(268) });
    await read({ self: ANA, page: "ssi", official: OFFICIAL });
    expect(await status()).toMatchObject({ waiting: 0, official: { official: OFFICIAL } });
    expect(chrome.badge.text).toBe("47");
    expect(chrome.badge.title).toBe("47 of 100: LinkedIn's value, read today.");
    // A user may have built the program for this system.
    host.allow();
    await ask({ type: "reconnect" });
    await read({ self: ANA, gauges: connections(269) });
    expect(pagesOf(host.observed)).toEqual(["own_profile"]);
  },
);

test("a request that the host did not answer before it ended is sent again with the same id", async () => {
  const { observe } = host.answers;
  host.answers["observe"] = () => null;
  await read({ self: ANA, gauges: connections(268) });
  host.end(EXITED);
  await settle();
  expect(await status()).toMatchObject({ host: "crashed", waiting: 1 });
  host.answers["observe"] = observe as never;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(host.observed).toHaveLength(2);
  expect({ ...host.observed[1], id: 0 }).toEqual({ ...host.observed[0], id: 0 });
  expect(await status()).toMatchObject({ host: "connected", waiting: 0 });
});

test("an observation that always ends the host is kept for a day, then no longer blocks others", async () => {
  const { observe } = host.answers;
  const broken = (): null => {
    queueMicrotask(() => host.end(EXITED));
    return null;
  };
  host.answers["observe"] = broken;
  await read({ self: ANA, gauges: connections(268) });
  await read({ page: "ssi", official: OFFICIAL });
  const attempts = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      await vi.advanceTimersByTimeAsync(5 * 60_000);
      await ask({ type: "reconnect" });
      await settle();
    }
  };
  await attempts(40);
  expect(await status()).toMatchObject({ waiting: 2, refused: null });
  vi.setSystemTime(Date.now() + 24 * 3600_000);
  host.answers["observe"] = (request) =>
    (request as ObserveRequest).page === "ssi" ? (observe?.(request) ?? null) : broken();
  await attempts(2);
  expect(await status()).toMatchObject({ waiting: 0, refused: { count: 1, last: { code: "internal" } } });
  expect(host.observed.at(-1)?.page).toBe("ssi");
});

test("a signal that the host does not know yet does not cost the others", async () => {
  const { observe } = host.answers;
  const gauges = [...connections(268), { signal: "skills", value: 9, bound: "exact" as const }];
  host.answers["observe"] = (request) => {
    const at = (request as ObserveRequest).gauges.findIndex(({ signal }) => signal === "skills");
    const error = { code: "unknown_signal", message: "", field: `gauges[${String(at)}].signal` };
    return at < 0 ? (observe?.(request) ?? null) : { ok: false, error };
  };
  await read({ self: ANA, gauges });
  expect(host.observed.at(-1)?.gauges).toEqual(connections(268));
  expect(new Set(host.observed.map(({ request }) => request)).size).toBe(1);
  expect(await status()).toMatchObject({
    waiting: 0,
    refused: { count: 1, last: { code: "unknown_signal" } },
  });
});

test("attempts become rarer while the host is away", async () => {
  host.refuse(MISSING);
  await read({ self: ANA, gauges: connections(268) });
  const before = host.connections;
  await vi.advanceTimersByTimeAsync(7_000);
  expect(host.connections - before).toBe(3);
  await read({ self: ANA, gauges: connections(269) });
  expect(host.connections - before).toBe(3);
});

test.each(["storage", "busy", "newer_schema"])("%s: kept, shown and retried", async (code) => {
  const { observe } = host.answers;
  host.answers["observe"] = () => ({ ok: false, error: { code, message: "" } });
  await read({ self: ANA, gauges: connections(268) });
  expect(await status()).toMatchObject({ waiting: 1, error: { code } });
  host.answers["observe"] = observe as never;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await status()).toMatchObject({ waiting: 0, error: null });
});

test("a failing store is shown though nothing waits, until it answers again", async () => {
  const { state } = host.answers;
  const error = { code: "storage", message: "", field: "damaged" };
  host.answers["state"] = () => ({ ok: false, error });
  await ask({ type: "reconnect" });
  await settle();
  expect(await status()).toMatchObject({ waiting: 0, error });
  host.answers["state"] = state as never;
  await ask({ type: "reconnect" });
  await settle();
  expect(await status()).toMatchObject({ error: null });
});

test("a failing question beside a good one does not make open pages ask forever", async () => {
  const error = { code: "internal", message: "" };
  const askBoth = async (): Promise<void> => {
    await ask({ type: "host", request: { type: "profiles" } });
    await ask({ type: "host", request: { type: "state" } });
  };
  const { profiles } = host.answers;
  host.answers["profiles"] = () => ({ ok: false, error });
  await askBoth();
  const sent = chrome.sent.length;
  // An open page asks again on every change.
  await askBoth();
  expect(chrome.sent).toHaveLength(sent);
  expect(await status()).toMatchObject({ error });
  host.answers["profiles"] = profiles as never;
  await askBoth();
  expect(await status()).toMatchObject({ error: null });
});

test("an observation that the host rejects for good is removed, counted, and blocks nothing", async () => {
  host.answers["observe"] = ({ id }) =>
    id === 2
      ? { ok: false, error: { code: "out_of_range", message: "", field: "gauges" } }
      : { ok: true, ...replyOf({}) };
  await read({ self: ANA, gauges: connections(268) });
  await read({ self: ANA, gauges: connections(269) });
  expect(await status()).toMatchObject({
    waiting: 0,
    error: null,
    refused: { count: 1, last: { code: "out_of_range", field: "gauges" } },
  });
  expect(host.observed).toHaveLength(2);
});
