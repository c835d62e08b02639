/** A local server that behaves as LinkedIn documents its portability API. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

const directory = mkdtempSync(join(tmpdir(), "bussola-api-"));
process.on("exit", () => rmSync(directory, { recursive: true, force: true }));

function certificate(name) {
  const key = join(directory, `${name}.key`);
  const file = join(directory, `${name}.pem`);
  const made = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
    ...["-keyout", key, "-out", file],
  ]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  return { file, options: { key: readFileSync(key), cert: readFileSync(file) } };
}

export const trusted = certificate("trusted");
/** A file of certificates unrelated to the server's. */
export const strangers = certificate("strangers").file;

export const TOKEN = "token-of-the-test-0123456789";

const no = (status, body = {}) => ({ status, body: { status, ...body } });
export const replies = {
  noMore: no(404, { message: "No data found for this memberId" }),
  noDomain: no(404, { message: "No data found for this domain and memberId" }),
  expired: no(401, { code: "EXPIRED_ACCESS_TOKEN", message: "The token used in the request has expired" }),
  forbidden: no(403, { message: "Not enough permissions to access this resource" }),
  version: no(426, { code: "NONEXISTENT_VERSION", message: "Requested version is not active" }),
  throttled: (seconds) => ({
    ...no(429, { message: "Resource level throttle limit for calls to this resource is reached." }),
    headers: { "Retry-After": String(seconds) },
  }),
};

export const page = (domain, rows) => ({
  status: 200,
  body: {
    paging: { start: 0, count: 10, links: [], total: 2 },
    elements: [{ snapshotDomain: domain, snapshotData: rows }],
  },
});
export const changes = (events) => ({
  status: 200,
  body: { paging: { start: 0, count: 10, links: [] }, elements: events },
});

/**
 * Starts the server. `data`: domain → list of pages, each a list of rows; `answer(request, count)`
 * may return another reply: {status, body, headers, raw, cut, drip}. `asked` lists the requests.
 */
export async function serve(t, data, answer = () => undefined) {
  const asked = [];
  const server = createServer(trusted.options, (request, response) => {
    const url = new URL(request.url, "https://localhost");
    const wanted = {
      path: url.pathname,
      domain: url.searchParams.get("domain"),
      start: Number(url.searchParams.get("start")),
      startTime: Number(url.searchParams.get("startTime")),
      headers: request.headers,
    };
    asked.push(wanted);
    const same = asked.filter((one) => one.domain === wanted.domain && one.start === wanted.start);
    send(response, answer(wanted, same.length) ?? usual(data, wanted));
  });
  server.on("tlsClientError", () => {});
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))));
  return { asked, base: `https://127.0.0.1:${server.address().port}`, ca: trusted.file };
}

function usual(data, wanted) {
  if (wanted.headers.authorization !== `Bearer ${TOKEN}`) return replies.expired;
  if (wanted.headers["linkedin-version"] !== "202312") return replies.version;
  if (wanted.path !== "/rest/memberSnapshotData") return replies.noMore;
  const pages = data[wanted.domain];
  if (pages === undefined) return replies.noDomain;
  return wanted.start < pages.length ? page(wanted.domain, pages[wanted.start]) : replies.noMore;
}

function send(response, reply) {
  const body = reply.raw ?? JSON.stringify(reply.body);
  const headers = { "Content-Type": "application/json", ...reply.headers };
  if (reply.cut) {
    response.writeHead(reply.status, { ...headers, "Content-Length": body.length + 100 });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  } else if (reply.drip) {
    response.writeHead(reply.status, headers);
    const half = body.length / 2;
    response.write(body.slice(0, half));
    setTimeout(() => response.end(body.slice(half)), reply.drip).unref();
  } else {
    response.writeHead(reply.status, headers);
    response.end(body);
  }
}
