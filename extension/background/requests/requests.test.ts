import { describe, expect, test, vi } from "vitest";
import { EXTENSION_URL } from "../../test/chrome";
import { OFFICIAL } from "../../test/samples";
import {
  agree,
  ANA,
  ask,
  BEN,
  chrome,
  connections,
  host,
  keyOf,
  pagesOf,
  read,
  ready,
  settle,
  status,
  wake,
  startEach,
} from "../../test/worker";
import type { ObserveRequest } from "../../contract/protocol";

startEach();

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
