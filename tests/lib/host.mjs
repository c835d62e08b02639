/** A real bussola-host, driven like a browser does. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOST } from "./paths.mjs";
import { CLOCK } from "./clock.mjs";

export { HOST };

/** Hosts by the test that started them. */
const hosts = new WeakMap();

/**
 * A directory that is removed with the test, once its hosts have ended: one in which a host still
 * writes cannot be removed.
 */
export function makeDirectory(t, prefix) {
  const directory = mkdtempSync(join(tmpdir(), prefix));
  t.after(async () => {
    await Promise.all((hosts.get(t) ?? []).map((host) => host.kill()));
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

/** A user's home with no data yet. */
export const makeHome = (t) => makeDirectory(t, "bussola-protocol-");

/** The data directory of a home, and the database in it. */
export const folderOf = (home) => join(home, "data/bussola");
export const databaseOf = (home) => join(folderOf(home), "bussola.db");

export function header(length) {
  const bytes = Buffer.alloc(4);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, length, littleEndian);
  return bytes;
}

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** A message (object, text or bytes) as a frame. */
export function frame(message) {
  const text = Buffer.isBuffer(message)
    ? message
    : Buffer.from(typeof message === "string" ? message : JSON.stringify(message));
  return Buffer.concat([header(text.length), text]);
}

export class Host {
  #child;
  #received = Buffer.alloc(0);
  #waiting = [];
  #ended = false;
  stderr = "";

  /** `shell` is run before the host in the same shell (ulimit); `program` may be the other host. */
  constructor(home, { args = [], env = {}, shell, program = HOST } = {}) {
    const environment = {
      PATH: process.env.PATH,
      HOME: home,
      XDG_DATA_HOME: join(home, "data"),
      ASAN_OPTIONS: process.env.ASAN_OPTIONS ?? "",
      ...CLOCK,
      ...env,
    };
    const options = { env: environment, stdio: ["pipe", "pipe", "pipe"] };
    this.#child = shell
      ? spawn("sh", ["-c", `${shell}; exec "$0" "$@"`, program, ...args], options)
      : spawn(program, args, options);
    this.#child.stdin.on("error", () => {});
    this.#child.stderr.on("data", (bytes) => (this.stderr += bytes));
    this.#child.stdout.on("data", (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#deliver();
    });
    this.#child.stdout.on("end", () => {
      this.#ended = true;
      this.#deliver();
    });
    this.exited = new Promise((resolve) => {
      this.#child.on("close", (code, signal) => resolve(signal ?? code));
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** Bytes received that no `read` has taken. */
  get unread() {
    return this.#received.length;
  }

  #deliver() {
    while (this.#waiting.length > 0) {
      const size = this.#received.length < 4 ? Infinity : this.#size();
      if (this.#received.length >= 4 + size) {
        const text = this.#received.subarray(4, 4 + size).toString("utf8");
        this.#received = this.#received.subarray(4 + size);
        this.#waiting.shift().resolve(JSON.parse(text));
      } else if (this.#ended) {
        this.#waiting.shift().reject(new Error(`the host has ended: ${this.stderr}`));
      } else {
        return;
      }
    }
  }

  #size() {
    const { buffer, byteOffset } = this.#received;
    return new DataView(buffer, byteOffset).getUint32(0, littleEndian);
  }

  write(bytes) {
    return new Promise((resolve) => this.#child.stdin.write(bytes, resolve));
  }

  /** The next reply. */
  read() {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#deliver();
    });
  }

  async ask(message) {
    await this.write(frame(message));
    return this.read();
  }

  /** Stops reading, like a crashed browser. */
  closeOutput() {
    this.#child.stdout.destroy();
  }

  /** Closes the input; resolves to the exit code. */
  end() {
    this.#child.stdin.end();
    return this.exited;
  }

  kill() {
    this.#child.kill("SIGKILL");
    return this.exited;
  }
}

/** A host that ends with the test. */
export function startHost(t, home, options) {
  const host = new Host(home, options);
  hosts.set(t, [...(hosts.get(t) ?? []), host]);
  t.after(() => host.kill());
  return host;
}

let lastId = 0;
let lastRequest = 0;

/** An observation of an ordinary page; `fields` replace or add. */
export function observation(fields = {}) {
  lastId += 1;
  lastRequest += 1;
  return {
    id: lastId,
    type: "observe",
    request: `test-${process.pid}-${lastRequest}`,
    profile: { key: "ines-prova" },
    page: "feed",
    lang: "en",
    at: moment(0),
    gauges: [],
    tallies: [],
    ...fields,
  };
}

/** Fixed for the run, so that a test does not span two days. */
const now = Date.now();

/** The day `offset` days from today, in UTC. */
export function day(offset = 0) {
  return new Date(now + offset * 86_400_000).toISOString().slice(0, 10);
}

/** The first second of that day, or the given time of it, in UTC. */
export function moment(offset = 0, time = "00:00:00") {
  return `${day(offset)}T${time}+00:00`;
}
