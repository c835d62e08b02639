import { beforeEach, expect, test, vi } from "vitest";
import type { Request } from "../../contract/protocol";
import { installChrome } from "../../test/chrome";
import { replyOf } from "../../test/samples";
import { why } from "../../test/whys";
import { askState, detailsOf, isWhole } from "./questions";

const AT = "2026-11-23T12:00:00+01:00";
const GOAL = { signal: "comments", count: 5, done: 2, since: "2026-11-23" };
const ANA = { key: "ACoAAana", label: "Ana", aliases: [], first_seen: AT, last_seen: AT };
const ANSWERS: Record<string, object> = {
  why: { why: why([]) },
  goal: { goal: GOAL, week: { from: "2026-11-23", to: "2026-11-29" }, proposal: null },
  profiles: { profiles: [ANA, { ...ANA, key: null }] },
};

let asked: Request[];
/** Whether the host knows `with`. */
let knows: boolean;

beforeEach(() => {
  asked = [];
  const { runtime } = installChrome();
  vi.spyOn(runtime, "sendMessage").mockImplementation(((message: { request: Request }) => {
    const { request } = message;
    asked.push(request);
    const state = replyOf({ kind: "estimate", total: 57, week_delta: 1.5 });
    const reply =
      request.type === "state"
        ? { ...state, ...(knows ? { ...ANSWERS["why"], goal: GOAL, ...ANSWERS["profiles"] } : {}) }
        : ANSWERS[request.type];
    return Promise.resolve({ ok: true, reply });
  }) as never);
});

test.each([
  [true, ["state"]],
  [false, ["state", "profiles", "why", "goal"]],
])("with a host that knows the details (%s) the popup asks for %j", async (known, types) => {
  knows = known;
  const answer = await askState("ACoAAana");
  if (!answer.ok) throw new Error(answer.error.code);
  expect(isWhole(answer.reply)).toBe(known);
  const details = await detailsOf(answer.reply, "ACoAAana");
  expect(asked.map(({ type }) => type)).toEqual(types);
  expect(asked[0]).toEqual({
    type: "state",
    profile: { key: "ACoAAana" },
    with: ["counts", "today", "spark", "why", "goal", "profiles"],
  });
  expect(details).toEqual({ why: why([]), goal: GOAL, profiles: [ANA] });
});

test("reasons are dropped where no week is compared", async () => {
  knows = true;
  const answer = await askState(null);
  if (!answer.ok) throw new Error(answer.error.code);
  const { state } = answer.reply;
  const details = await detailsOf({ ...answer.reply, state: { ...state, week_delta: null } }, null);
  expect(details.why).toBeNull();
  expect(asked).toHaveLength(1);
});
