// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EXTENSION_ID, installChrome, type FakeChrome } from "../../test/chrome";
import { state as stateOf, status as statusOf } from "../../test/states";
import type { Request } from "../../contract/protocol";
import type { PageMessage } from "../../messages";
import { eventually } from "../../test/wait";

const PROFILES = ["ines-prova-77", "otto-prova"].map((key) => ({ key, label: key }));
let chrome: FakeChrome;

beforeEach(() => {
  chrome = installChrome();
  vi.stubGlobal("matchMedia", () => new EventTarget());
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {
        // Nothing is laid out here.
      }
    },
  );
});
afterEach(() => document.body.replaceChildren());

/** A host that knows two accounts and has no history. */
function replyTo(request: Request): unknown {
  if (request.type === "profiles") return { profiles: PROFILES };
  if (request.type !== "state") return undefined;
  const key = request.profile?.key ?? PROFILES[0]?.key;
  return { state: stateOf({ profile: PROFILES.find((profile) => profile.key === key) ?? null }) };
}

test("a refresh keeps the account that the user has just chosen", async () => {
  const asked: string[] = [];
  Object.assign(chrome.runtime, {
    sendMessage: (message: PageMessage) => {
      if (message.type !== "host") return Promise.resolve(statusOf());
      if (message.request.type === "state") asked.push(message.request.profile?.key ?? "");
      const reply = replyTo(message.request);
      return Promise.resolve(reply ? { ok: true, reply } : { ok: false, error: { code: "internal" } });
    },
  });
  await import("./main");
  const switcher = () => document.querySelector<HTMLSelectElement>("[data-focus=who]");
  const chosen = (): string => {
    const select = switcher();
    if (!select) throw new Error("no switcher");
    return select.value;
  };
  await eventually(() => expect(chosen()).toBe("ines-prova-77"));
  const select = switcher() as HTMLSelectElement;
  select.value = "otto-prova";
  select.dispatchEvent(new Event("change"));
  chrome.runtime.onMessage.fire({ type: "changed", state: null }, { id: EXTENSION_ID }, () => undefined);
  await eventually(() => expect(asked).toEqual(["", "otto-prova", "otto-prova"]));
  await eventually(() => expect(switcher()).not.toBe(select));
  expect(chosen()).toBe("otto-prova");
});
