/**
 * The options' card about LinkedIn's pages: last visit, last reading, what was found and what was
 * not.
 */

import { askReport } from "../../messages/client";
import { el, link, type Child } from "../../ui/dom";
import { ageOf, localDay, number } from "../../text/format";
import { changedPages, pageToReport } from "../../messages/health";
import { has, t } from "../../text/i18n";
import type { PageHealth, Status, Trace } from "../../messages";
import { PLACE_URLS, type PageKind, type Place } from "../../contract/pages";
import { button } from "../../ui/components";
import type { Day } from "../../contract/protocol";
import { card } from "./cards";

/** A signal's name, or the rule's own word where the catalogue has none. */
const nameOf = (signal: string): string => (has(`signal_${signal}`) ? t(`signal_${signal}`) : signal);

function found({ signal, anchor, reason }: Trace): HTMLElement {
  const how =
    anchor !== null
      ? t("options_pages_by", anchor)
      : has(`miss_${reason}`)
        ? t(`miss_${reason}`)
        : t("miss_no_anchor");
  return el("li", { class: anchor === null ? "faint" : "" }, t("options_pages_signal", nameOf(signal), how));
}

/** "3 of 5", with each count below; empty for a page that is only visited. */
function foundCell(page: PageKind, trace: Trace[]): HTMLElement {
  if (trace.length === 0) return el("td", {}, "–");
  const seen = trace.filter(({ anchor }) => anchor !== null).length;
  const summary = el(
    "summary",
    { attrs: { "data-focus": `found-${page}` } },
    t("options_pages_of", number(seen), number(trace.length)),
  );
  return el(
    "td",
    {},
    el("details", { attrs: { "data-page": page } }, summary, el("ul", {}, ...trace.map(found))),
  );
}

function row(
  page: PageKind,
  health: PageHealth | undefined,
  read: string | undefined,
  today: Day,
): HTMLElement {
  const misses = health?.misses ?? 0;
  const name = el("th", { attrs: { scope: "row" } }, t(`page_${page}`));
  if (misses > 0) name.append(el("small", {}, t("options_pages_misses", number(misses))));
  return el(
    "tr",
    { attrs: { "data-page": page, "data-misses": misses } },
    name,
    el("td", {}, health ? ageOf(health.visit, today) : "–"),
    el("td", {}, read === undefined ? t("options_pages_never") : ageOf(read, today)),
    foundCell(page, health?.trace ?? []),
  );
}

/** A button that copies the structure of an open page; the result shows beside it. */
function reportPart(page: PageKind): HTMLElement {
  const result = el("div", { class: "result quiet", attrs: { role: "status", id: "report-result" } });
  const copy = async (): Promise<void> => {
    const report = await askReport(page);
    if (report === null) {
      const place = PLACE_URLS[page as Place];
      const open = link(place, { attrs: { "data-focus": "report-open" } }, t(`page_${page}`));
      result.replaceChildren(t("options_report_open"), " ", open);
      return;
    }
    await navigator.clipboard.writeText(report);
    result.replaceChildren(t("options_report_copied"));
  };
  return el(
    "div",
    { class: "report" },
    el("div", { class: "actions" }, button("options_report", copy, { id: "report" })),
    el("p", { class: "quiet" }, t("options_report_text", t(`page_${page}`))),
    result,
  );
}

export function pagesCard({ pages, health }: Status, now: Date): HTMLElement {
  const kinds = [...new Set([...Object.keys(pages), ...Object.keys(health)])] as PageKind[];
  const shown = kinds.filter((page) => page !== "other");
  if (shown.length === 0) return card("pages", el("p", { class: "quiet" }, t("options_pages_none")));
  const today = localDay(now);
  const latest = (page: PageKind): number => Date.parse(health[page]?.visit ?? pages[page] ?? "");
  const rows = shown
    .sort((a, b) => latest(b) - latest(a))
    .map((page) => row(page, health[page], pages[page], today));
  const head = (key: string): HTMLElement => el("th", { attrs: { scope: "col" } }, t(key));
  const changed = changedPages(health).length > 0;
  const reported = pageToReport(health);
  const parts: Child[] = [
    changed && el("p", { attrs: { role: "status" } }, t("options_pages_changed")),
    el("p", { class: "quiet" }, t("options_pages_text")),
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          head("options_pages_page"),
          head("options_pages_visit"),
          head("options_pages_last"),
          head("options_pages_found"),
        ),
      ),
      el("tbody", {}, ...rows),
    ),
    reported && reportPart(reported),
  ];
  return card("pages", ...parts);
}
