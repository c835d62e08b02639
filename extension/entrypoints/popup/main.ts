/**
 * The popup paints at once from what the background stored, then asks the host and repaints only
 * what differs. Focus and the unfolded row survive a repaint.
 */

import { askStatus, onChanged, tell } from "../../messages/client";
import { now } from "../../platform/clock";
import { el, link } from "../../ui/dom";
import { dayOf, localDay, warmFormatters } from "../../text/format";
import { language, t } from "../../text/i18n";
import { redrawnNote } from "../../ui/reasons";
import { repaint, unlessPressed } from "../../ui/repaint";
import type { Status } from "../../messages";
import { unseenOf } from "../../text/advice";
import { askDays, Days } from "../../text/count-days";
import { newerOfficial, saysSomething } from "../../messages/newest";
import { noAccessOf } from "../../text/no-access";
import { usePillarNames } from "../../text/pillars";
import { absenceOf } from "../../messages/program";
import { isSample } from "../../sample/asked";
import type { Goal, State, Why } from "../../contract/protocol";
import { askState, detailsIn, detailsOf, isWhole, type Details } from "./questions";
import { learningCard, numberCard } from "./card";
import { figuresOfOfficial, figuresOfState, type Figures } from "./view-model";
import { popupHeader, type Profile } from "./header";
import { countsRow } from "./counts";
import { moreFold, nextParts } from "./next";
import { milestoneNews } from "./milestones";
import { todayText } from "./today";
import { noticeOf, screenOf, type Notice, type Screen } from "./screen";
import { noticeLine, stateScreen } from "./states";
import { unfolded } from "./disclosure";
import { estimatePages } from "./ways";

interface Shown {
  status: Status;
  state: State | null;
  /** Why the number moved in the week before `state`; null until known. */
  why: Why | null;
  /** The weekly goal; null without one and until known. */
  goal: Goal | null;
  profiles: Profile[];
  /** The profile chosen in the switcher; null for the host's default one. */
  chosen: string | null;
}

let shown: Shown | null = null;
let painted = "";
/** The days of the counts on the screen. */
let days: Days | null = null;
/** Bumped by each refresh; replies to older ones are discarded. */
let questions = 0;

function historyLink(key: string | null): HTMLElement {
  const other = key === null ? "" : `?profile=${encodeURIComponent(key)}`;
  const query = isSample ? "?sample" : other;
  const options = { attrs: { "data-focus": "history" } };
  return link(`${chrome.runtime.getURL("/history.html")}${query}`, options, t("popup_history"));
}

/** Steps and pages that fit below the number, beside a notice and its buttons. */
function rowsBelow(notice: Notice | null, { noAccess, range, onPhone }: Figures, hasBoth: boolean): number {
  // Each of these takes lines beside or below the ring.
  const wordy = [noAccess !== null, range !== null, range !== null && onPhone, hasBoth].filter(
    Boolean,
  ).length;
  return notice === null ? Math.max(0, 2 - wordy) : 1;
}

/** A repaint with the same counts does not ask for their days again. */
function daysShown({ status, chosen, state }: Shown): Days {
  const to = state ? dayOf(state.at) : localDay(now());
  const of = JSON.stringify([status.host, chosen, state?.profile, state?.counts, to]);
  if (days?.of !== of) days = new Days(of, () => askDays(chosen, to));
  return days;
}

function numberScreen(view: Shown, open: string | null): HTMLElement[] {
  const { status, state } = view;
  const today = localDay(now());
  const newer = newerOfficial(status, state);
  let figures: Figures | null = null;
  if (newer) figures = figuresOfOfficial(newer.official, newer.at, state);
  else if (state) figures = figuresOfState(state);
  if (!figures) return [];
  if (noAccessOf(status, state)) {
    figures = { ...figures, noAccess: absenceOf(status) === "unsupported" ? "ends" : "continues" };
  }
  const notice = noticeOf(status);
  if (notice === "archive") void tell({ type: "archive", step: "reminded" });
  const news = milestoneNews(state, status, today);
  const daily = state === null ? "" : todayText(state, today);
  const below = [
    ...countsRow(state, today, daysShown(view), open),
    news !== "" && el("p", { class: "daily" }, news),
    daily !== "" && el("p", { class: "daily" }, daily),
  ];
  const redrawn = view.why !== null && redrawnNote(view.why, today);
  let more: HTMLElement | null = null;
  const parts: (HTMLElement | null)[] = [notice && noticeLine(notice, status, !saysSomething(state))];
  if (figures.kind === "learning") {
    parts.push(
      learningCard(figures, state, status, today, open, [redrawn, ...below]),
      el("section", { class: "card" }, estimatePages(state, status)),
    );
  } else {
    parts.push(numberCard(figures, today, open, below));
    if (saysSomething(state)) {
      const pages = unseenOf(state, status);
      const rows = rowsBelow(notice, figures, news !== "" && daily !== "");
      const { card, rest } = nextParts(state, figures, rows, { goal: view.goal, pages, open });
      parts.push(card);
      more = moreFold(state, figures, view.why, rest);
    }
  }
  parts.push(el("footer", {}, more, historyLink(view.chosen)));
  return parts.filter((part) => part !== null);
}

function contentOf(view: Shown, open: string | null): { screen: Screen; nodes: HTMLElement[] } {
  const screen = screenOf(view.status, view.state);
  const choose = (key: string): void => void refresh({ chosen: key });
  const profile = view.state?.profile ?? null;
  const header = popupHeader(view.status, view.profiles, profile, choose);
  if (screen === "number") {
    const [...parts] = numberScreen(view, open);
    const footer = parts.pop();
    return { screen, nodes: [header, el("main", {}, ...parts), ...(footer ? [footer] : [])] };
  }
  return { screen, nodes: [header, el("main", {}, stateScreen(screen, view.status))] };
}

/** Paints `view`, unless it is on the screen already. */
const paint = unlessPressed(document.body, (view: Shown): void => {
  shown = view;
  usePillarNames(view.status.pillarNames);
  const fingerprint = JSON.stringify(view);
  if (fingerprint === painted) return;
  const first = painted === "";
  painted = fingerprint;
  const open = unfolded();
  const scrolled = document.querySelector("main")?.scrollTop ?? 0;
  const { screen, nodes } = contentOf(view, open);
  document.body.className = `screen-${screen}`;
  // Only the first number is animated, because a repaint must not look like a change.
  document.body.classList.toggle("grow", first && screen === "number");
  repaint(document.body, ...nodes);
  // Scrolling to 0 would cost another layout.
  if (scrolled > 0) document.querySelector("main")?.scrollTo(0, scrolled);
});

const listed = (profiles: Details["profiles"]): Profile[] | undefined =>
  profiles?.map(({ key, label }) => ({ key, label }));

/** Asks the host for the state, the reasons, the goal, and the profiles that it knows. */
async function refresh(change: { status?: Status; chosen?: string } = {}): Promise<void> {
  if (!shown) return;
  const mine = ++questions;
  const base = { ...shown, ...change };
  paint(base);
  if (!base.status.agreed || base.status.host === "missing") return;
  const answer = await askState(base.chosen);
  if (mine !== questions || !answer.ok) return;
  const { reply } = answer;
  const { state } = reply;
  if (!isWhole(reply)) {
    const same = state.profile?.key === base.state?.profile?.key;
    paint({ ...base, state, why: same ? base.why : null, goal: same ? base.goal : null });
  }
  const { why, goal, profiles } = await detailsOf(reply, base.chosen);
  if (mine === questions) paint({ ...base, state, why, goal, profiles: listed(profiles) ?? base.profiles });
}

async function open(): Promise<void> {
  document.documentElement.lang = language();
  void chrome.tabs.getCurrent().then((tab) => document.documentElement.classList.toggle("in-tab", !!tab));
  const asked = askStatus();
  // Added first: a change is announced once, maybe while the first status is on its way.
  onChanged(() => {
    void askStatus().then((status) => {
      if (!status || !shown) return;
      // The reminder is shown once, until the popup closes.
      const archiveDue = status.archiveDue || shown.status.archiveDue;
      void refresh({ status: { ...status, archiveDue } });
    });
  });
  warmFormatters();
  const status = await asked;
  if (!status) return;
  const { cached } = status;
  const details = cached ? detailsIn(cached) : { why: null, goal: null, profiles: null };
  const profiles = listed(details.profiles) ?? [];
  paint({ ...details, status, state: cached?.state ?? null, profiles, chosen: null });
  await refresh();
}

void open();
