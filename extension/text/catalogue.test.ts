/** Checks all catalogues: complete, consistent across languages, and without unused texts. */

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { PILLARS } from "../contract/protocol";
import { PLACE_URLS } from "../contract/pages";
import { SIGNALS } from "../contract/signals";

type Catalogue = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;

const extension = resolve(import.meta.dirname, "..");
const program = resolve(extension, "../native-host");

function read(path: string): Catalogue {
  return JSON.parse(readFileSync(path, "utf8")) as Catalogue;
}

const shared = new Map(
  readdirSync(join(extension, "_locales")).map((locale) => [
    locale,
    read(join(extension, "_locales", locale, "messages.json")),
  ]),
);
/** The command line's own catalogues. */
const own = new Map(
  ["en", "it"].map((locale) => [locale, read(join(program, "cli/text", `${locale}.json`))]),
);

/** `waiting_one` → `waiting`; null for a text without plural forms. */
function pluralBase(key: string, english: Catalogue): string | null {
  const base = /^(.+)_(?:zero|one|two|few|many|other)$/.exec(key)?.[1];
  return base !== undefined && `${base}_one` in english && `${base}_other` in english ? base : null;
}

/** Keys without their plural suffixes, which differ by language. */
function bases(catalogue: Catalogue, english: Catalogue): string[] {
  return [...new Set(Object.keys(catalogue).map((key) => pluralBase(key, english) ?? key))].sort();
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
    .filter((path) => !/node_modules|\.wxt|\.test\.ts$|[/\\]board[/\\]/.test(path));
}

const extensionSources = filesUnder(extension, /\.ts$/).map((path) => readFileSync(path, "utf8"));
const programSources = filesUnder(join(program, "cli"), /\.[ch]$/).map((path) => readFileSync(path, "utf8"));

const english = shared.get("en") ?? {};
const ownEnglish = own.get("en") ?? {};

describe.each([
  ...[...shared].map(([locale, catalogue]) => ({ name: locale, locale, catalogue, english })),
  ...[...own].map(([locale, catalogue]) => ({
    name: `the command line's own, ${locale}`,
    locale,
    catalogue,
    english: ownEnglish,
  })),
])("$name", ({ locale, catalogue, english }) => {
  it("has the same texts as English", () => {
    expect(bases(catalogue, english)).toEqual(bases(english, english));
  });

  it("has every plural form that the language uses for everyday numbers", () => {
    const rules = new Intl.PluralRules(locale.replace("_", "-"));
    const categories = new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)));
    const plurals = Object.keys(english).flatMap((key) => pluralBase(key, english) ?? []);
    const wanted = plurals.flatMap((base) => [...categories].map((category) => `${base}_${category}`));
    expect(wanted.filter((key) => !(key in catalogue))).toEqual([]);
  });

  it("takes the same arguments as English", () => {
    for (const [key, entry] of Object.entries(catalogue)) {
      const base = pluralBase(key, english);
      const own = argumentsOf(entry);
      const model = english[base === null ? key : `${base}_other`];
      const expected = model ? argumentsOf(model) : {};
      // "one" may spell out its count: "a comment".
      if (base !== null && !("count" in own)) delete expected.count;
      expect({ key, ...own }).toEqual({ key, ...expected });
    }
  });

  it("has no empty text and none with markup or exclamation marks", () => {
    // The command line's own help has "<" and ">".
    const marks = english === ownEnglish ? /!/ : /[<>!]/;
    const wrong = Object.entries(catalogue).filter(
      ([, { message }]) => message.trim() === "" || marks.test(message),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });
});

describe.each([...shared])("%s", (_, catalogue) => {
  it("writes one kind of apostrophe", () => {
    const texts = Object.values(catalogue).map(({ message }) => message);
    const kinds = ["'", "’"].filter((mark) => texts.some((text) => text.includes(mark)));
    expect(kinds.length).toBeLessThan(2);
  });

  it("has words for every signal, pillar, page and source", () => {
    const wanted = [
      ...Object.keys(SIGNALS).map((id) => `signal_${id}`),
      ...PILLARS.flatMap((id) => [`pillar_${id}`, `pillar_${id}_short`]),
      ...Object.keys(PLACE_URLS).map((id) => `page_${id}`),
      ...Object.values(SIGNALS).map(({ seen }) => `see_${seen}`),
      ...["page", "typed", "local", "archive", "api"].map((id) => `source_${id}`),
    ];
    expect(wanted.filter((key) => !(key in catalogue))).toEqual([]);
  });
});

describe("advice", () => {
  it("has a how-to for each signal", () => {
    const signals = Object.keys(SIGNALS).filter((id) => {
      const base = `advice_${id}`;
      return base in english || `${base}_other` in english;
    });
    expect(signals.length).toBeGreaterThan(20);
    const wanted = signals.map((id) => `advice_${id}_how`);
    expect(wanted.filter((key) => !(key in english))).toEqual([]);
  });
});

/** A test whether the sources name a key or assemble it. */
function userOf(sources: string[]): (key: string) => boolean {
  const words = new Set(sources.flatMap((text) => text.match(/[A-Za-z0-9_]+/g) ?? []));
  // An assembled key: `signal_${id}` in TypeScript, "signal_" beside an id in C.
  const families = [...words].filter((word) => /^[a-z]+(_[a-z]+)*_$/.test(word));
  // `${what}_title`.
  const endings = [...words].filter((word) => /^(_[a-z]+)+$/.test(word));
  return (key) =>
    words.has(key) ||
    words.has(`__MSG_${key}__`) ||
    families.some((family) => key.startsWith(family)) ||
    endings.some((ending) => key.endsWith(ending) && words.has(key.slice(0, -ending.length)));
}

describe("catalogue keys", () => {
  it("every key that the extension names has a text", () => {
    const named = extensionSources.flatMap((text) =>
      [...text.matchAll(/\b(?:t|tn|tparts|button|iconButton)\(\s*"([a-z0-9_]+)"/g)].map(
        (match) => match[1] ?? "",
      ),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key) => !(key in english) && !(`${key}_other` in english))).toEqual([]);
  });

  it("every key that the command line names has a text", () => {
    const texts = { ...english, ...ownEnglish };
    const families = new Set(Object.keys(texts).map((key) => key.split("_")[0]));
    const named = programSources
      .flatMap((text) => [...text.matchAll(/"([a-z]+_[a-z0-9_]*[a-z0-9])"/g)].map((match) => match[1] ?? ""))
      .filter((key) => families.has(key.split("_")[0]));
    const isKey = (key: string): boolean => key in texts || `${key}_other` in texts;
    expect(named.filter(isKey).length).toBeGreaterThan(100);
    // A word that completes a key: "no_json" after "cli_doctor_".
    const completes = (word: string): boolean => Object.keys(texts).some((key) => key.endsWith(`_${word}`));
    expect(named.filter((word) => !isKey(word) && !completes(word))).toEqual([]);
  });

  it("every text is used, in the extension by the extension itself", () => {
    const inExtension = userOf(extensionSources);
    expect(bases(english, english).filter((key) => !inExtension(key))).toEqual([]);
    const inProgram = userOf(programSources);
    expect(bases(ownEnglish, ownEnglish).filter((key) => !inProgram(key))).toEqual([]);
  });

  it("texts of the command line have names of their own", () => {
    const isOwn = (key: string): boolean => key.startsWith("cli_");
    expect(Object.keys(english).filter(isOwn)).toEqual([]);
    expect(Object.keys(ownEnglish).filter((key) => !isOwn(key))).toEqual([]);
  });
});
