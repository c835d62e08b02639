/** The weekly report on a page, opened from the history, to print or to save. */

import { now } from "../../platform/clock";
import { askStatus, inOrder } from "../../messages/client";
import { el } from "../../ui/dom";
import { addDays, localDay } from "../../text/format";
import { save } from "../../ui/export";
import { language, t } from "../../text/i18n";
import { hostRemedy } from "../../ui/host-remedy";
import type { Status } from "../../messages";
import { unsupportedWords } from "../../text/no-access";
import { usePillarNames } from "../../text/pillars";
import { button } from "../../ui/components";
import { repaint, unlessPressed } from "../../ui/repaint";
import { absenceOf, type Absence } from "../../messages/program";
import { fileOf } from "./keep";
import { reportPage, titleOf } from "./page";
import { askReport, usualWeek, weekOf, type Report } from "./week";

const given = new URLSearchParams(location.search);
const profile = given.get("profile");

function keep(report: Report, shown: HTMLElement): void {
  const label = report.state.profile?.label ?? "";
  save(fileOf(shown, titleOf(report)), `bussola-${label}-${report.week.monday}.html`);
}

/** The buttons above the report. */
function frame(monday: string, today: string, report: Report | null, shown: HTMLElement): HTMLElement {
  const back = new URL(chrome.runtime.getURL("/history.html"));
  if (profile !== null) back.searchParams.set("profile", profile);
  const after = button("report_after", () => open(addDays(monday, 7)));
  after.disabled = addDays(monday, 7) > today;
  return el(
    "nav",
    {},
    el("a", { attrs: { href: back.href } }, t("popup_history")),
    button("report_before", () => open(addDays(monday, -7))),
    after,
    report &&
      el(
        "div",
        { class: "end" },
        button("report_save", () => keep(report, shown)),
        button("report_print", () => print(), { main: true }),
      ),
  );
}

/** Shown instead of the report, by the reason why the program does not answer. */
function failure(absence: Absence | null, status: Status | undefined): { title: string; text: string } {
  if (absence === "unsupported" && status) return unsupportedWords(status);
  const what = absence === "missing" ? "state_host_missing" : "history_failed";
  return { title: t(`${what}_title`), text: t(`${what}_text`) };
}

function failed(status: Status | undefined, again: () => unknown): HTMLElement {
  const absence = status ? absenceOf(status) : null;
  const { title, text } = failure(absence, status);
  return el(
    "main",
    { class: "failed" },
    el("h1", {}, title),
    el("p", {}, text),
    ...(status ? hostRemedy(status) : []),
    button("action_again", again, { main: absence !== "missing" }),
  );
}

/** The page of the week that contains `day`; of this week if that one has not begun. */
const pageOf = inOrder(async (day: string) => {
  const today = localDay(now());
  const week = weekOf(day, today) ?? { monday: usualWeek(today), last: today };
  const [status, report] = await Promise.all([askStatus(), askReport(profile, week, today)]);
  usePillarNames(status?.pillarNames ?? null);
  const shown = report ? reportPage(report) : failed(status, () => open(day));
  const title = report ? titleOf(report) : "Bussola";
  return { title, nodes: [frame(week.monday, today, report, shown), shown] };
});

const paint = unlessPressed(document.body, ({ title, nodes }: Awaited<ReturnType<typeof pageOf>>) => {
  document.title = title;
  repaint(document.body, ...nodes);
});

async function open(day: string): Promise<void> {
  paint(await pageOf(day));
}

document.documentElement.lang = language();
void open(given.get("week") ?? usualWeek(localDay(now())));
