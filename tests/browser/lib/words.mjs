/** The catalogue with the extension's texts. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../lib/paths.mjs";

/** Returns a lookup of one language's messages: `key` → text, with `$NAMES$` still in it. */
export function wording(language) {
  const file = join(ROOT, "extension/_locales", language, "messages.json");
  const messages = JSON.parse(readFileSync(file, "utf8"));
  return (key) => {
    if (!messages[key]) throw new Error(`no message ${key} in ${language}`);
    return messages[key].message;
  };
}

/** A pattern for a message with any values for its `$NAMES$`. */
export function patternOf(message) {
  const parts = message.split(/\$[A-Z_]+\$/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+")}$`, "s");
}
