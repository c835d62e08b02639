/** Messages from the background to the content scripts of open tabs. */

import type { PageKind } from "../../contract/pages";
import { LINKEDIN_PATTERN } from "../../manifest";
import type { StructureMessage, WakeMessage } from "../../messages";

/** Characters of a report on a page's structure. */
const LONGEST_REPORT = 1_000_000;

/** Makes the content scripts ask again whether they may read. */
export async function wakeAll(): Promise<void> {
  const message: WakeMessage = { type: "wake" };
  const tabs = await chrome.tabs.query({ url: LINKEDIN_PATTERN });
  for (const { id } of tabs)
    if (id !== undefined) chrome.tabs.sendMessage(id, message).catch(() => undefined);
}

/** The structure of the page of this kind that was looked at last; null when none is open. */
export async function structureOf(page: PageKind): Promise<string | null> {
  const message: StructureMessage = { type: "structure", page };
  const tabs = await chrome.tabs.query({ url: LINKEDIN_PATTERN });
  for (const { id } of tabs.sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))) {
    if (id === undefined) continue;
    const answer: unknown = await chrome.tabs.sendMessage(id, message).catch(() => null);
    if (typeof answer === "string" && answer.length <= LONGEST_REPORT) return answer;
  }
  return null;
}
