/** The host's errors in the member's words, and the command that mends them. Pure. */

import { has, t } from "./i18n";

/** The host's error, or one that a later host will know. */
export interface Trouble {
  code: string;
  message: string;
  /** Why it cannot store, or the member of the message to blame. */
  field?: string;
}

/** What to do about a store that fails, by the reason that the host gives (include/bussola/store/store.h). */
const COMMANDS: Readonly<Record<string, string>> = {
  damaged: "bussola recover",
  foreign: "bussola recover",
  altered: "bussola recover",
  denied: "bussola doctor",
  blocked: "bussola doctor",
};

/** The one command to run; null where none helps. */
export function commandFor({ code, field }: Trouble): string | null {
  return code === "storage" && field !== undefined && Object.hasOwn(COMMANDS, field)
    ? (COMMANDS[field] ?? null)
    : null;
}

/** What a code means; one of a later program is a failure like others. */
export function codeText(code: string): string {
  return t(has(`error_${code}`) ? `error_${code}` : "error_internal");
}

/** In the member's language where the catalogue words it. */
export function troubleText({ code, message, field }: Trouble): string {
  const precise = `error_${code}_${field ?? ""}`;
  if (has(precise)) return t(precise);
  return has(`error_${code}`) || message === "" ? codeText(code) : message;
}
