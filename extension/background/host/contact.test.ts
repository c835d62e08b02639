import { expect, test } from "vitest";
import {
  ANA,
  ask,
  chrome,
  connections,
  EXITED,
  host,
  MISSING,
  read,
  status,
  wake,
  startAgreedEach,
} from "../../test/worker";
import { RULES_VERSION } from "../../reader/rules";
import { eventually } from "../../test/wait";

startAgreedEach();

test("the hello names the browser profile and the first day of counting", async () => {
  await read({ self: ANA });
  expect(host.received[0]).toMatchObject({
    type: "hello",
    client: { name: "bussola", version: "0.1.0", browser: "chrome", since: "2026-11-23" },
  });
  const instance = (): unknown =>
    (host.received.findLast(({ type }) => type === "hello") as never)["client"]["instance"];
  const before = instance();
  wake();
  await read({ self: ANA, gauges: connections(1) });
  expect(instance()).toBe(before);
});

test("the host is greeted again when a page answers differently, and not when it answers the same", async () => {
  const hellos = (): unknown[] =>
    host.received.flatMap((request) => (request.type === "hello" ? [request["client"]] : []));
  const trace = [{ signal: "connections", anchor: "connections-link" }];
  await read({ self: ANA, gauges: connections(268), trace });
  await read({ gauges: connections(269), trace });
  expect(hellos()).toHaveLength(1);
  const missed = [...trace, { signal: "followers", anchor: null, reason: "two_candidates" }];
  await read({ gauges: connections(270), trace: missed });
  await eventually(() => expect(hellos()).toHaveLength(2));
  expect(hellos()[1]).toMatchObject({
    rules: RULES_VERSION,
    health: {
      own_profile: {
        misses: 0,
        found: { connections: "connections-link" },
        missed: { followers: "two_candidates" },
      },
    },
  });
});

test("a program that answered once is remembered across worker restarts and without data", async () => {
  await read({ self: ANA, gauges: connections(268) });
  expect(await status()).toMatchObject({ host: "connected", programSeen: true });
  chrome.storage.local.values["cached"] = null;
  host.refuse(MISSING);
  host.end(EXITED);
  wake();
  await ask({ type: "reconnect" });
  expect(await status()).toMatchObject({ host: "missing", programSeen: true, cached: null });
  expect(chrome.badge.title).toContain("not connected");
});
