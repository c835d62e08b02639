/** Serves the board's folder, as any static server would. */

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The file of a request below `folder`; null for any other. */
export function fileOf(folder, path) {
  const name = path === "/" ? "index.html" : path.slice(1);
  if (!/^[\w.-]+$/.test(name) || TYPES[extname(name)] === undefined) return null;
  try {
    return { type: TYPES[extname(name)], bytes: readFileSync(join(folder, name)) };
  } catch {
    return null;
  }
}

/**
 * Starts it; returns `{url, close}`. `answer` gets the other requests, with `(request, response,
 * body)`; without it they are not found.
 */
export async function serveBoard(folder, answer) {
  const server = createServer(async (request, response) => {
    const file = request.method === "GET" ? fileOf(folder, new URL(request.url, "http://x").pathname) : null;
    if (file !== null) return response.writeHead(200, { "Content-Type": file.type }).end(file.bytes);
    const parts = [];
    for await (const part of request) parts.push(part);
    if (answer) return answer(request, response, Buffer.concat(parts).toString());
    return response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}
