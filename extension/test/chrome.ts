/** A fake of the parts of `chrome` that the extension uses, for unit tests. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { vi } from "vitest";

type Values = Record<string, unknown>;

/** A storage area that copies values in and out, as the real one does. */
export class FakeArea {
  values: Values = {};

  get(keys: string[] | null): Promise<Values> {
    const entries = Object.entries(this.values).filter(([key]) => keys === null || keys.includes(key));
    return Promise.resolve(structuredClone(Object.fromEntries(entries)));
  }

  set(values: Values): Promise<void> {
    Object.assign(this.values, structuredClone(values));
    return Promise.resolve();
  }

  remove(keys: string | string[]): Promise<void> {
    for (const key of [keys].flat()) delete this.values[key];
    return Promise.resolve();
  }

  setAccessLevel(): Promise<void> {
    return Promise.resolve();
  }
}

/** An event that a test can fire. */
export class FakeEvent<A extends unknown[]> {
  readonly listeners: ((...args: A) => unknown)[] = [];

  addListener(listener: (...args: A) => unknown): void {
    this.listeners.push(listener);
  }

  fire(...args: A): unknown[] {
    return this.listeners.map((listener) => listener(...args));
  }
}

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/** `chrome.i18n.getMessage` over the real catalogue. */
function catalogue(language: string): (key: string, values?: string[]) => string {
  const file = resolve(import.meta.dirname, `../_locales/${language}/messages.json`);
  const messages = JSON.parse(readFileSync(file, "utf8")) as Record<string, Message>;
  return (key, values = []) => {
    const found = messages[key];
    if (found === undefined) return "";
    return found.message.replace(/\$([A-Z_]+)\$/g, (_all, name: string) => {
      const content = found.placeholders?.[name.toLowerCase()]?.content ?? "";
      return values[Number(content.slice(1)) - 1] ?? "";
    });
  };
}

export const EXTENSION_ID = "a".repeat(32);
export const EXTENSION_URL = `chrome-extension://${EXTENSION_ID}/`;

export interface FakeBadge {
  text: string;
  color: string;
  textColor: string;
  title: string;
}

/** Installs a fresh fake as the global `chrome`. */
export function installChrome(language = "en") {
  const badge: FakeBadge = { text: "", color: "", textColor: "", title: "" };
  const sent: unknown[] = [];
  const woken: unknown[] = [];
  const fake = {
    badge,
    /** Messages to extension pages, and to content scripts. */
    sent,
    woken,
    permitted: true,
    /** The operating system that the browser reports. */
    os: "linux",
    /** Open windows. */
    windowCount: 1,
    /** Tabs on the welcome page. */
    welcomeTabs: [] as { id: number }[],
    runtime: {
      id: EXTENSION_ID,
      onMessage: new FakeEvent<[unknown, unknown, (answer: unknown) => void]>(),
      onInstalled: new FakeEvent<[{ reason: string }]>(),
      onStartup: new FakeEvent<[]>(),
      getURL: (path: string) => EXTENSION_URL + path.replace(/^\//, ""),
      getPlatformInfo: () => Promise.resolve({ os: fake.os }),
      getManifest: () => ({ version: "0.1.0" }),
      sendMessage: (message: unknown) => {
        sent.push(message);
        return Promise.reject(new Error("Could not establish connection. Receiving end does not exist."));
      },
    },
    storage: { local: new FakeArea(), session: new FakeArea() },
    permissions: {
      contains: () => Promise.resolve(fake.permitted),
      onAdded: new FakeEvent<[]>(),
      onRemoved: new FakeEvent<[]>(),
    },
    tabs: {
      create: vi.fn(() => Promise.resolve({})),
      query: ({ url }: { url: string }) =>
        Promise.resolve(url.startsWith(EXTENSION_URL) ? fake.welcomeTabs : [{ id: 1 }]),
      onRemoved: new FakeEvent<[number, { isWindowClosing: boolean }]>(),
      sendMessage: (_tab: number, message: unknown) => {
        woken.push(message);
        return Promise.resolve();
      },
    },
    windows: { getAll: () => Promise.resolve(Array.from({ length: fake.windowCount }, () => ({}))) },
    action: {
      setBadgeText: ({ text }: { text: string }) => Promise.resolve(void (badge.text = text)),
      setBadgeBackgroundColor: ({ color }: { color: string }) => Promise.resolve(void (badge.color = color)),
      setBadgeTextColor: ({ color }: { color: string }) => Promise.resolve(void (badge.textColor = color)),
      setTitle: ({ title }: { title: string }) => Promise.resolve(void (badge.title = title)),
      getUserSettings: () => Promise.resolve({ isOnToolbar: true }),
    },
    i18n: { getMessage: catalogue(language), getUILanguage: () => language },
  };
  vi.stubGlobal("chrome", fake);
  return fake;
}

export type FakeChrome = ReturnType<typeof installChrome>;
