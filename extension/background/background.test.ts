import { RULES_VERSION } from "../reader/rules";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EXTENSION_ID, EXTENSION_URL, installChrome, type FakeChrome } from "../test/chrome";
import { FakeHost } from "../test/host";
import { OFFICIAL, readingOf, replyOf } from "../test/samples";
import type { PageMessage, PageReading, Self, Status } from "../messages";
import type { ObserveRequest } from "../contract/protocol";
import { Background } from "./background";

const MISSING = "Specified native messaging host not found.";
const EXITED = "Native host has exited.";
const ANA: Self = { memberId: "ACoAAana", vanity: "ana" };
const BEN: Self = { memberId: "ACoAAben", vanity: "ben" };
const NOON = new Date(2026, 10, 23, 12, 0, 0).getTime();

let chrome: FakeChrome;
let host: FakeHost;
let ids: number;

/** Starts a worker; only storage is left of an earlier one. */
function wake(browser = "chrome"): void {
  chrome.runtime.onMessage.listeners.length = 0;
  new Background({
    connect: () => host.connect(),
    lastError: () => host.words,
    now: () => new Date(),
    uuid: () => `uuid-${(ids += 1)}`,
    random: () => 0,
    browser,
  }).listen();
}

/** Runs all pending work to its end. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function post(message: unknown, sender: Record<string, unknown>): Promise<unknown> {
  const answer = new Promise((resolve) => {
    const heard = chrome.runtime.onMessage.fire(message, sender, resolve);
    if (!heard.includes(true)) resolve("nobody");
  });
  await settle();
  return answer;
}

const PAGE = { id: EXTENSION_ID, url: `${EXTENSION_URL}popup.html`, frameId: 0 };
const TAB = { id: EXTENSION_ID, url: "https://www.linkedin.com/feed/", frameId: 0, tab: { id: 1 } };

const ask = (message: PageMessage): Promise<unknown> => post(message, PAGE);
const status = async (): Promise<Status> => (await ask({ type: "status" })) as Status;
const agree = (): Promise<unknown> => ask({ type: "agree", agreed: true });

/** A page's reading, from a document opened just now unless `opened` is given. */
function read(
  changes: Partial<PageReading>,
  opened = Date.now(),
  sender: Record<string, unknown> = TAB,
): Promise<unknown> {
  return post({ type: "reading", opened, settled: false, acts: [], reading: readingOf(changes) }, sender);
}

/** A visit to a page that stayed silent for its whole time to fill. */
const silence = (changes: Partial<PageReading>): Promise<unknown> =>
  post({ type: "reading", opened: Date.now(), settled: true, acts: [], reading: readingOf(changes) }, TAB);

const ready = (opened = Date.now()): Promise<unknown> => post({ type: "ready", opened }, TAB);

const connections = (value: number): PageReading["gauges"] => [
  { signal: "connections", value, bound: "exact" },
];
const pagesOf = (observed: ObserveRequest[]): string[] => observed.map(({ page }) => page);
const keyOf = ({ profile }: ObserveRequest): string | undefined => profile?.key;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  chrome = installChrome();
  host = new FakeHost();
  ids = 0;
  wake();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("agreement and pause", () => {
  test("the welcome page opens on installation only", async () => {
    chrome.runtime.onInstalled.fire({ reason: "update" });
    await settle();
    expect(chrome.tabs.create).not.toHaveBeenCalled();
    chrome.runtime.onInstalled.fire({ reason: "install" });
    await settle();
    expect(chrome.tabs.create).toHaveBeenCalledWith({ url: `${EXTENSION_URL}welcome.html` });
  });

  test("nothing is stored before consent", async () => {
    expect(await ready()).toMatchObject({ read: false });
    expect(await read({ self: ANA, gauges: connections(268) })).toMatchObject({ read: false, taken: false });
    expect(host.connections).toBe(0);
    expect(JSON.stringify([chrome.storage.local.values, chrome.storage.session.values])).not.toContain("ana");
  });

  test("after consent open tabs are woken, and the day is stored", async () => {
    await agree();
    expect(chrome.woken).toEqual([{ type: "wake" }]);
    expect(await status()).toMatchObject({ agreed: true, since: "2026-11-23" });
    expect(await ready()).toEqual({ read: true, taken: false, known: null });
  });

  test("a pause stops reading; a sign-out during it cannot mix accounts", async () => {
    await agree();
    await read({ self: ANA, gauges: connections(268) });
    await ask({ type: "pause", paused: true });
    expect(await read({ self: BEN })).toMatchObject({ read: false, taken: false });
    expect(chrome.badge.text).toBe("II");
    await vi.advanceTimersByTimeAsync(1_000);
    await ask({ type: "pause", paused: false });
    await read({ page: "ssi", official: OFFICIAL });
    expect(pagesOf(host.observed)).toEqual(["own_profile", "signed_out", "ssi"]);
    expect(keyOf(host.observed[2] as ObserveRequest)).toBeUndefined();
  });
});

test("a user who asked for the archive is reminded once, a day later", async () => {
  const due = async (): Promise<boolean> => (await status()).archiveDue;
  expect(await due()).toBe(false);
  await ask({ type: "archive", step: "asked" });
  await vi.advanceTimersByTimeAsync(23 * 3_600_000);
  expect(await due()).toBe(false);
  wake();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(await due()).toBe(true);
  await ask({ type: "archive", step: "reminded" });
  await vi.advanceTimersByTimeAsync(48 * 3_600_000);
  expect(await due()).toBe(false);
  await ask({ type: "archive", step: "asked" });
  await ask({ type: "archive", step: "imported" });
  await vi.advanceTimersByTimeAsync(48 * 3_600_000);
  expect(await due()).toBe(false);
});

describe("accepted senders", () => {
  beforeEach(agree);

  test.each([
    ["another site", { ...TAB, url: "https://example.com/" }],
    ["a frame", { ...TAB, frameId: 2 }],
    ["another extension", { ...TAB, id: "b".repeat(32) }],
  ])("rejected: %s", async (_name, sender) => {
    expect(await read({ self: ANA, gauges: connections(1) }, NOON, sender)).toBe("nobody");
    expect(host.observed).toEqual([]);
  });

  test.each<PageMessage>([
    { type: "status" },
    { type: "agree", agreed: false },
    { type: "pause", paused: true },
    { type: "reconnect" },
    { type: "archive", step: "asked" },
    { type: "host", request: { type: "forget", all: true } },
  ])("a content script cannot send a page's message: $type", async (message) => {
    expect(await post(message, TAB)).toBe("nobody");
    expect(await status()).toMatchObject({ agreed: true, paused: false });
    expect(host.received.map(({ type }) => type)).not.toContain("forget");
  });

  test("a message of unknown shape is answered without an error", async () => {
    for (const message of [null, 1, "reading", {}, { type: "reading" }, { type: "reading", reading: 1 }]) {
      await post(message, TAB);
    }
    expect(host.observed).toEqual([]);
  });
});

describe("delivery", () => {
  beforeEach(agree);

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

  test("the hello names the browser profile and the first day of counting", async () => {
    await read({ self: ANA });
    expect(host.received[0]).toMatchObject({
      type: "hello",
      client: { name: "bussola", version: "0.1.0", browser: "chrome", since: "2026-11-23" },
    });
    const instance = (): unknown =>
      (host.received.findLast(({ type }) => type === "hello") as never)["client"]["instance"];
    const before = instance();
    wake();
    await read({ self: ANA, gauges: connections(1) });
    expect(instance()).toBe(before);
  });

  test("the host is greeted again when a page answers differently, and not when it answers the same", async () => {
    const hellos = (): unknown[] =>
      host.received.flatMap((request) => (request.type === "hello" ? [request["client"]] : []));
    const trace = [{ signal: "connections", anchor: "connections-link" }];
    await read({ self: ANA, gauges: connections(268), trace });
    await read({ gauges: connections(269), trace });
    expect(hellos()).toHaveLength(1);
    const missed = [...trace, { signal: "followers", anchor: null, reason: "two_candidates" }];
    await read({ gauges: connections(270), trace: missed });
    await vi.waitFor(() => expect(hellos()).toHaveLength(2));
    expect(hellos()[1]).toMatchObject({
      rules: RULES_VERSION,
      health: {
        own_profile: {
          misses: 0,
          found: { connections: "connections-link" },
          missed: { followers: "two_candidates" },
        },
      },
    });
  });

  test("a page that filled without a count is reported once and counts as read", async () => {
    await read({ self: ANA, gauges: connections(268) });
    await silence({ page: "skills" });
    await silence({ page: "skills" });
    await silence({ page: "network", status: "unknown_markup" });
    await settle();
    expect(host.observed.map(({ page, filled }) => [page, filled])).toEqual([
      ["own_profile", undefined],
      ["skills", true],
    ]);
    const { pages, health } = await status();
    expect(Object.keys(pages)).toEqual(["own_profile"]);
    expect(health.skills?.empty).toMatch(/^2026-11-23T12:00:00/);
    expect(health.network?.empty).toBeUndefined();
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

  test("a program that answered once is remembered across worker restarts and without data", async () => {
    await read({ self: ANA, gauges: connections(268) });
    expect(await status()).toMatchObject({ host: "connected", programSeen: true });
    chrome.storage.local.values["cached"] = null;
    host.refuse(MISSING);
    host.end(EXITED);
    wake();
    await ask({ type: "reconnect" });
    expect(await status()).toMatchObject({ host: "missing", programSeen: true, cached: null });
    expect(chrome.badge.title).toContain("not connected");
  });

  test.each(["win", "mac", "cros", "android", "openbsd"])(
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
    const told = chrome.sent.length;
    // An open page asks again on every change.
    await askBoth();
    expect(chrome.sent).toHaveLength(told);
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
});

describe("counting", () => {
  beforeEach(agree);

  test("an act counts once a day across worker restarts", async () => {
    const visits: PageReading["visits"] = [{ signal: "profiles_viewed", subject: "/in/somebody" }];
    await read({ page: "other_profile", self: ANA, visits });
    wake();
    await read({ page: "other_profile", self: ANA, visits });
    const events = host.observed.flatMap(({ events = [] }) => events);
    expect(events).toEqual([{ signal: "profiles_viewed", day: "2026-11-23", count: 1 }]);
    expect(JSON.stringify(chrome.storage.local.values)).not.toContain("somebody");
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    await read({ page: "other_profile", self: ANA, visits });
    expect(host.observed.at(-1)?.events).toEqual([
      { signal: "profiles_viewed", day: "2026-11-24", count: 1 },
    ]);
  });

  test("presence is reported once per day and profile, from the day of consent", async () => {
    const told = (): string[] =>
      host.observed.flatMap(({ profile, tallies }) =>
        tallies
          .filter(({ signal }) => signal === "days_active")
          .map(({ from, to }) => `${profile?.key} ${from} ${to}`),
      );
    await read({ self: ANA });
    await read({ self: ANA, gauges: connections(268) });
    expect(told()).toEqual(["ACoAAana 2026-11-23 2026-11-23"]);
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    await read({ self: ANA });
    expect(told().at(-1)).toBe("ACoAAana 2026-11-23 2026-11-24");
  });

  test("a loading or blocked page reports nothing", async () => {
    await read({ self: ANA, status: "loading", gauges: connections(1) });
    await read({ self: ANA, status: "blocked" });
    expect(host.observed).toEqual([]);
    expect((await status()).pages).toEqual({});
  });

  test("a page gets its tick when it gave something", async () => {
    await read({ page: "feed", self: ANA });
    expect((await status()).pages).toEqual({});
    await read({ page: "connections", self: ANA, gauges: connections(268) });
    expect(Object.keys((await status()).pages)).toEqual(["connections"]);
  });
});

describe("accounts", () => {
  beforeEach(agree);

  test("LinkedIn's number shows before its owner is known, and goes to the first account named", async () => {
    await read({ page: "ssi", official: OFFICIAL });
    expect(keyOf(host.observed[0] as ObserveRequest)).toBeUndefined();
    expect(chrome.badge.text).toBe("47");
    await read({ self: ANA });
    expect(keyOf(host.observed[1] as ObserveRequest)).toBe("ACoAAana");
    expect((await status()).official?.official.total).toBe(47);
  });

  test("LinkedIn's number stays when the member id becomes known after the name", async () => {
    await read({ page: "feed", self: { vanity: "ana" } });
    await read({ page: "ssi", official: OFFICIAL });
    await read({ self: ANA });
    expect((await status()).official?.official.total).toBe(47);
  });

  test("a sign-out is reported, and nothing of the last account shows for the next", async () => {
    await read({ self: ANA });
    await read({ page: "ssi", official: OFFICIAL });
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ status: "signed_out", page: "other" });
    expect(await status()).toMatchObject({ signedOut: true, official: null });
    expect(host.observed.at(-1)?.page).toBe("signed_out");
    await read({ status: "signed_out", page: "ssi" });
    expect(pagesOf(host.observed).filter((page) => page === "signed_out")).toHaveLength(1);
    await read({ self: BEN, gauges: connections(5) });
    expect(await status()).toMatchObject({ signedOut: false, official: null });
    expect(keyOf(host.observed.at(-1) as ObserveRequest)).toBe("ACoAAben");
  });

  test("a document learns its account, except one opened before the sign-out", async () => {
    await read({ self: ANA });
    expect(await ready()).toMatchObject({ known: ANA });
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ status: "signed_out", page: "other" });
    expect(await ready()).toMatchObject({ known: null });
    await read({ self: BEN });
    expect(await ready()).toMatchObject({ known: BEN });
    expect(await ready(NOON)).toMatchObject({ known: null });
  });

  test("LinkedIn's number without an owner is removed by a sign-out", async () => {
    await read({ page: "ssi", official: OFFICIAL });
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ status: "signed_out", page: "other" });
    await read({ self: BEN });
    expect((await status()).official).toBeNull();
  });

  test("after a switch without a sign-out the new account does not get what waits at the host", async () => {
    await read({ self: ANA });
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ self: BEN });
    expect(pagesOf(host.observed)).toEqual(["own_profile", "signed_out", "own_profile"]);
  });

  test("an answer about the last account does not replace the state shown", async () => {
    host.refuse(MISSING);
    await read({ self: ANA, gauges: connections(268) });
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ status: "signed_out", page: "other" });
    await read({ self: BEN, gauges: connections(5) });
    host.answers["observe"] = (request) => {
      const key = "profile" in request ? request.profile?.key : undefined;
      return { ok: true, ...replyOf({ kind: "estimate", total: key === "ACoAAana" ? 70 : 30 }) };
    };
    host.answers["state"] = () => ({ ok: false, error: { code: "busy", message: "" } });
    const cached: unknown[] = [];
    const set = chrome.storage.local.set.bind(chrome.storage.local);
    chrome.storage.local.set = (values) => {
      if (values["cached"]) cached.push((values["cached"] as { state: { total: number } }).state.total);
      return set(values);
    };
    host.allow();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(host.observed.map(keyOf)).toEqual(["ACoAAana", undefined, "ACoAAben"]);
    expect(cached).not.toContain(70);
    expect(cached.at(-1)).toBe(30);
  });
});

describe("a page that shows no SSI", () => {
  const NO: Partial<PageReading> = { page: "ssi", noAccess: true };
  const SINCE = "2026-11-23T12:00:00";
  const noAccess = async (): Promise<Status["noAccess"]> => (await status()).noAccess;

  beforeEach(agree);

  test("is stored with its first and last moment across worker restarts, and sent to the host", async () => {
    await read({ self: ANA });
    await silence(NO);
    const first = await noAccess();
    expect(first).toMatchObject({ key: "ACoAAana", since: expect.stringContaining(SINCE) as string });
    expect(first?.seen).toBe(first?.since);
    expect(host.observed.at(-1)).toMatchObject({ page: "ssi", no_access: true });
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    wake();
    await silence(NO);
    const second = await noAccess();
    expect(second?.since).toBe(first?.since);
    expect(second?.seen).toContain("2026-11-24T12:00:00");
  });

  test("ends with LinkedIn's number, and starts again after it", async () => {
    await read({ self: ANA });
    await silence(NO);
    await vi.advanceTimersByTimeAsync(3_600_000);
    await read({ page: "ssi", official: OFFICIAL });
    expect(await status()).toMatchObject({ noAccess: null, official: { official: { total: 47 } } });
    await vi.advanceTimersByTimeAsync(3_600_000);
    await silence(NO);
    const again = await noAccess();
    expect(again?.since).toContain("2026-11-23T14:00:00");
    expect((await status()).official?.official.total).toBe(47);
  });

  test("without an account goes to the first account named, and is dropped by a sign-out", async () => {
    await silence(NO);
    expect(await noAccess()).toMatchObject({ key: null });
    await read({ self: ANA });
    expect(await noAccess()).toMatchObject({ key: "ACoAAana" });
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ status: "signed_out", page: "other" });
    expect(await noAccess()).toBeNull();
    await read({ self: BEN });
    expect(await noAccess()).toBeNull();
    await silence(NO);
    expect(await noAccess()).toMatchObject({ key: "ACoAAben" });
  });

  test("is removed with the account's data", async () => {
    await read({ self: ANA });
    await silence(NO);
    await ask({ type: "host", request: { type: "forget", profile: { key: "ACoAAana" } } });
    expect(await noAccess()).toBeNull();
  });

  test("is not accepted from another page", async () => {
    await read({ self: ANA, noAccess: true });
    expect(await noAccess()).toBeNull();
    expect(host.observed.at(-1)).not.toHaveProperty("no_access");
  });
});

describe("questions from pages", () => {
  beforeEach(agree);

  test("a question that names no profile is about the user of this browser", async () => {
    await read({ self: ANA });
    await ask({ type: "host", request: { type: "state" } });
    expect(host.received.at(-1)).toMatchObject({ type: "state", profile: { key: "ACoAAana" } });
    await ask({ type: "host", request: { type: "state", profile: { key: "other" } } });
    expect(host.received.at(-1)).toMatchObject({ profile: { key: "other" } });
  });

  test("another profile's state, or a past one, does not reach the badge", async () => {
    await read({ self: ANA });
    host.answers["state"] = () => ({ ok: true, ...replyOf({ kind: "estimate", total: 70 }, "70") });
    await ask({ type: "host", request: { type: "state", profile: { key: "other" } } });
    await ask({ type: "host", request: { type: "state", at: "2026-11-16T12:00:00+01:00" } });
    expect(chrome.badge.text).toBe("…");
    await ask({ type: "host", request: { type: "state" } });
    expect(chrome.badge.text).toBe("≈70");
  });

  test("a state that differs only in its moment is not announced to open pages", async () => {
    await read({ self: ANA });
    await ask({ type: "host", request: { type: "state" } });
    const before = chrome.sent.length;
    let second = 0;
    host.answers["state"] = () => ({
      ok: true,
      ...replyOf({ at: `2026-11-23T12:00:0${(second += 1)}+01:00` }),
    });
    await ask({ type: "host", request: { type: "state" } });
    await ask({ type: "host", request: { type: "state" } });
    expect(chrome.sent.length).toBe(before);
  });

  test("a missing host is an answer too", async () => {
    host.refuse(MISSING);
    expect(await ask({ type: "host", request: { type: "profiles" } })).toEqual({
      ok: false,
      error: { code: "no_host", message: "missing" },
    });
  });

  test("deleting everything leaves nothing of the user in the browser", async () => {
    host.refuse(MISSING);
    await read({
      self: ANA,
      gauges: connections(268),
      visits: [{ signal: "profiles_viewed", subject: "/in/x" }],
    });
    await read({ page: "ssi", official: OFFICIAL });
    host.allow();
    const forgotten = ask({ type: "host", request: { type: "forget", all: true } });
    await settle();
    expect(await forgotten).toMatchObject({ ok: true });
    const kept = JSON.stringify([chrome.storage.local.values, chrome.storage.session.values]);
    for (const trace of ["ana", "268", "/in/x", "17.2"]) expect(kept).not.toContain(trace);
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
});

describe("health", () => {
  const gave: PageReading["trace"] = [{ signal: "connections", anchor: "rail-button" }];
  const none: PageReading["trace"] = [{ signal: "connections", anchor: null, reason: "no_anchor" }];
  const network = async (): Promise<unknown> => (await status()).health.network;

  beforeEach(agree);

  test("counts consecutive visits without a reading where there used to be one", async () => {
    await silence({ page: "network", status: "unknown_markup", trace: none });
    expect(await network()).toMatchObject({ misses: 0, trace: none });
    await read({ page: "network", gauges: connections(268), trace: gave });
    expect(await network()).toMatchObject({ misses: 0, trace: gave });
    await read({ page: "network", status: "unknown_markup", trace: none });
    expect(await network()).toMatchObject({ misses: 0, trace: gave });
    await silence({ page: "network", status: "unknown_markup", trace: none });
    await silence({ page: "network", status: "ok", trace: none });
    expect(await network()).toMatchObject({ misses: 2, trace: none });
    await read({ page: "network", gauges: connections(269), trace: gave });
    expect(await network()).toMatchObject({ misses: 0 });
  });

  test.each<Partial<PageReading>>([
    { status: "signed_out" },
    { status: "blocked" },
    { status: "loading" },
    { page: "messaging" },
  ])("a silence that says nothing about the markup does not count: %o", async (page) => {
    await read({ page: page.page ?? "network", gauges: connections(268) });
    await silence({ page: "network", ...page });
    const { health } = await status();
    expect(Object.values(health).map(({ misses }) => misses)).not.toContain(1);
  });

  test("keeps rule names only, and is removed with the data", async () => {
    const odd = [{ signal: "connections", anchor: "Mira Olsen" }] as PageReading["trace"];
    await read({ page: "network", self: ANA, gauges: connections(268), trace: [...gave, ...odd] });
    expect(await network()).toMatchObject({ trace: gave });
    await ask({ type: "host", request: { type: "forget", all: true } });
    expect((await status()).health).toEqual({});
  });
});

describe("InMail replies typed in by hand", () => {
  test("go to the host as typed, for the account shown", async () => {
    await agree();
    expect(await ask({ type: "typed", day: "2026-11-20", count: 2 })).toBe(false);
    await read({ self: ANA, gauges: connections(268) });
    expect(await ask({ type: "typed", day: "2026-11-20", count: 2 })).toBe(true);
    expect(host.observed.at(-1)).toMatchObject({
      profile: { key: "ACoAAana" },
      source: "typed",
      tallies: [
        { signal: "inmail_replies", from: "2026-11-20", to: "2026-11-20", days: { "2026-11-20": 2 } },
      ],
    });
    expect(await ask({ type: "typed", day: "2026-11-24", count: 2 })).toBe(false);
  });
});

describe("acts as they happen", () => {
  test("reach the host as events of the day and are undone; a second tab adds nothing", async () => {
    await agree();
    await read({ self: ANA });
    const act = (on: boolean, tab: number): Promise<unknown> =>
      post(
        {
          type: "reading",
          opened: Date.now(),
          settled: false,
          acts: [{ signal: "reactions", subject: "post:1", on, day: "2026-11-23" }],
          reading: readingOf({ page: "feed" }),
        },
        { ...TAB, tab: { id: tab } },
      );
    await act(true, 1);
    expect(host.observed.at(-1)?.events).toEqual([{ signal: "reactions", day: "2026-11-23", count: 1 }]);
    const told = host.observed.length;
    await act(true, 2);
    expect(host.observed).toHaveLength(told);
    await act(false, 2);
    expect(host.observed.at(-1)?.events).toEqual([{ signal: "reactions", day: "2026-11-23", count: -1 }]);
    expect(JSON.stringify([chrome.storage.local.values, host.received])).not.toContain("post:1");
  });
});

describe("Firefox tabs in different containers", () => {
  const inTab = (id: number) => ({ ...TAB, tab: { id } });

  beforeEach(async () => {
    wake("firefox");
    await agree();
  });

  test("LinkedIn's number from an unnamed tab belongs to another account until the tab names its user", async () => {
    await read({ self: ANA, gauges: connections(268) }, Date.now(), inTab(1));
    await read({ page: "ssi", official: OFFICIAL }, Date.now(), inTab(2));
    expect(pagesOf(host.observed)).toEqual(["own_profile"]);
    expect((await status()).official).toBeNull();
    // Held readings outlive the worker and keep their moment.
    wake("firefox");
    await vi.advanceTimersByTimeAsync(60_000);
    await read({ self: BEN, page: "feed", gauges: connections(12) }, Date.now(), inTab(2));
    const ssi = host.observed.find(({ page }) => page === "ssi") as ObserveRequest;
    expect(keyOf(ssi)).toBe("ACoAAben");
    expect(Date.parse(ssi.at)).toBe(NOON);
  });

  test("a single user who opens the SSI page first loses nothing", async () => {
    await read({ page: "ssi", official: OFFICIAL }, Date.now(), inTab(1));
    await read({ page: "ssi", official: OFFICIAL }, Date.now(), inTab(1));
    expect(host.observed.map(({ profile }) => profile)).toEqual([undefined, undefined]);
    const before = await status();
    expect([before.official?.official, Object.keys(before.pages)]).toEqual([OFFICIAL, ["ssi"]]);
    // A user named by another tab does not get it.
    await read({ self: BEN, page: "feed" }, Date.now(), inTab(2));
    expect((await status()).official).toBeNull();
    expect(pagesOf(host.observed).slice(-2)).toEqual(["signed_out", "feed"]);
    await read({ self: ANA, page: "feed" }, Date.now(), inTab(1));
    expect(host.observed.map((one) => [one.page, keyOf(one)]).slice(-2)).toEqual([
      ["feed", "ACoAAana"],
      ["ssi", "ACoAAana"],
    ]);
    expect((await status()).official).not.toBeNull();
  });

  test("held readings are stored once a tab of their container names the user", async () => {
    const meet = (tab: number, beside: number[]) =>
      post({ type: "ready", opened: Date.now(), beside }, inTab(tab));
    const first = await post({ type: "ready", opened: Date.now() }, inTab(1));
    expect(first).toMatchObject({ read: true, siblings: { tab: 1 } });
    await read({ page: "ssi", official: OFFICIAL }, Date.now(), inTab(1));
    await read({ self: BEN, page: "feed" }, Date.now(), inTab(3));
    expect(await meet(2, [1])).toMatchObject({ known: null });
    expect(pagesOf(host.observed)).toEqual(["ssi", "signed_out", "feed"]);
    await read({ self: ANA, page: "own_profile" }, Date.now(), inTab(2));
    expect(host.observed.map((one) => [one.page, keyOf(one)]).slice(-2)).toEqual([
      ["own_profile", "ACoAAana"],
      ["ssi", "ACoAAana"],
    ]);
    // A tab opened later learns the user at once, as does a tab with held readings.
    await read({ page: "network", gauges: connections(268) }, Date.now(), inTab(4));
    expect(await meet(4, [2])).toMatchObject({ known: ANA });
    expect(keyOf(host.observed.at(-1) as ObserveRequest)).toBe("ACoAAana");
    expect(host.observed.at(-1)?.page).toBe("network");
  });

  test("a sign-out drops held readings", async () => {
    await read({ page: "ssi", official: OFFICIAL }, Date.now(), inTab(1));
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ page: "other", status: "signed_out" }, Date.now(), inTab(1));
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ self: ANA, page: "feed" }, Date.now(), inTab(1));
    expect(pagesOf(host.observed)).toEqual(["ssi", "signed_out", "feed"]);
  });

  test("readings that wait at the host go once, to the user whom their tab names", async () => {
    await read({ page: "ssi", official: OFFICIAL }, Date.now(), inTab(1));
    await read({ self: ANA, page: "feed" }, Date.now(), inTab(1));
    expect(host.observed.map((one) => [one.page, one.profile?.key])).toEqual([
      ["ssi", undefined],
      ["feed", "ACoAAana"],
    ]);
    expect((await status()).official?.official).toEqual(OFFICIAL);
  });
});
