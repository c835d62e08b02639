/** The process table, as far as tests need it (Linux). */

import { readFileSync, readdirSync } from "node:fs";

/** Everything readable about one process, or null when it is gone. */
function inspect(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name is in parentheses and may hold any character.
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return { pid, parent: Number(parent), state, command };
  } catch {
    return null;
  }
}

/** All live processes below `root`: `{pid, parent, state, command}`. */
export function descendants(root) {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => inspect(Number(name)))
    .filter((process) => process !== null && process.state !== "Z");
  const found = [];
  const queue = [root];
  while (queue.length > 0) {
    const parent = queue.shift();
    for (const process of all) {
      if (process.parent === parent) {
        found.push(process);
        queue.push(process.pid);
      }
    }
  }
  return found;
}

/** Sends a signal, unless the process has ended. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

export function isAlive(pid) {
  const process = inspect(pid);
  return process !== null && process.state !== "Z";
}
