/** The heading after consent: whether counts are stored, and if not, why. */

import { tell } from "../../messages/client";
import { el } from "../../ui/dom";
import { t } from "../../text/i18n";
import type { Status } from "../../messages";
import { button, troubleRemedy } from "../../ui/components";
import { unsupportedWords } from "../../text/no-access";
import { absenceOf } from "../../messages/program";
import { troubleText } from "../../text/errors";

function heading(title: string, lead = "", ...act: HTMLElement[]): HTMLElement[] {
  return [el("h1", {}, title), ...(lead === "" ? [] : [el("p", { class: "lead" }, lead)]), ...act];
}

export function standing(status: Status): HTMLElement[] {
  const { paused, permitted, host, error } = status;
  if (paused) {
    const resume = button("popup_resume", () => tell({ type: "pause", paused: false }), { main: true });
    return heading(t("welcome_paused_title"), "", el("div", { class: "actions" }, resume));
  }
  if (!permitted) return heading(t("state_host_missing_title"));
  if (absenceOf(status) === "unsupported") {
    const { title, text } = unsupportedWords(status);
    return heading(title, text);
  }
  if (host === "unknown") return heading(t("welcome_looking_title"), t("welcome_host_unknown"));
  if (host !== "connected") return heading(t("state_host_missing_title"), t("welcome_waiting_lead"));
  if (error !== null) return heading(t("state_error_title"), troubleText(error), ...troubleRemedy(error));
  return heading(t("welcome_steps_title"), t("welcome_steps_lead"));
}
