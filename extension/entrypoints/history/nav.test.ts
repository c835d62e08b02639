// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../../test/chrome";
import { TODAY } from "../../test/states";
import { historyNav } from "./nav";

beforeEach(() => void installChrome("en"));

const named = (nav: HTMLElement): (string | null)[] =>
  [...nav.querySelectorAll("a[href], button")].map((node) => node.textContent);

describe("the head's links", () => {
  it("lead to the report, the files and the options", () => {
    const nav = historyNav({ profile: "ACoAA1", label: "ines" }, TODAY);
    expect(named(nav)).toEqual(["Weekly report", "Save as CSV", "Save as JSON", "Options"]);
    expect(nav.querySelector("a")?.href).toMatch(/report\.html\?profile=ACoAA1$/);
  });

  it("lead to the options alone without a history", () => {
    expect(named(historyNav(null, TODAY))).toEqual(["Options"]);
  });
});
