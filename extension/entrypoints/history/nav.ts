/** What the page's head leads to: the report, the files, the options. */

import { button } from "../../ui/components";
import { el } from "../../ui/dom";
import { exportOf, save, type Format } from "../../ui/export";
import { codeText } from "../../text/errors";
import { t } from "../../text/i18n";
import type { Day } from "../../contract/protocol";

function reportAddress(profile: string | null): string {
  const address = new URL(chrome.runtime.getURL("/report.html"));
  if (profile !== null) address.searchParams.set("profile", profile);
  return address.href;
}

/** `profile`: the chosen one, null for the host's default; `label` names its files. */
export interface Source {
  profile: string | null;
  label: string;
}

/** The report and the files are left out without a history: `source` is null. */
export function historyNav(source: Source | null, today: Day): HTMLElement {
  const options = button("popup_options", () => chrome.runtime.openOptionsPage());
  if (!source) return el("nav", {}, options);
  const said = el("p", { class: "cap", attrs: { "aria-live": "polite" } });
  const saveAs = async (format: Format): Promise<void> => {
    const file = await exportOf(source.profile, format);
    said.textContent = typeof file === "string" ? codeText(file) : "";
    if (typeof file !== "string") save(file, `bussola-${source.label}-${today}.${format}`);
  };
  const report = { href: reportAddress(source.profile), "data-focus": "history_report" };
  return el(
    "nav",
    {},
    el("a", { class: "button", attrs: report }, t("history_report")),
    button("history_csv", () => saveAs("csv")),
    button("history_json", () => saveAs("json")),
    options,
    said,
  );
}
