/**
 * The path of the first run: the number, the icon, the pages, and as an option the archive. Each
 * step can be done alone, in any order.
 */

import { LINKEDIN_PATTERN } from "../../manifest";
import { archiveSteps, bringArchive, bringLink } from "../../ui/archive";
import { tell } from "../../messages/client";
import { el, link, type Child } from "../../ui/dom";
import { ageOf, localDay, number } from "../../text/format";
import { t } from "../../text/i18n";
import { pillarName } from "../../text/pillars";
import { hostRemedy, programSteps } from "../../ui/host-remedy";
import type { Status } from "../../messages";
import { lastReading, noAccessOf, noAccessText } from "../../text/no-access";
import { ESTIMATE_PAGES, pagesRead } from "../../messages/pages";
import { PLACE_URLS } from "../../contract/pages";
import { button, pageList } from "../../ui/components";
import { phoneChoice, phoneOf } from "../../ui/phone";
import { absenceOf, hostWord, isKept } from "../../messages/program";
import { tick } from "../../ui/pictures";
import { PILLARS, type Official, type State } from "../../contract/protocol";

interface Step {
  id: string;
  /** The title's key, where it is not that of `id`. */
  title?: string;
  done: boolean;
  state: string;
  children: Child[];
}

/** `place`: where the step is on the path, or that it is optional or done; null beside the path. */
function card({ id, title, done, state, children }: Step, place: string | null): HTMLElement {
  const attrs = { id, "aria-labelledby": `${id}-title`, "data-state": state };
  const where = place !== null && el("small", {}, place);
  const heading = [tick(done), el("span", {}, t(title ?? `welcome_${id}_title`)), where];
  return el(
    "section",
    { class: "card step", attrs },
    el("h2", { attrs: { id: `${id}-title` } }, ...heading),
    ...children,
  );
}

/** Cards of steps; `place` names the place of an open one from its number, 1 for the first. */
function cards(steps: Step[], place: (at: number) => string): HTMLElement[] {
  return steps.map((step, index) => card(step, step.done ? t("welcome_step_done") : place(index + 1)));
}

function permitStep(): Step {
  const ask = (): unknown => chrome.permissions.request({ origins: [LINKEDIN_PATTERN] });
  const allow = button("action_allow", ask, { main: true, id: "allow" });
  return {
    id: "permit",
    done: false,
    state: "missing",
    children: [el("p", {}, t("welcome_permit_text")), el("div", { class: "actions" }, allow)],
  };
}

function ssiLink(key: string, main: boolean): HTMLElement {
  const attrs = { id: "open-ssi", "data-focus": "open-ssi" };
  return link(PLACE_URLS.ssi, { class: main ? "button main" : "button", attrs }, t(key));
}

/** LinkedIn's value with its parts. */
function officialValue({ total, pillars }: Official): HTMLElement {
  const parts = PILLARS.map((pillar) =>
    el(
      "li",
      {},
      el("span", { class: `dot of-${pillar}` }),
      pillarName(pillar),
      el("b", {}, number(pillars[pillar], 1)),
    ),
  );
  return el(
    "div",
    { class: "official", attrs: { id: "official", "data-total": total } },
    el("p", { class: "number" }, el("b", {}, number(total)), " ", t("of_100")),
    el("ul", {}, ...parts),
  );
}

function ssiStep(status: Status, now: Date): Step {
  const official = lastReading(status, stateOf(status));
  if (official === null) {
    const done = hasNumber(status);
    const open = el("div", { class: "actions" }, ssiLink("welcome_ssi_open", !done));
    const children = [
      done && el("p", {}, t("welcome_ssi_estimated")),
      el("p", {}, t("welcome_ssi_text")),
      open,
    ];
    return { id: "ssi", done, state: done ? "estimated" : "open", children };
  }
  const again = el(
    "div",
    { class: "actions" },
    el("span", { class: "quiet" }, t("welcome_ssi_seen", ageOf(official.at, localDay(now)))),
    ssiLink("welcome_ssi_again", false),
  );
  return { id: "ssi", done: true, state: "seen", children: [officialValue(official), again] };
}

const stateOf = ({ cached }: Status): State | null => cached?.state ?? null;

/** The first step where LinkedIn shows no SSI: then these pages, or the archive, give the index. */
function pagesStep(status: Status, noAccess: boolean, now: Date): Step {
  const state = stateOf(status);
  const read = pagesRead(status);
  const seen = ESTIMATE_PAGES.filter((page) => read[page] !== undefined).length;
  const all = ESTIMATE_PAGES.length;
  const why = noAccessText(lastReading(status, state), state?.kind, localDay(now));
  return {
    id: "pages",
    title: noAccess ? "welcome_pages_first_title" : "welcome_pages_title",
    done: seen === all,
    state: seen === all ? "seen" : "open",
    children: [
      noAccess && el("p", { attrs: { id: "no-access" } }, why),
      el("p", {}, t("welcome_pages_text"), " ", t("welcome_pages_look")),
      noAccess && el("p", {}, t("popup_estimate_more"), " ", bringLink()),
      pageList(ESTIMATE_PAGES, read),
      el("p", { class: "quiet", attrs: { role: "status" } }, t("welcome_pages_done", seen, all)),
    ],
  };
}

/** The question is asked once a program is there to store the answer. */
function phoneStep(status: Status): Step[] {
  const said = phoneOf(status);
  if (said === undefined) return [];
  const state = said ?? "open";
  return [{ id: "phone", done: said !== null, state, children: phoneChoice(said) }];
}

/** Done once a count of an archive's is in the index. */
function archiveStep(status: Status): Step {
  const done = hasArchive(stateOf(status));
  const children = [el("p", {}, t("options_import_text")), archiveSteps(...bringArchive())];
  return { id: "archive", done, state: done ? "imported" : "open", children };
}

function pinStep({ pinned }: Status, firefox: boolean): Step {
  const how = firefox ? "welcome_pin_firefox" : "welcome_pin_chrome";
  const text = pinned === null ? "welcome_pin_unknown" : pinned ? "welcome_pin_done" : how;
  const children = [el("p", {}, t(text))];
  return { id: "pin", done: pinned === true, state: String(pinned), children };
}

/** True where the program could run but does not answer. */
export function inTrouble(status: Status): boolean {
  const { host } = status;
  return host !== "connected" && host !== "unknown" && absenceOf(status) !== "unsupported";
}

export function hostStep(status: Status): HTMLElement {
  const { host, hostVersion } = status;
  const mend = absenceOf(status) === "missing" ? programSteps(status) : hostRemedy(status);
  const again = (): unknown => tell({ type: "reconnect" });
  const children = [
    el("p", { attrs: { role: "status" } }, t(`welcome_host_${hostWord(status)}`, hostVersion ?? "")),
    ...mend,
    mend.length > 0 && host !== "ahead" && el("div", { class: "actions" }, button("action_again", again)),
  ];
  return card({ id: "host", done: host === "connected", state: host, children }, null);
}

/** True once badge and popup show a number. */
export function hasNumber({ official, cached }: Status): boolean {
  return official !== null || (cached !== null && cached.state.total !== null);
}

/** True where the index rests on an archive too. */
export function hasArchive(state: State | null): boolean {
  const signals = state?.pillars.flatMap((pillar) => pillar.signals) ?? [];
  return signals.some((signal) =>
    [signal, ...(signal.sources ?? [])].some(({ source }) => source === "archive"),
  );
}

/** The end of the path; without the program there is no history to open. */
function doneCard(status: Status, isLimited: boolean, now: Date): HTMLElement {
  const first = stateOf(status)?.first_seen ?? status.since;
  const text = first === localDay(now) ? "welcome_done_tomorrow" : "welcome_done_later";
  const history = chrome.runtime.getURL("/history.html");
  const open = link(history, { class: "button", attrs: { "data-focus": "history" } }, t("welcome_done_open"));
  const next = [el("p", {}, t(text)), el("div", { class: "actions" }, open)];
  return card({ id: "done", done: true, state: "seen", children: isLimited ? [] : next }, null);
}

/** The path: obstacles, the steps that count, its end once they are done, and what is optional. */
export function stepCards(status: Status, firefox: boolean, now: Date): HTMLElement[] {
  const noAccess = noAccessOf(status, stateOf(status)) !== null;
  const isLimited = absenceOf(status) === "unsupported";
  const trouble = inTrouble(status);
  const ssi = noAccess ? [] : [ssiStep(status, now)];
  const pages = isLimited ? [] : [pagesStep(status, noAccess, now)];
  const pin = pinStep(status, firefox);
  const needed = noAccess ? [...pages, pin] : [...ssi, pin, ...pages];
  const offered = isLimited ? [] : [...phoneStep(status), ...(trouble ? [] : [archiveStep(status)])];
  const works = isLimited ? status.permitted : isKept(status);
  // Where the browser cannot say whether the icon is in view, the end does not wait for it.
  const isOver = needed.every((step) => step.done || (step === pin && status.pinned === null));
  return [
    ...(status.permitted ? [] : [card(permitStep(), null)]),
    ...(trouble ? [hostStep(status)] : []),
    ...cards(needed, (at) => t("welcome_step_of", at, needed.length)),
    ...(isOver && works && hasNumber(status) && !status.paused ? [doneCard(status, isLimited, now)] : []),
    ...cards(offered, () => t("welcome_step_optional")),
    ...(trouble || isLimited ? [] : [hostStep(status)]),
  ];
}
