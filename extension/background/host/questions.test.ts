import { expect, test } from "vitest";
import { STATE_EXTRAS } from "../../messages";
import { replyOf } from "../../test/samples";
import { ANA, ask, chrome, host, MISSING, read, startAgreedEach } from "../../test/worker";

startAgreedEach();

test("a question that names no profile is about the user of this browser", async () => {
  await read({ self: ANA });
  await ask({ type: "host", request: { type: "state" } });
  expect(host.received.at(-1)).toMatchObject({ type: "state", profile: { key: "ACoAAana" } });
  await ask({ type: "host", request: { type: "state", profile: { key: "other" } } });
  expect(host.received.at(-1)).toMatchObject({ profile: { key: "other" } });
});

test("another profile's state, or a past one, does not reach the badge", async () => {
  await read({ self: ANA });
  host.answers["state"] = () => ({ ok: true, ...replyOf({ kind: "estimate", total: 70 }, "70") });
  await ask({ type: "host", request: { type: "state", profile: { key: "other" } } });
  await ask({ type: "host", request: { type: "state", at: "2026-11-16T12:00:00+01:00" } });
  expect(chrome.badge.text).toBe("…");
  await ask({ type: "host", request: { type: "state" } });
  expect(chrome.badge.text).toBe("≈70");
});

test("a state that differs only in its moment is not announced to open pages", async () => {
  await read({ self: ANA });
  await ask({ type: "host", request: { type: "state" } });
  const before = chrome.sent.length;
  let second = 0;
  host.answers["state"] = () => ({
    ok: true,
    ...replyOf({ at: `2026-11-23T12:00:0${(second += 1)}+01:00` }),
  });
  await ask({ type: "host", request: { type: "state" } });
  await ask({ type: "host", request: { type: "state" } });
  expect(chrome.sent.length).toBe(before);
});

test("pages that ask for less than the popup change nothing that is announced", async () => {
  await read({ self: ANA });
  host.answers["state"] = (request) => ({
    ok: true,
    ...replyOf("with" in request ? { today: [] } : {}),
  });
  const full = { type: "state" as const, with: STATE_EXTRAS };
  await ask({ type: "host", request: full });
  const before = chrome.sent.length;
  await ask({ type: "host", request: { type: "state" } });
  expect(host.received.at(-1)).toMatchObject(full);
  await ask({ type: "host", request: full });
  expect(chrome.sent.length).toBe(before);
});

test("a missing host is an answer too", async () => {
  host.refuse(MISSING);
  expect(await ask({ type: "host", request: { type: "profiles" } })).toEqual({
    ok: false,
    error: { code: "no_host", message: "missing" },
  });
});
