/** VictoriaMetrics, vmagent and vmauth on the loopback, with the machine's clock. */

import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { makeDirectory } from "../../lib/host.mjs";
import { until } from "../../lib/wait.mjs";

export const TOKEN = "token-of-the-team";

/** The servers use the machine's clock, and so must the members: a server drops what is in its future. */
export const REAL = { ...process.env };
delete REAL.LD_PRELOAD;
delete REAL.CLOCK_SHIFT;
export const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** A program that can be killed and started again with the same data. */
export async function startProgram(t, name, args, healthy) {
  let child;
  const start = async () => {
    child = spawn(name, args, { env: REAL, stdio: "ignore" });
    await until(`${name} answers`, async () => (await fetch(healthy)).ok);
  };
  const stop = async (signal = "SIGTERM") => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  };
  await start();
  t.after(() => stop("SIGKILL"));
  return { start, stop };
}

export async function startNode(t, directory) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [
    `-storageDataPath=${directory}`,
    `-httpListenAddr=127.0.0.1:${port}`,
    "-retentionPeriod=100y",
    "-search.maxUniqueTimeseries=1000000",
  ];
  return { url, ...(await startProgram(t, "victoria-metrics", args, `${url}/health`)) };
}

export async function startTeam(t) {
  const root = makeDirectory(t, "bussola-team-");
  const nodes = [await startNode(t, join(root, "a")), await startNode(t, join(root, "b"))];
  const [agentPort, authPort] = [await freePort(), await freePort()];
  const agentUrl = `http://127.0.0.1:${agentPort}`;
  const agent = await startProgram(
    t,
    "vmagent",
    [
      ...nodes.map(({ url }) => `-remoteWrite.url=${url}/api/v1/write`),
      `-remoteWrite.tmpDataPath=${join(root, "agent")}`,
      `-httpListenAddr=127.0.0.1:${agentPort}`,
    ],
    `${agentUrl}/health`,
  );
  const config = join(root, "auth.yml");
  writeFileSync(
    config,
    JSON.stringify({
      users: [
        {
          bearer_token: TOKEN,
          url_map: [
            { src_paths: ["/write"], url_prefix: agentUrl },
            { src_paths: ["/api/v1/.*"], url_prefix: nodes.map(({ url }) => url) },
          ],
        },
      ],
    }),
  );
  const url = `http://127.0.0.1:${authPort}`;
  const auth = await startProgram(
    t,
    "vmauth",
    [`-auth.config=${config}`, `-httpListenAddr=127.0.0.1:${authPort}`],
    `${url}/health`,
  );
  return { url, nodes, agentUrl, agent, auth };
}
