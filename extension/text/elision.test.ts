import { readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { installChrome } from "../test/chrome";
import { longDay, shortDay } from "./format";
import { t, tparts } from "./i18n";

const LOCALES = resolve(import.meta.dirname, "../_locales");

describe("elision", () => {
  it("shortens Italian articles before 8 and 11 and writes the first as an ordinal", () => {
    installChrome("it");
    const agreed = (day: string): string => t("welcome_agreed_on", shortDay(day, "2026-11-20"));
    expect(agreed("2026-02-08")).toBe("Hai accettato l'8 feb.");
    expect(agreed("2026-02-11")).toBe("Hai accettato l'11 feb.");
    expect(agreed("2026-02-01")).toBe("Hai accettato il 1º feb.");
    expect(agreed("2026-02-18")).toBe("Hai accettato il 18 feb.");
    expect(t("options_profile_span", shortDay("2026-02-11"), shortDay("2026-03-08"))).toBe(
      "Visto dall'11 feb 2026 all'8 mar 2026",
    );
    expect(t("why_too_high", 3, shortDay("2026-02-11", "2026-02-20"))).toContain("dell'11 feb");
  });

  it("shortens articles in the text only, not in the user's own words", () => {
    installChrome("it");
    for (const name of ["dal 11 al 8.zip", "il 8", "8 del 11"])
      expect(t("options_delete_of", name)).toBe(`Elimina ${name}`);
    installChrome("fr");
    expect(t("options_delete_of", "fin de août")).toBe("Supprimer fin de août");
  });

  it("shortens the article before a part of a line", () => {
    installChrome("it");
    expect(tparts("welcome_agreed_on", "8 feb")).toEqual(["Hai accettato l'", "8 feb", "."]);
  });

  it("leaves no Italian article in full before 8 or 11, in any text", () => {
    installChrome("it");
    const texts = JSON.parse(readFileSync(`${LOCALES}/it/messages.json`, "utf8")) as Record<string, unknown>;
    for (const key of Object.keys(texts))
      for (const day of ["8 feb", "11 feb"])
        expect(t(key, day, day, day), key).not.toMatch(/(^|[\s(])(il|al|dal|del|nel|sul) (8|11)/i);
  });

  it("shortens French “de” before a month and writes the first as an ordinal", () => {
    installChrome("fr");
    expect(t("why_left_month_other", "3 posts", "août 2026")).toBe("3 posts d’août 2026 ne comptent plus");
    expect(t("why_left_month_other", "3 posts", "mai 2026")).toBe("3 posts de mai 2026 ne comptent plus");
    expect(longDay("2026-08-01", "2026-08-20")).toBe("1er août");
    expect(longDay("2026-08-11", "2026-08-20")).toBe("11 août");
  });

  it("writes the first of a month as each language does", () => {
    const first = (language: string): string => {
      installChrome(language);
      return longDay("2026-08-01", "2026-08-20");
    };
    expect(Object.fromEntries(readdirSync(LOCALES).map((name) => [name, first(name)]))).toEqual({
      de: "1. August",
      en: "August 1",
      es: "1 de agosto",
      fr: "1er août",
      it: "1º agosto",
      pt_BR: "1º de agosto",
    });
  });
});
