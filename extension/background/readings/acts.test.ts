import { expect, test } from "vitest";
import type { Act } from "../../messages";
import { CLOCK_MS, countActs, type ActsMemory } from "./acts";

const TODAY = "2026-11-20";
const NOW = Date.UTC(2026, 10, 20, 12);
const now = { ms: NOW, today: TODAY, opened: NOW };
const NONE: ActsMemory = { since: NOW - 2 * CLOCK_MS, counted: {} };
const reaction = (on: boolean, day = TODAY): Act => ({ signal: "reactions", subject: "post:1", on, day });
const comment = (ms: number, on = true): Act => ({
  signal: "comments",
  subject: "comment:1",
  on,
  day: TODAY,
  ms,
});

test("an act counts once over all tabs, and is undone once, on its own day", () => {
  const first = countActs(NONE, [reaction(true)], now);
  expect(first.events).toEqual([{ signal: "reactions", day: TODAY, count: 1 }]);
  expect(countActs(first.memory, [reaction(true)], { ...now, opened: NOW + 1 }).events).toEqual([]);
  const tomorrow = { ...now, today: "2026-11-21" };
  const back = countActs(first.memory, [reaction(false, "2026-11-21")], tomorrow);
  expect(back.events).toEqual([{ signal: "reactions", day: TODAY, count: -1 }]);
  expect(countActs(back.memory, [reaction(false)], now).events).toEqual([]);
});

test("an act that was not counted is not undone, and one done and undone at once sends nothing", () => {
  expect(countActs(NONE, [reaction(false)], now).events).toEqual([]);
  expect(countActs(NONE, [reaction(true), reaction(false)], now).events).toEqual([]);
});

test("an act dated on another day than its message is skipped", () => {
  expect(countActs(NONE, [reaction(true, "2026-11-19")], now).events).toEqual([]);
});

test("an act that an earlier session may have counted is skipped", () => {
  expect(countActs({ since: 0, counted: {} }, [comment(NOW)], now).events).toEqual([]);
  expect(countActs(NONE, [comment(NONE.since + CLOCK_MS - 1)], now).events).toEqual([]);
  expect(countActs(NONE, [comment(NONE.since + CLOCK_MS)], now).events).toHaveLength(1);
});

test("a page older than the deletion of a comment does not count it again", () => {
  const { memory } = countActs(NONE, [comment(NOW), comment(NOW, false)], now);
  expect(countActs(memory, [comment(NOW)], { ...now, opened: NOW - 1 }).events).toEqual([]);
  expect(countActs(memory, [comment(NOW)], now).events).toHaveLength(1);
});
