// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { installChrome } from "../test/chrome";
import { replyOf } from "../test/samples";
import { phoneChoice, phoneOf } from "./phone";

beforeEach(() => installChrome("en"));

describe("the question about the phone", () => {
  it("is asked where the program stores the answer", () => {
    const cached = (state: Parameters<typeof replyOf>[0]) => ({ cached: replyOf(state) });
    expect(phoneOf({ cached: null })).toBeUndefined();
    expect(phoneOf(cached({}))).toBeUndefined();
    expect(phoneOf(cached({ phone: null }))).toBeNull();
    expect(phoneOf(cached({ phone: "no" }))).toBe("no");
  });

  it("shows which answer was given", () => {
    const pressed = (said: "yes" | "no" | null): (string | null)[] =>
      phoneChoice(said)
        .flatMap((node) => [...node.querySelectorAll("button")])
        .map((node) => node.getAttribute("aria-pressed"));
    expect(pressed(null)).toEqual(["false", "false"]);
    expect(pressed("yes")).toEqual(["true", "false"]);
    expect(pressed("no")).toEqual(["false", "true"]);
  });
});
