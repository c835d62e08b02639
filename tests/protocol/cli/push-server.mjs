/** A server on this machine that stores InfluxDB's line protocol as VictoriaMetrics does. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { gunzipSync } from "node:zlib";

import { CLI } from "./lib.mjs";
import { trusted } from "../ingest/api.mjs";

/** A line's measurement with its tags, its fields and its time. */
export function parse(line) {
  const [, name, fields, time] = /^((?:\\.|[^ \\])+) (\S+) (\d+)$/.exec(line) ?? assert.fail(line);
  const [measurement, ...tags] = name.split(/(?<!\\),/).map((part) => part.replaceAll(/\\(.)/g, "$1"));
  assert.equal(measurement, "bussola");
  return {
    tags: Object.fromEntries(tags.map((tag) => tag.split(/=(.*)/s).slice(0, 2))),
    fields: Object.fromEntries(fields.split(",").map((field) => field.split("="))),
    time: Number(time),
  };
}

/**
 * Starts a server. `answer(request, number)` may return another reply: {status, headers, body, cut,
 * garbage, silent}. `posts` lists the requests, `stored` what was accepted: the values of
 * "member field" by time.
 */
export async function serve(t, answer = () => undefined, { secure = false } = {}) {
  const posts = [];
  const stored = new Map();
  const accept = (lines) => {
    for (const { tags, fields, time } of lines.map(parse))
      for (const [field, value] of Object.entries(fields)) {
        const series = `${tags.member} ${field}`;
        if (!stored.has(series)) stored.set(series, new Map());
        stored.get(series).set(time, Number(value));
      }
  };
  const listen = (request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const body = gunzipSync(Buffer.concat(chunks)).toString();
      const post = { method: request.method, url: request.url, headers: request.headers, body };
      post.lines = body.split("\n").slice(0, -1);
      assert.ok(body.endsWith("\n"));
      posts.push(post);
      const reply = answer(post, posts.length) ?? { status: 204 };
      if (reply.status === 204 || reply.kept) accept(post.lines);
      send(response, reply);
    });
  };
  const server = secure ? createSecureServer(trusted.options, listen) : createServer(listen);
  server.on("tlsClientError", () => {});
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
  t.after(close);
  const url = `${secure ? "https" : "http"}://127.0.0.1:${server.address().port}`;
  return { posts, stored, url, close, ca: trusted.file };
}

function send(response, { status, headers = {}, body = "", cut, garbage, silent }) {
  if (silent) return;
  if (garbage) response.socket.end(garbage);
  else if (cut) {
    response.writeHead(status, { ...headers, "Content-Length": 100 });
    response.write("x", () => response.destroy());
  } else response.writeHead(status, headers).end(body);
}

/** Runs `bussola push` while this process serves. */
export function push(place, args = [], { env = {}, input = "" } = {}) {
  const child = spawn(CLI, ["push", ...args], { env: { ...place.env, ...env }, cwd: place.root });
  let out = "";
  let err = "";
  child.stdout.on("data", (bytes) => (out += bytes));
  child.stderr.on("data", (bytes) => (err += bytes));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}
