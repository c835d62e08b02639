import { beforeEach, describe, expect, test } from "vitest";
import { FakeArea } from "../../test/chrome";
import { OFFICIAL } from "../../test/samples";
import type { ObserveRequest } from "../../contract/protocol";
import { Outbox, SIGNED_OUT, trim, type Entry } from "./outbox";

const ANA = { key: "ana" };

function observation(request: string, changes: Partial<ObserveRequest> = {}): ObserveRequest {
  return {
    type: "observe",
    request,
    page: "feed",
    lang: "en",
    at: "2026-11-23T09:00:00+01:00",
    gauges: [],
    tallies: [],
    ...changes,
  };
}

function entriesOf(...requests: ObserveRequest[]): Entry[] {
  return requests.map((request, index) => ({ sequence: index + 1, request, crashes: 0 }));
}

const names = (entries: Entry[]): string[] => entries.map(({ request }) => request.request);
const signOut = (request: string): ObserveRequest => observation(request, { page: SIGNED_OUT });
const ROOMY = 1_000_000;

describe("eviction when the outbox is full", () => {
  test("evicts the oldest first, LinkedIn's own numbers last", () => {
    const entries = entriesOf(
      observation("official-1", { official: OFFICIAL, profile: ANA }),
      observation("a", { profile: ANA }),
      observation("official-2", { official: OFFICIAL, profile: ANA }),
      observation("b", { profile: ANA }),
    );
    expect(names(trim(entries, { entries: 3, bytes: ROOMY }))).toEqual(["official-1", "official-2", "b"]);
    expect(names(trim(entries, { entries: 2, bytes: ROOMY }))).toEqual(["official-1", "official-2"]);
    expect(names(trim(entries, { entries: 1, bytes: ROOMY }))).toEqual(["official-2"]);
  });

  test("counts bytes as well as entries", () => {
    const long = observation("long", { profile: { key: "x".repeat(4_000) } });
    const entries = entriesOf(long, observation("short"));
    expect(names(trim(entries, { entries: 10, bytes: 3_000 }))).toEqual(["short"]);
  });

  test("keeps the entry that is being sent", () => {
    const entries = entriesOf(observation("sending"), observation("a"), observation("b"));
    expect(names(trim(entries, { entries: 2, bytes: ROOMY }, true))).toEqual(["sending", "b"]);
  });

  test("keeps a sign-out while it separates two accounts' readings", () => {
    const entries = entriesOf(
      observation("of-somebody"),
      signOut("out"),
      observation("of-the-next"),
      observation("b", { profile: ANA }),
    );
    expect(names(trim(entries, { entries: 2, bytes: ROOMY }))).toEqual(["out", "b"]);
  });

  test("merges sign-outs with nothing between them", () => {
    const entries = entriesOf(signOut("1"), observation("a", { profile: ANA }), signOut("2"), signOut("3"));
    expect(names(trim(entries))).toEqual(["1", "a"]);
    const apart = entriesOf(signOut("1"), observation("waiting"), signOut("2"));
    expect(names(trim(apart))).toEqual(["1", "waiting", "2"]);
  });
});

describe("durability", () => {
  let area: FakeArea;
  const reopened = (): Outbox => new Outbox(area as unknown as chrome.storage.StorageArea);

  beforeEach(() => {
    area = new FakeArea();
  });

  test("another worker finds what was added, in order, with the same request ids", async () => {
    const outbox = reopened();
    for (const request of ["first", "second", "third"]) await outbox.add(observation(request));
    const again = reopened();
    expect(await again.count()).toBe(3);
    const sent: string[] = [];
    for (let entry = await again.next(); entry; entry = await again.next()) {
      sent.push(entry.request.request);
      await again.sent(entry);
    }
    expect(sent).toEqual(["first", "second", "third"]);
    expect(await reopened().count()).toBe(0);
  });

  test("an entry that was not acknowledged is there again after the worker restarts", async () => {
    const outbox = reopened();
    await outbox.add(observation("only"));
    await outbox.next();
    expect((await reopened().next())?.request.request).toBe("only");
  });

  test("an entry that the host accepts in part keeps the rest", async () => {
    const outbox = reopened();
    await outbox.add(observation("long"));
    const entry = (await outbox.next()) as Entry;
    await outbox.shortened(entry, observation("long", { page: "ssi" }));
    expect((await reopened().next())?.request.page).toBe("ssi");
    expect(await outbox.count()).toBe(1);
  });

  test("crashes over an entry are counted across workers", async () => {
    const outbox = reopened();
    await outbox.add(observation("bad"));
    const entry = (await outbox.next()) as Entry;
    await outbox.unsent(entry, true);
    await outbox.unsent(entry, false);
    expect((await reopened().next())?.crashes).toBe(1);
  });

  test("an entry added during an acknowledgement is kept", async () => {
    const outbox = reopened();
    await outbox.add(observation("first"));
    const entry = (await outbox.next()) as Entry;
    await Promise.all([outbox.sent(entry), outbox.add(observation("second"))]);
    expect((await reopened().next())?.request.request).toBe("second");
  });

  test("the limits hold in storage too", async () => {
    const outbox = new Outbox(area as unknown as chrome.storage.StorageArea, { entries: 3, bytes: ROOMY });
    for (let n = 0; n < 10; n += 1) await outbox.add(observation(String(n), { profile: ANA }));
    expect(Object.keys(area.values)).toHaveLength(3);
    expect((await reopened().next())?.request.request).toBe("7");
  });

  test("forgetting a profile keeps other profiles' entries and other keys", async () => {
    await area.set({ paused: false });
    const outbox = reopened();
    await outbox.add(observation("ana", { profile: { key: "id", aliases: ["ana"] } }));
    await outbox.add(observation("ben", { profile: { key: "ben" } }));
    await outbox.add(observation("nobody"));
    await outbox.forget(["ana"]);
    expect((await reopened().next())?.request.request).toBe("ben");
    expect(await reopened().count()).toBe(2);
    await outbox.forget("all");
    expect(area.values).toEqual({ paused: false });
  });
});
