// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../test/chrome";
import { has, locale, t, tn, tparts } from "./i18n";

beforeEach(() => void installChrome("en"));

describe("texts", () => {
  it("fills placeholders in order", () => {
    expect(t("popup_coverage", 24, 27)).toBe("24 of 27 items known");
  });

  it("returns the key where the catalogue has no text", () => {
    expect(t("no_such_text")).toBe("no_such_text");
    expect(has("no_such_text")).toBe(false);
  });

  it("chooses the plural form and groups the count", () => {
    expect(tn("popup_estimate_pages", 1)).toBe("Still missing: 1 page to open.");
    expect(tn("popup_estimate_pages", 4)).toBe("Still missing: 4 pages to open.");
    expect(tn("notice_waiting", 1200)).toBe("1,200 counts are waiting to be saved.");
  });

  it("falls back to the general form where the catalogue lacks a category of its language", () => {
    installChrome("it");
    // Italian has "many" for millions.
    expect(tn("notice_waiting", 1_000_000)).toBe("1.000.000 dati in attesa di essere salvati.");
  });

  it("puts nodes in place of placeholders", () => {
    const bold = document.createElement("b");
    bold.textContent = "46";
    const line = document.createElement("p");
    line.append(...tparts("popup_kind_anchored_error", bold, "on Friday", "1.2"));
    expect(line.textContent).toBe("LinkedIn: 46 on Friday. Estimated since then, give or take\u00a01.2");
    expect(line.contains(bold)).toBe(true);
  });
});

describe("locale", () => {
  it("keeps the browser's region where it speaks the catalogue's language", () => {
    const fake = installChrome("en");
    fake.i18n.getUILanguage = () => "en-GB";
    expect(locale()).toBe("en-GB");
  });

  it("follows the catalogue where the browser's language has no catalogue", () => {
    const fake = installChrome("en");
    fake.i18n.getUILanguage = () => "ja";
    expect(locale()).toBe("en");
  });
});
