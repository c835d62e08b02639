/**
 * The sample: what the background and the host would answer about an invented user. The replies are
 * a host's, recorded on one day; they are moved to today. Loaded only by a page that shows it.
 */

import type { Message, StatusReply } from "../messages";
import type { GoalReply, HistoryReply, Replies, Request } from "../contract/protocol";
import { now } from "../platform/clock";
import { addDays, dayOf, daysBetween, localDay, mondayOf } from "../text/format";
import { t } from "../text/i18n";
import { el } from "../ui/dom";
import recorded from "./replies.json";

const DAY = /\d{4}-\d{2}-\d{2}/g;
const today = localDay(now());
const moved = daysBetween(recorded.day, today);
const replies = JSON.parse(
  JSON.stringify(recorded.replies).replace(DAY, (day) => addDays(day, moved)),
  (field, value: unknown) => (field === "label" ? t("sample_name") : value),
) as Partial<Replies>;

const STATUS: StatusReply = {
  agreed: true,
  since: today,
  paused: false,
  signedOut: false,
  host: "connected",
  hostVersion: null,
  programSeen: true,
  extensionVersion: chrome.runtime.getManifest().version,
  error: null,
  waiting: 0,
  refused: null,
  pages: {},
  health: {},
  official: null,
  noAccess: null,
  pillarNames: null,
  found: {},
  archiveDue: false,
  permitted: true,
  pinned: null,
  display: { badge: true, theme: "system", labels: {} },
  cached: replies.state ?? null,
};

/** Moved by days, the recorded week would begin on any of them. */
const week = { from: mondayOf(today), to: addDays(mondayOf(today), 6) };

/** The days of a history from `from` on. */
function since({ series, official, ...rest }: HistoryReply, from: string): HistoryReply {
  const first = series.day.findIndex((day) => day >= from);
  const cut = Object.entries(series).map(([line, values]) => [line, values.slice(first)] as const);
  return {
    ...rest,
    series: Object.fromEntries(cut) as HistoryReply["series"],
    official: official.filter(({ at }) => dayOf(at) >= from),
  };
}

function replyTo(request: Request): Replies[Request["type"]] | undefined {
  const reply = replies[request.type];
  if (request.type === "history" && reply) return since(reply as HistoryReply, request.from ?? "");
  // Reasons are recorded for all days together.
  if (request.type === "goal" && reply) return { ...(reply as GoalReply), week };
  if (request.type === "why" && request.from !== replies.why?.why.from) return undefined;
  return reply;
}

/** The answer to a message to the background; undefined where the sample has none. */
export function answer(message: Message): unknown {
  if (message.type === "status") return STATUS;
  if (message.type !== "host") return undefined;
  const reply = replyTo(message.request);
  return reply ? { ok: true, reply } : undefined;
}

document.documentElement.prepend(el("aside", { class: "sample-mark" }, t("welcome_sample")));
