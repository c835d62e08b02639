import { expect, test } from "vitest";
import type { Visit } from "../../messages";
import { countVisits } from "./visits";

const DAY = "2026-11-23";
const opened = (subject: string): Visit => ({ signal: "profiles_viewed", subject });
const searched = (subject: string): Visit => ({ signal: "people_searches", subject });
const NONE = { day: "", seen: {} };

test("each act counts once a day, by kind", () => {
  const first = countVisits(NONE, [opened("a"), opened("b"), searched("a"), opened("a")], DAY);
  expect(first.events).toEqual([
    { signal: "profiles_viewed", day: DAY, count: 2 },
    { signal: "people_searches", day: DAY, count: 1 },
  ]);
  const second = countVisits(first.memory, [opened("b"), opened("c")], DAY);
  expect(second.events).toEqual([{ signal: "profiles_viewed", day: DAY, count: 1 }]);
  expect(countVisits(second.memory, [opened("c")], DAY).events).toEqual([]);
});

test("a new day starts empty and forgets the subjects of the day before", () => {
  const first = countVisits(NONE, [opened("a")], DAY);
  const next = countVisits(first.memory, [searched("x")], "2026-11-24");
  expect(JSON.stringify(next.memory)).not.toContain('"a"');
  expect(countVisits(next.memory, [opened("a")], "2026-11-24").events).toHaveLength(1);
});

test("a day holds no more acts than anybody makes", () => {
  const visits = Array.from({ length: 5_000 }, (_, n) => opened(String(n)));
  const { events, memory } = countVisits(NONE, visits, DAY);
  expect(events[0]?.count).toBe(2_000);
  expect(memory.seen.profiles_viewed).toHaveLength(2_000);
});
