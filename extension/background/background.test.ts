import { beforeEach, describe, expect, test } from "vitest";
import { agree, ANA, connections, host, NOON, post, read, status, TAB, startEach } from "../test/worker";
import type { PageMessage } from "../messages";

startEach();

describe("accepted senders", () => {
  beforeEach(agree);

  test.each([
    ["another site", { ...TAB, url: "https://example.com/" }],
    ["a frame", { ...TAB, frameId: 2 }],
    ["another extension", { ...TAB, id: "b".repeat(32) }],
  ])("rejected: %s", async (_name, sender) => {
    expect(await read({ self: ANA, gauges: connections(1) }, NOON, sender)).toBe("nobody");
    expect(host.observed).toEqual([]);
  });

  test.each<PageMessage>([
    { type: "status" },
    { type: "agree", agreed: false },
    { type: "pause", paused: true },
    { type: "reconnect" },
    { type: "archive", step: "asked" },
    { type: "host", request: { type: "forget", all: true } },
  ])("a content script cannot send a page's message: $type", async (message) => {
    expect(await post(message, TAB)).toBe("nobody");
    expect(await status()).toMatchObject({ agreed: true, paused: false });
    expect(host.received.map(({ type }) => type)).not.toContain("forget");
  });

  test("a message of unknown shape is answered without an error", async () => {
    for (const message of [null, 1, "reading", {}, { type: "reading" }, { type: "reading", reading: 1 }]) {
      await post(message, TAB);
    }
    expect(host.observed).toEqual([]);
  });
});
