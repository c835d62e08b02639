import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EXTENSION_URL, installChrome, type FakeChrome } from "../../test/chrome";
import { FirstRun } from "./first-run";
import { localShelf, sessionShelf } from "../storage";

const WELCOME = `${EXTENSION_URL}welcome.html`;
const TAB = 7;
let chrome: FakeChrome;

/** A worker in the same run of the browser. */
const worker = (): FirstRun => new FirstRun(localShelf(), sessionShelf());

/** Restarts the browser: what lies in memory is lost. */
function restart(): FirstRun {
  chrome.storage.session.values = {};
  chrome.welcomeTabs = [];
  chrome.tabs.create.mockClear();
  return worker();
}

const opened = (): number => chrome.tabs.create.mock.calls.length;
const shown = (tab: number) =>
  ({ url: WELCOME, tab: { id: tab } }) as unknown as globalThis.chrome.runtime.MessageSender;

async function remove(firstRun: FirstRun, tab: number, windowClosing: boolean): Promise<void> {
  const done = firstRun.removed(tab, windowClosing);
  await vi.advanceTimersByTimeAsync(10_000);
  await done;
}

beforeEach(() => {
  vi.useFakeTimers();
  chrome = installChrome();
  chrome.tabs.create.mockResolvedValue({ id: TAB });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a browser that reports an installation at every start", () => {
  test("opens the page again until the user has decided", async () => {
    await worker().installed();
    expect(chrome.tabs.create).toHaveBeenCalledExactlyOnceWith({ url: WELCOME });
    await restart().installed();
    expect(opened()).toBe(1);
  });

  test("does not open it after consent, nor after consent was withdrawn", async () => {
    await worker().installed();
    await localShelf().set({ agreement: { agreed: true, since: "2026-11-23" } });
    await restart().installed();
    expect(opened()).toBe(0);
    await localShelf().set({ agreement: { agreed: false, since: "2026-11-23" } });
    await restart().installed();
    expect(opened()).toBe(0);
  });

  test("does not open it after its tab was closed, in another worker too", async () => {
    await worker().installed();
    await remove(worker(), TAB, false);
    await restart().installed();
    expect(opened()).toBe(0);
  });

  test("ignores another tab that closes", async () => {
    const firstRun = worker();
    await firstRun.installed();
    await remove(firstRun, TAB + 1, false);
    await restart().installed();
    expect(opened()).toBe(1);
  });

  test("ignores the browser's own end", async () => {
    const firstRun = worker();
    await firstRun.installed();
    chrome.windowCount = 0;
    await remove(firstRun, TAB, true);
    await restart().installed();
    expect(opened()).toBe(1);
  });

  test("counts a closed window as closing the page while another window stays", async () => {
    const firstRun = worker();
    await firstRun.installed();
    await remove(firstRun, TAB, true);
    await restart().installed();
    expect(opened()).toBe(0);
  });

  test("counts a page that the user opened or a session restored", async () => {
    const firstRun = worker();
    await firstRun.heard(shown(9));
    await firstRun.heard({ url: `${EXTENSION_URL}options.html` });
    chrome.welcomeTabs = [{ id: 9 }];
    await firstRun.installed();
    expect(opened()).toBe(0);
    await remove(firstRun, 9, false);
    await restart().installed();
    expect(opened()).toBe(0);
  });
});
