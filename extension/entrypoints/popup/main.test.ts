// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { EXTENSION_ID, installChrome, type FakeChrome } from "../../test/chrome";
import { status as statusOf } from "../../test/states";
import { eventually } from "../../test/wait";

let chrome: FakeChrome;

beforeEach(() => {
  chrome = installChrome();
});
afterEach(() => document.body.replaceChildren());

test("a change that is announced before the first status arrives is shown", async () => {
  const answers: ((status: unknown) => void)[] = [];
  Object.assign(chrome.runtime, {
    sendMessage: ({ type }: { type: string }) =>
      new Promise((resolve) => {
        if (type === "status") answers.push(resolve);
      }),
  });
  Object.assign(chrome.tabs, { getCurrent: () => Promise.resolve(undefined) });
  await import("./main");
  chrome.runtime.onMessage.fire({ type: "changed", state: null }, { id: EXTENSION_ID }, () => undefined);
  answers[0]?.(statusOf({ agreed: true, host: "missing" }));
  await eventually(() => expect(document.body.className).toBe("screen-host_lost"));
  answers[1]?.(statusOf({ agreed: true, host: "missing", paused: true }));
  await eventually(() => expect(document.body.className).toBe("screen-paused"));
});
