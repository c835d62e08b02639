/** A disk that fails on demand, for the programs of a temporary home. */

import { readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { preloaded } from "./clock.mjs";
import { HOST } from "./host.mjs";

/** In the order of faulty.c; "any" is every call that may need free space. */
export const KINDS = [
  "open",
  "read",
  "write",
  "sync",
  "truncate",
  "rename",
  "mkdir",
  "chmod",
  "stat",
  "flock",
  "any",
];
const FIELDS = ["kind", "left", "once", "failed", "code"];

export class Disk {
  #control;

  /** For programs that run with `env` and keep their data under `data` in `home`. */
  constructor(home, data = "data") {
    this.#control = join(home, "faults");
    writeFileSync(this.#control, new Uint8Array(4 * FIELDS.length));
    this.env = {
      LD_PRELOAD: preloaded(join(dirname(HOST), "tests/faulty.so")),
      FAULTY_CONTROL: this.#control,
      FAULTY_UNDER: join(home, data),
    };
  }

  /* Written in place, because the programs have mapped the file. */
  #write(control) {
    const values = Int32Array.from(FIELDS, (field) => control[field] ?? 0);
    writeFileSync(this.#control, new Uint8Array(values.buffer), { flag: "r+" });
  }

  /** Makes the n-th call of a kind fail with an error such as "EIO"; with `once` only that one. */
  break(kind, n, { once = false, code = "EIO" } = {}) {
    this.#write({ kind: KINDS.indexOf(kind), left: n, once: once ? 1 : 0, code: constants.errno[code] });
  }

  /** True when a call has failed since `break`. */
  get failed() {
    const control = new Int32Array(Uint8Array.from(readFileSync(this.#control)).buffer);
    return control[FIELDS.indexOf("failed")] !== 0;
  }

  mend() {
    this.#write({});
  }
}
