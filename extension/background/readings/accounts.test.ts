import { beforeEach, describe, expect, test, vi } from "vitest";
import { OFFICIAL, replyOf } from "../../test/samples";
import {
  agree,
  ANA,
  ask,
  BEN,
  chrome,
  connections,
  host,
  keyOf,
  MISSING,
  NOON,
  pagesOf,
  post,
  read,
  ready,
  silence,
  status,
  TAB,
  wake,
  startEach,
} from "../../test/worker";
import type { PageReading, Status } from "../../messages";
import type { ObserveRequest, Request } from "../../contract/protocol";

startEach();

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

  test("a clock that was a year ahead at a sign-out delays nothing after it is right again", async () => {
    const ahead = NOON + 365 * 86_400_000;
    vi.setSystemTime(ahead);
    await read({ self: ANA });
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ status: "signed_out", page: "other" });
    vi.setSystemTime(NOON);
    expect(await ready(NOON - 1)).toMatchObject({ known: null });
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ self: BEN, gauges: connections(5) });
    expect(await ready()).toMatchObject({ known: BEN });
    await read({ page: "ssi", official: OFFICIAL });
    expect(keyOf(host.observed.at(-1) as ObserveRequest)).toBe("ACoAAben");
    expect(await ready(ahead - 1)).toMatchObject({ known: null });
    expect(await ready(NOON - 1)).toMatchObject({ known: null });
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

  test("what waited for the last account does not replace the state shown", async () => {
    host.refuse(MISSING);
    await read({ self: ANA, gauges: connections(268) });
    await vi.advanceTimersByTimeAsync(1_000);
    await read({ status: "signed_out", page: "other" });
    await read({ self: BEN, gauges: connections(5) });
    const answer = (request: Request): Record<string, unknown> => {
      const key = "profile" in request ? request.profile?.key : undefined;
      return { ok: true, ...replyOf({ kind: "estimate", total: key === "ACoAAana" ? 70 : 30 }) };
    };
    host.answers["observe"] = answer;
    host.answers["state"] = answer;
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
