/** A disk that fails when told, for the programs of a throw-away home. */

import { readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { preloaded } from "./clock.mjs";
import { HOST } from "./host.mjs";

/** The order is that of faulty.c; "any" is every call that may need room. */
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

  /** For the programs that run with `env`, whose data are in `home` under `data`. */
  constructor(home, data = "data") {
    this.#control = join(home, "faults");
    writeFileSync(this.#control, new Uint8Array(4 * FIELDS.length));
    this.env = {
      LD_PRELOAD: preloaded(join(dirname(HOST), "tests/faulty.so")),
      FAULTY_CONTROL: this.#control,
      FAULTY_UNDER: join(home, data),
    };
  }

  /* In place: the programs have the file mapped. */
  #write(control) {
    const values = Int32Array.from(FIELDS, (field) => control[field] ?? 0);
    writeFileSync(this.#control, new Uint8Array(values.buffer), { flag: "r+" });
  }

  /** The n-th call of a kind fails with an error such as "EIO", and with `once` no other. */
  break(kind, n, { once = false, code = "EIO" } = {}) {
    this.#write({ kind: KINDS.indexOf(kind), left: n, once: once ? 1 : 0, code: constants.errno[code] });
  }

  /** True when a call has failed since it was broken. */
  get failed() {
    const control = new Int32Array(Uint8Array.from(readFileSync(this.#control)).buffer);
    return control[FIELDS.indexOf("failed")] !== 0;
  }

  mend() {
    this.#write({});
  }
}
