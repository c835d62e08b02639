/** A team's server on this machine that accepts whatever `bussola push` sends. */

import { createServer } from "node:http";

/** Starts it; returns `{url, close}`. */
export async function startTeamServer() {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => response.writeHead(204).end());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((done) => (server.closeAllConnections(), server.close(done)));
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}
