/** Which system this is, and what works on it. */

import { el } from "../../ui/dom";
import { t } from "../../text/i18n";
import type { Status } from "../../messages";
import { unsupportedWords } from "../../text/no-access";
import { systemName } from "../../platform/system";
import { absenceOf } from "../../messages/program";

/**
 * What works: everything, everything once the program is connected, or LinkedIn's own number only.
 */
function reach(status: Status): string {
  if (absenceOf(status) === "unsupported") return unsupportedWords(status).text;
  return t(status.host === "connected" ? "system_ready" : "system_needs");
}

export function systemLine(status: Status): HTMLElement {
  const { system, host } = status;
  const here = system === null ? "" : `${t("system_here", systemName(system))} `;
  const trouble = host !== "connected" && host !== "unknown" && absenceOf(status) !== "unsupported";
  const how = el("a", { attrs: { href: "#host", "data-focus": "how" } }, t("system_how"));
  const attrs = { id: "system", role: "status", "data-system": system };
  return el(
    "p",
    { class: "system", attrs },
    here,
    el("b", {}, reach(status)),
    trouble && " ",
    trouble && how,
  );
}
