/** A session's clock: the same for the extension, the host and the command line. */

import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLOCK_SO, extensionDirectory } from "../../lib/paths.mjs";

/** Seconds that this process' clock is ahead (tests/at). */
const OWN = Number(process.env.CLOCK_SHIFT ?? 0);

/** Seconds from the real clock to `date`; this process' own shift without a date. */
export const shiftTo = (date) => (date ? OWN + Math.round((date.getTime() - Date.now()) / 1000) : OWN);

/** The present time of a clock that is `shift` seconds ahead of the real one. */
export const nowAt = (shift) => new Date(Date.now() + (shift - OWN) * 1000);

/** The environment in which programs see that clock; empty for the real one. */
export const shiftedEnvironment = (shift) =>
  shift === 0 ? {} : { CLOCK_SHIFT: String(shift), LD_PRELOAD: CLOCK_SO };

/** Copies the extension with that clock into `home`, and returns its directory. */
export function shiftedExtension(browser, shift, home) {
  const copy = join(home, "extension");
  cpSync(extensionDirectory(browser, "extension-test"), copy, { recursive: true });
  for (const name of readdirSync(copy, { recursive: true }).filter((name) => name.endsWith(".js"))) {
    const file = join(copy, name);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("CLOCK_SHIFT_MS", String(shift * 1000)));
  }
  return copy;
}
