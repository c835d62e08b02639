/** The host's errors as texts, and the commands that repair them. Pure. */

import { has, t } from "./i18n";

/** The host's error, or one of a later host. */
export interface Trouble {
  code: string;
  message: string;
  /** Why the host cannot store, or the field of the message that is wrong. */
  field?: string;
}

/**
 * Commands for a failing store, by the reason that the host gives (include/bussola/store/store.h).
 */
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

/** The text of a code; an unknown one counts as an internal failure. */
export function codeText(code: string): string {
  return t(has(`error_${code}`) ? `error_${code}` : "error_internal");
}

/** The error in the user's language where the catalogue has a text. */
export function troubleText({ code, message, field }: Trouble): string {
  const precise = `error_${code}_${field ?? ""}`;
  if (has(precise)) return t(precise);
  return has(`error_${code}`) || message === "" ? codeText(code) : message;
}
