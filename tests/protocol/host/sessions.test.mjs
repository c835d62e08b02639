import { readdirSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { makeHome } from "../../lib/host.mjs";
import { playSession } from "../lib/session.mjs";

const folder = fileURLToPath(new URL("sessions/", import.meta.url));

for (const file of readdirSync(folder).filter((name) => name.endsWith(".session"))) {
  test(`session ${file.replace(".session", "")}`, (t) => playSession(t, makeHome(t), folder + file));
}
