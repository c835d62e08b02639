/**
 * The toolbar icon: a number or a sign, its colours, and a sentence as title. Pure except for
 * texts.
 */

import { ageOf, dayOf, localDay, longDay, number } from "../../text/format";
import { t } from "../../text/i18n";
import { errorOf, errorText, indexText, isShownToday } from "../../text/index-value";
import type { Status } from "../../messages";
import { newerOfficial } from "../../messages/newest";
import { lastShown, noAccessOf, unsupportedWords } from "../../text/no-access";
import { absenceOf, hostWord } from "../../messages/program";
import { LIMITS } from "../../contract/limits";
import type { Day, State } from "../../contract/protocol";

export interface Look {
  text: string;
  color: string;
  textColor: string;
  title: string;
}

/** The host's badge colours, for LinkedIn's number when there is no host. */
const BANDS: readonly [number, string][] = [
  [LIMITS.good, "#2c9a62"],
  [LIMITS.fair, "#1d949f"],
  [0, "#4a87d6"],
];
const GREY = "#848893";

function bandOf(total: number): string {
  return BANDS.find(([from]) => Math.round(total) >= from)?.[1] ?? GREY;
}

/** Relative luminance, 0–1 (WCAG 2.2). */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of WCAG 2.2, 1–21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** White or black, whichever contrasts more. */
export function textColorOn(color: string): string {
  return contrast(color, "#ffffff") >= contrast(color, "#000000") ? "#ffffff" : "#000000";
}

function look(text: string, color: string, ...sentences: (string | false)[]): Look {
  const valid = /^#[0-9a-f]{6}$/i.test(color) ? color : GREY;
  const title = sentences.filter((sentence) => sentence !== false).join(" ");
  return { text: text.slice(0, 4), color: valid, textColor: textColorOn(valid), title };
}

/** Names the number, its age and its typical error. */
export function sentenceOf(state: State, now: Date, noAccess = false): string {
  const { kind, total, official, coverage } = state;
  const error = errorOf(state);
  const last = official && lastShown(official, localDay(now));
  if (kind === "learning" || total === null) {
    if (last !== null) return last;
    const key = noAccess ? "badge_learning_only" : "badge_learning";
    return t(key, number(coverage.points), number(coverage.of));
  }
  const shown = number(Math.round(total));
  const today = localDay(now);
  if (kind === "official") return t("badge_official", shown, ageOf(official?.at ?? state.at, today));
  if (kind === "estimate" || official === null)
    return [t("badge_estimate", shown), ...(last === null ? [] : [last])].join(" ");
  const day = longDay(dayOf(official.at), today);
  const read = number(Math.round(official.total));
  return error === null
    ? t("badge_anchored", shown, read, day)
    : t("badge_anchored_error", shown, read, day, errorText(error));
}

/** The host's rule, applied here because the host may have sent the state on an earlier day. */
export function badgeText({ kind, total, official }: State, today: Day): string {
  return total === null ? "…" : indexText(total, isShownToday(kind, official, today));
}

/** The icon for this status. */
export function badgeFor(status: Status, now: Date): Look {
  if (!status.agreed) return look("", GREY, t("badge_not_agreed"));
  if (!status.permitted) return look("!", GREY, t("badge_not_permitted"));
  if (status.paused) return look("II", GREY, t("badge_paused"));

  const today = localDay(now);
  const { cached, official } = status;
  const reachable = status.host === "connected" || status.host === "unknown";
  const unsupported = absenceOf(status) === "unsupported";
  const trouble = !reachable && !unsupported && t(`badge_host_${hostWord(status)}`);
  const stated = cached !== null && (reachable || dayOf(cached.state.at) === today) ? cached : null;
  const signedOut = status.signedOut && t("badge_signed_out");

  // LinkedIn's number of today shows even while the host is away or does not know the account.
  // Where no host can run it is the only number, so an older one stays.
  const ofToday = official !== null && dayOf(official.at) === today;
  const known = stated?.state.official ?? null;
  const newest = known === null || newerOfficial(status, stated?.state ?? null) !== null;
  if (official !== null && (ofToday || unsupported) && newest) {
    const { total } = official.official;
    const sentence = t("badge_official", number(Math.round(total)), ageOf(official.at, today));
    return look(indexText(total, ofToday), bandOf(total), sentence, trouble, signedOut);
  }
  if (stated !== null) {
    return look(
      badgeText(stated.state, today),
      stated.badge.color,
      sentenceOf(stated.state, now, noAccessOf(status, stated.state) !== null),
      trouble,
      signedOut,
    );
  }
  if (trouble !== false) return look("!", GREY, trouble, signedOut);
  return look("…", GREY, unsupported ? unsupportedWords(status).text : t("badge_nothing_seen"), signedOut);
}

/**
 * The text that fits on the icon. Firefox clips a badge at 20 px, where "≈" leaves room for one
 * digit and a half and "~" for two: an index of 100 that LinkedIn did not show is "~99" there.
 */
export function fittingText(text: string, isFirefox: boolean): string {
  if (!isFirefox) return text;
  return text === "≈100" ? "~99" : text.replace("≈", "~");
}

/** `isOn`: with the text over the icon; the title always says it. */
export async function showBadge({ text, color, textColor, title }: Look, isOn: boolean): Promise<void> {
  const fitting = isOn ? fittingText(text, import.meta.env.BROWSER === "firefox") : "";
  await Promise.all([
    chrome.action.setBadgeText({ text: fitting }),
    chrome.action.setBadgeBackgroundColor({ color }),
    chrome.action.setBadgeTextColor({ color: textColor }),
    chrome.action.setTitle({ title }),
  ]);
}
