/**
 * The content script: asks whether the user has agreed to reading and not paused it, and then
 * watches the page. It runs in an isolated world and leaves no trace in the page's scripts.
 */

import { readPage } from "../reader";
import { actsOn, NO_ACTS } from "../reader/acts/acts";
import { reportOf } from "../reader/structure/report";
import type { ContentAnswer, Message, StructureMessage, WakeMessage } from "../messages";
import { send } from "../messages/send";
import { elapsed, now, openedAt } from "../platform/clock";
import { localDay, localMoment } from "../text/format";
import type { Siblings } from "./siblings";
import { Watch } from "./watch";

/** The background's answer; undefined when it could not take the message. */
async function tell<T extends "ready" | "reading">(message: Message<T>): Promise<ContentAnswer | undefined> {
  // After an update or removal of the extension this script is orphaned.
  if (chrome.runtime?.id === undefined) return { read: false, taken: false, known: null };
  return send(message);
}

/** `siblingsOf`: finds the tabs that share this one's cookies, where not all tabs do. */
export function startContent(
  window: Window,
  siblingsOf: ((found: (tabs: number[]) => void) => Siblings) | null,
): void {
  const { document } = window;
  const opened = openedAt(window);
  let seen = NO_ACTS;
  const here = () => ({
    moment: localMoment(now()),
    offsetAt: (ms: number) => -new Date(ms).getTimezoneOffset(),
  });
  const watch = new Watch({
    window,
    read: (page, url, known, settled) =>
      readPage(page, new URL(url), here(), { ...(known === null ? {} : { self: known }), settled }),
    acts: (page, url, known) => {
      const { acts, memory, pending } = actsOn(page, new URL(url), here(), known, seen);
      seen = memory;
      return { acts, pending };
    },
    report: (reading, settled, acts) => tell({ type: "reading", opened, reading, settled, acts }),
    today: () => localDay(now()),
    elapsed: () => elapsed(window),
  });
  const structure = (page: StructureMessage["page"] | undefined): string | null => {
    const report = reportOf(document, new URL(window.location.href));
    return report.page === page ? JSON.stringify(report) : null;
  };
  const ready = async (beside: number[]): Promise<void> => {
    const answer = await tell({ type: "ready", opened, ...(beside.length > 0 ? { beside } : {}) });
    if (!answer?.read) {
      siblings?.leave();
      watch.stop();
      return;
    }
    if (answer.siblings) siblings?.join(answer.siblings);
    watch.start(answer.known);
  };
  const siblings = siblingsOf?.((tabs) => void ready(tabs)) ?? null;
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== "hidden") await ready([]);
  };
  chrome.runtime.onMessage.addListener(
    (message: unknown, sender, answer: (report: string | null) => void) => {
      if (sender.id !== chrome.runtime.id) return;
      const asked = message as Partial<WakeMessage | StructureMessage> | null;
      if (asked?.type === "wake") void ask();
      if (asked?.type === "structure") answer(structure(asked.page));
    },
  );
  document.addEventListener("visibilitychange", () => void ask());
  // A document in the back/forward cache must not keep a channel open, nor answer for its old tab.
  window.addEventListener("pagehide", () => siblings?.leave());
  // A prerendered page is hidden, and becomes visible when the user opens it.
  void ask();
}
