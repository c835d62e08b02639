/** A server on this machine that has the board, and answers its questions from a list of members. */

import {
  ANY_PART,
  QUERIES,
  daysQuery,
  fieldsQuery,
  labelsQuery,
  partQuery,
  pastQuery,
  pillarQuery,
} from "../../../extension/board/queries.ts";
import { BUILD } from "../../lib/paths.mjs";
import { serveBoard } from "../../team/lib/serve.mjs";
import { join } from "node:path";

const PILLARS = ["brand", "people", "insights", "relationships"];

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
  const spread = (values) =>
    [...new Set(values)].map((value) => ({
      metric: { value: String(value) },
      value: values.filter((other) => other === value).length,
    }));
  const fields = () => [
    ...each("kind", () => 1),
    ...each("index", ({ index }) => index),
    ...each("error", () => 0.5),
    ...PILLARS.flatMap((pillar) => each(pillar, ({ index }) => index / 4)),
    ...each("posts", () => 7),
    ...each("posts_bound", () => 1),
  ];
  return new Map([
    [QUERIES.listed, () => single(members.length)],
    ...ANY_PART.map((part) => [partQuery(part), () => single(members.length)]),
    [QUERIES.ofYear, () => single(members.length)],
    [QUERIES.indexes, () => spread(indexes)],
    [QUERIES.changes, () => spread(members.map(({ change }) => change))],
    ...PILLARS.map((pillar) => [pillarQuery(pillar), () => spread(indexes.map((index) => index / 4))]),
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
