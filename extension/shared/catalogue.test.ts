/** The catalogue as a whole: complete, the same in every language, and nothing in it unused. */

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { PILLARS } from "./protocol";
import { PLACE_URLS, SIGNAL_PLACES } from "./pages";
import { SIGNALS } from "./signals";

type Catalogue = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;

const extension = resolve(import.meta.dirname, "..");
const locales = readdirSync(join(extension, "_locales"));
const catalogues = new Map(
  locales.map((locale) => {
    const text = readFileSync(join(extension, "_locales", locale, "messages.json"), "utf8");
    return [locale, JSON.parse(text) as Catalogue];
  }),
);
const english = catalogues.get("en") ?? {};

/** `waiting_one` → `waiting`; null for a text without plural forms. */
function pluralBase(key: string): string | null {
  const base = /^(.+)_(?:zero|one|two|few|many|other)$/.exec(key)?.[1];
  return base !== undefined && `${base}_one` in english && `${base}_other` in english ? base : null;
}

/** Keys without their plural forms, which differ by language. */
function bases(catalogue: Catalogue): string[] {
  return [...new Set(Object.keys(catalogue).map((key) => pluralBase(key) ?? key))].sort();
}

/** The arguments that a text takes, as `$1` …, by name. */
function argumentsOf(entry: Catalogue[string]): Record<string, string> {
  const names = [...entry.message.matchAll(/\$([A-Z_]+)\$/g)].map((match) => (match[1] ?? "").toLowerCase());
  return Object.fromEntries(names.map((name) => [name, entry.placeholders?.[name]?.content ?? "undeclared"]));
}

function filesUnder(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/node_modules|\.wxt|\.test\.ts$/.test(path));
}

const sources = [
  ...filesUnder(extension, /\.ts$/),
  ...filesUnder(resolve(extension, "../native-host"), /\.(c|h|py|mjs|sh)$/),
].map((path) => readFileSync(path, "utf8"));

describe.each(locales)("%s", (locale) => {
  const catalogue = catalogues.get(locale) ?? {};

  it("has the texts of English, no more and no fewer", () => {
    expect(bases(catalogue)).toEqual(bases(english));
  });

  it("has every plural form that the language tells apart in everyday numbers", () => {
    const rules = new Intl.PluralRules(locale.replace("_", "-"));
    const categories = new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)));
    const plurals = Object.keys(english).flatMap((key) => pluralBase(key) ?? []);
    const wanted = plurals.flatMap((base) => [...categories].map((category) => `${base}_${category}`));
    expect(wanted.filter((key) => !(key in catalogue))).toEqual([]);
  });

  it("takes the same arguments as English", () => {
    for (const [key, entry] of Object.entries(catalogue)) {
      const base = pluralBase(key);
      const own = argumentsOf(entry);
      const model = english[base === null ? key : `${base}_other`];
      const expected = model ? argumentsOf(model) : {};
      // "one" may leave its count in words: "a comment".
      if (base !== null && !("count" in own)) delete expected.count;
      expect({ key, ...own }).toEqual({ key, ...expected });
    }
  });

  it("has no empty text and none with markup or exclamation marks", () => {
    const wrong = Object.entries(catalogue).filter(
      ([, { message }]) => message.trim() === "" || /[<>!]/.test(message),
    );
    // "FILE" and the like stand in angle brackets in the command line's own help.
    expect(wrong.filter(([key]) => !key.startsWith("cli_")).map(([key]) => key)).toEqual([]);
  });

  it("words every signal, pillar, page, kind and source", () => {
    const wanted = [
      ...Object.keys(SIGNALS).map((id) => `signal_${id}`),
      ...PILLARS.flatMap((id) => [`pillar_${id}`, `pillar_${id}_short`]),
      ...Object.keys(PLACE_URLS).map((id) => `page_${id}`),
      ...Object.values(SIGNAL_PLACES).map((id) => `see_${id}`),
      ...["official", "anchored", "estimate", "learning"].map((id) => `kind_${id}`),
      ...["page", "typed", "local", "archive", "api"].map((id) => `source_${id}`),
    ];
    expect(wanted.filter((key) => !(key in catalogue))).toEqual([]);
  });
});

describe("advice", () => {
  it("comes with a how-to for each signal that it is about", () => {
    const signals = Object.keys(SIGNALS).filter((id) => {
      const base = `advice_${id}`;
      return base in english || `${base}_other` in english;
    });
    expect(signals.length).toBeGreaterThan(20);
    // New connections are advised as invitations to connect.
    const wanted = signals.filter((id) => id !== "new_connections").map((id) => `advice_${id}_how`);
    expect(wanted.filter((key) => !(key in english))).toEqual([]);
  });
});

describe("use", () => {
  it("words every key that the extension names", () => {
    const named = sources.flatMap((text) =>
      [...text.matchAll(/\b(?:t|tn|tparts|button|iconButton)\(\s*"([a-z0-9_]+)"/g)].map(
        (match) => match[1] ?? "",
      ),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key) => !(key in english) && !(`${key}_other` in english))).toEqual([]);
  });

  it("has no text that nothing uses", () => {
    const words = new Set(sources.flatMap((text) => text.match(/[A-Za-z0-9_]+/g) ?? []));
    // A key put together: `signal_${id}` in TypeScript, "signal_" beside an id in C.
    const families = [...words].filter((word) => /^[a-z]+(_[a-z]+)*_$/.test(word));
    // `${what}_title`.
    const endings = [...words].filter((word) => /^(_[a-z]+)+$/.test(word));
    const isUsed = (key: string): boolean =>
      words.has(key) ||
      words.has(`__MSG_${key}__`) ||
      families.some((family) => key.startsWith(family)) ||
      endings.some((ending) => key.endsWith(ending) && words.has(key.slice(0, -ending.length)));
    expect(bases(english).filter((key) => !isUsed(key))).toEqual([]);
  });
});
