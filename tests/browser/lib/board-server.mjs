/** A server on this machine that has the board, and answers its questions from a list of members. */

import {
  QUERIES,
  daysQuery,
  fieldsQuery,
  labelsQuery,
  pastQuery,
  pillarQuery,
} from "../../../extension/board/queries.ts";
import { BUILD } from "../../lib/paths.mjs";
import { serveBoard } from "../../team/lib/serve.mjs";
import { join } from "node:path";

const PILLARS = ["brand", "people", "insights", "relationships"];

const median = (values, share = 0.5) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)];

/** `{id, label, index, change}` each; every week has the same values. */
function answersOf(members) {
  const indexes = members.map(({ index }) => index);
  const none = members.length === 0;
  const single = (value) => (none ? [] : [{ metric: {}, value }]);
  const each = (name, valueOf) =>
    members.map((member) => ({
      metric: { __name__: `bussola_${name}`, member: member.id },
      value: valueOf(member),
    }));
  const tens = new Map();
  for (const index of indexes) tens.set(Math.floor(index / 10), (tens.get(Math.floor(index / 10)) ?? 0) + 1);
  const fields = () => [
    ...each("kind", () => 1),
    ...each("index", ({ index }) => index),
    ...each("error", () => 0.5),
    ...PILLARS.flatMap((pillar) => each(pillar, ({ index }) => index / 4)),
    ...each("posts", () => 7),
    ...each("posts_bound", () => 1),
  ];
  const ofPillar = [
    { metric: { of: "median" }, value: median(indexes) / 4 },
    { metric: { of: "members" }, value: members.length },
  ];
  return new Map([
    [QUERIES.listed, () => single(members.length)],
    [QUERIES.silent, () => []],
    [QUERIES.members, () => single(members.length)],
    [
      QUERIES.quarters,
      () =>
        [0.25, 0.5, 0.75].map((part) => ({ metric: { part: String(part) }, value: median(indexes, part) })),
    ],
    [QUERIES.tens, () => [...tens].map(([ten, count]) => ({ metric: { ten: String(ten) }, value: count }))],
    [QUERIES.change, () => single(median(members.map(({ change }) => change)))],
    [QUERIES.changed, () => single(members.length)],
    ...PILLARS.map((pillar) => [pillarQuery(pillar), () => (none ? [] : ofPillar)]),
    [fieldsQuery(null), fields],
    [daysQuery(null), (time) => members.map(({ id }) => ({ metric: { member: id }, value: time }))],
    [
      labelsQuery(null),
      (time) => members.map(({ id, label }) => ({ metric: { member: id, label }, value: time })),
    ],
    [
      pastQuery(null),
      (_, isRange) => [...each("kind", () => 1), ...each("index", (m) => m.index - (isRange ? 0 : m.change))],
    ],
  ]);
}

/** The times of a query; one of an instant. */
function timesOf(form) {
  const [start, end, step] = ["start", "end", "step"].map((name) => Number(form.get(name)));
  if (!form.has("step")) return [Number(form.get("time"))];
  return Array.from({ length: (end - start) / step + 1 }, (_, index) => start + index * step);
}

function good(members, form) {
  const times = timesOf(form);
  const isRange = form.has("step");
  const last = times[times.length - 1];
  const answer = answersOf(members).get(form.get("query"));
  const result = answer(last, isRange).map(({ metric, value }) => {
    const samples = times.map((time) => [time, String(value)]);
    return isRange ? { metric, values: samples } : { metric, value: samples[0] };
  });
  return JSON.stringify({ status: "success", data: { resultType: isRange ? "matrix" : "vector", result } });
}

/** Starts it. Set `members`, and `reply` to answer otherwise: `{status, body}`, or "silence". */
export async function startBoardServer() {
  const state = { members: [], reply: null, tokens: [] };
  const { url, close } = await serveBoard(join(BUILD, "board"), (request, response, body) => {
    state.tokens.push(request.headers.authorization);
    if (state.reply === "silence") return;
    const { status, body: text } = state.reply ?? {
      status: 200,
      body: good(state.members, new URLSearchParams(body)),
    };
    response.writeHead(status, { "Content-Type": "application/json" }).end(text);
  });
  return Object.assign(state, { url, close });
}
