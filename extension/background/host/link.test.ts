import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { replyOf } from "../../test/samples";
import { FakeHost } from "../../test/host";
import { HostLink, LinkError } from "./link";

let host: FakeHost;
let link: HostLink;
let statuses: [string, string | null][];

beforeEach(() => {
  vi.useFakeTimers();
  host = new FakeHost();
  statuses = [];
  link = new HostLink({
    connect: () => host.connect(),
    lastError: () => host.words,
    hello: () =>
      Promise.resolve({ type: "hello", client: { name: "bussola", version: "0.1.0", browser: "chrome" } }),
    onStatus: (status, version) => statuses.push([status, version]),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const failure = async (promise: Promise<unknown>): Promise<LinkError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LinkError)) throw new Error("no LinkError");
  return error;
};

describe("requests", () => {
  test("greets first, and matches each answer to its request, whatever the order", async () => {
    host.answers["state"] = () => null;
    const first = link.request({ type: "state" });
    const second = link.request({ type: "profiles" });
    await vi.advanceTimersByTimeAsync(0);
    expect(host.received.map(({ type }) => type)).toEqual(["hello", "state", "profiles"]);
    expect(statuses).toEqual([["connected", "0.1.0"]]);
    await expect(second).resolves.toMatchObject({ ok: true, reply: { profiles: [] } });
    host.say({ id: host.idOf("state"), ok: true, type: "state", ...replyOf({ total: 40 }) });
    await expect(first).resolves.toMatchObject({ ok: true, reply: { state: { total: 40 } } });
    expect(host.connections).toBe(1);
  });

  test("leaves out signals that would make an older host reject the observation", async () => {
    host.answers["hello"] = () => ({ host: { version: "0.2.0", protocol: 1 } });
    host.answers["observe"] = () => null;
    void link
      .request({
        type: "observe",
        request: "11111111-1111-4111-8111-111111111111",
        page: "own_profile",
        lang: "en",
        at: "2026-11-20T10:30:00+01:00",
        gauges: ["photo", "cover"].map((signal) => ({ signal, value: 1, bound: "exact" })),
        tallies: [],
      })
      .catch(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
    expect(host.received.at(-1)).toMatchObject({ gauges: [{ signal: "photo", value: 1, bound: "exact" }] });
  });

  test("returns the host's error as an answer", async () => {
    host.answers["state"] = () => ({ ok: false, error: { code: "busy", message: "locked", field: "x" } });
    await expect(link.request({ type: "state" })).resolves.toEqual({
      ok: false,
      error: { code: "busy", message: "locked", field: "x" },
    });
  });

  test("matches an answer without an id to the oldest request", async () => {
    host.answers["state"] = () => null;
    const asked = link.request({ type: "state" });
    await vi.advanceTimersByTimeAsync(0);
    host.say({ id: null, ok: false, error: { code: "bad_json", message: "" } });
    await expect(asked).resolves.toMatchObject({ error: { code: "bad_json" } });
  });

  test("ignores answers without a request", async () => {
    host.answers["state"] = () => null;
    const asked = link.request({ type: "state" });
    await vi.advanceTimersByTimeAsync(0);
    for (const noise of [null, "x", [], { id: 99, ok: true }, { id: "2", ok: true }, {}]) host.say(noise);
    host.say({ id: host.idOf("state"), ok: true, type: "state", ...replyOf({ total: 41 }) });
    await expect(asked).resolves.toMatchObject({ reply: { state: { total: 41 } } });
  });
});

describe("failures", () => {
  test.each([
    ["Specified native messaging host not found.", "missing"],
    ["Access to the specified native messaging host is forbidden.", "forbidden"],
    ["Native host has exited.", "crashed"],
  ])("%s", async (words, status) => {
    host.refuse(words);
    const error = await failure(link.request({ type: "state" }));
    expect([error.status, error.greeted]).toEqual([status, false]);
    expect(statuses).toEqual([[status, null]]);
  });

  test("tells a host that ended over a request from one that never greeted", async () => {
    host.answers["observe"] = () => null;
    const asked = link.request({
      type: "observe",
      request: "r",
      page: "feed",
      lang: "en",
      at: "2026-11-23T09:00:00+01:00",
      gauges: [],
      tallies: [],
    });
    const failed = failure(asked);
    await vi.advanceTimersByTimeAsync(0);
    host.end("Native host has exited.");
    expect((await failed).greeted).toBe(true);
    expect(statuses.at(-1)).toEqual(["crashed", null]);
  });

  test("reports a host that ends over each request as connected only once it has answered one", async () => {
    host.answers["state"] = () => null;
    for (let i = 0; i < 3; i += 1) {
      const failed = failure(link.request({ type: "state" }));
      await vi.advanceTimersByTimeAsync(0);
      host.end("Native host has exited.");
      await failed;
    }
    expect(statuses.map(([status]) => status)).toEqual(["connected", "crashed", "crashed", "crashed"]);
    host.answers["state"] = () => ({ ok: true, ...replyOf({}) });
    await link.request({ type: "state" });
    expect(statuses.at(-1)).toEqual(["connected", "0.1.0"]);
  });

  test("an answer of unknown shape is a failure of the host", async () => {
    host.answers["state"] = () => ({ ok: true, state: "47", badge: null });
    await expect(link.request({ type: "state" })).resolves.toEqual({
      ok: false,
      error: { code: "internal", message: "" },
    });
  });

  test("the next request opens a new port", async () => {
    host.refuse("Native host has exited.");
    await failure(link.request({ type: "state" }));
    host.allow();
    await expect(link.request({ type: "state" })).resolves.toMatchObject({ ok: true });
    expect(host.connections).toBe(2);
  });

  test("a silent host is given up after half a minute", async () => {
    host.answers["state"] = () => null;
    const failed = failure(link.request({ type: "state" }));
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await failed).status).toBe("crashed");
    expect(host.open).toBe(false);
  });

  test.each([
    [0, "outdated"],
    [undefined, "outdated"],
    [2, "ahead"],
  ])("a host that picks protocol %s is %s", async (protocol, status) => {
    host.answers["hello"] = () => ({ ok: true, host: { version: "9.0.0", protocol } });
    expect((await failure(link.request({ type: "state" }))).status).toBe(status);
    expect(statuses).toEqual([[status, "9.0.0"]]);
    expect(host.open).toBe(false);
  });

  test("a host that cannot open its database still speaks the same protocol", async () => {
    const error = { code: "storage", message: "the disk is full" };
    host.answers["hello"] = () => ({ ok: false, error });
    host.answers["state"] = () => ({ ok: false, error });
    await expect(link.request({ type: "state" })).resolves.toEqual({ ok: false, error });
    expect(statuses).toEqual([["connected", null]]);
  });

  test("after a storage error the next request goes to a new host", async () => {
    host.answers["state"] = () => ({ ok: false, error: { code: "storage", message: "the disk is full" } });
    await link.request({ type: "state" });
    expect(host.open).toBe(false);
    await link.request({ type: "state" });
    expect(host.connections).toBe(2);
    expect(statuses).toEqual([
      ["connected", "0.1.0"],
      ["connected", "0.1.0"],
    ]);
  });
});

describe("idle", () => {
  test("the port closes after a minute without use, which is no failure", async () => {
    await link.request({ type: "state" });
    await vi.advanceTimersByTimeAsync(59_000);
    await link.request({ type: "state" });
    await vi.advanceTimersByTimeAsync(59_000);
    expect(host.open).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(host.open).toBe(false);
    expect(statuses).toEqual([["connected", "0.1.0"]]);
  });

  test("a host that ends while idle is no failure either", async () => {
    await link.request({ type: "state" });
    host.end("Native host has exited.");
    expect(statuses).toEqual([["connected", "0.1.0"]]);
    await link.request({ type: "state" });
    expect(host.connections).toBe(2);
  });

  test("closing waits for pending requests", async () => {
    host.answers["state"] = () => null;
    const asked = link.request({ type: "state" });
    await vi.advanceTimersByTimeAsync(0);
    link.close();
    expect(host.open).toBe(true);
    host.say({ id: host.idOf("state"), ok: true, type: "state", ...replyOf({}) });
    await expect(asked).resolves.toMatchObject({ ok: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(host.open).toBe(false);
  });
});
