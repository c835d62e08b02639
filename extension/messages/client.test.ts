// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import { installChrome } from "../test/chrome";
import { status as statusOf } from "../test/states";
import { askStatus, inOrder } from "./client";

beforeEach(() => void installChrome());

/** A question that the test answers, in any order. */
function question() {
  const answers: ((value: unknown) => void)[] = [];
  const ask = vi.fn(() => new Promise<unknown>((resolve) => void answers.push(resolve)));
  return { ask, answer: (place: number, value: unknown) => answers[place]?.(value) };
}

test("a status that a later one has overtaken is replaced by that one", async () => {
  const { ask, answer } = question();
  Object.assign(chrome.runtime, { sendMessage: ask });
  const [first, second] = [askStatus(), askStatus()];
  answer(1, statusOf({ host: "connected" }));
  expect(await second).toMatchObject({ host: "connected" });
  answer(0, statusOf({ host: "missing" }));
  expect(await first).toMatchObject({ host: "connected" });
});

test("answers in order are given as they are, and a missing one replaces none", async () => {
  const { ask, answer } = question();
  const ordered = inOrder(ask);
  const asked = [ordered(), ordered(), ordered()];
  answer(2, undefined);
  answer(0, "first");
  answer(1, "second");
  expect(await Promise.all(asked)).toEqual(["first", "second", undefined]);
});
