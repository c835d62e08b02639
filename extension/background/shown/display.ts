/** Badge and status, from what is stored. */

import { LINKEDIN_PATTERN } from "../../manifest";
import type { ChangedMessage, StatusReply } from "../../messages";
import { askSystem } from "../../platform/system";
import { badgeFor, showBadge } from "./badge";
import { relabelled } from "./labels";
import type { Context } from "../context";
import { Mutex } from "../mutex";

/** LinkedIn says that the larger archive takes up to a day. */
const ARCHIVE_TAKES_MS = 86_400_000;

/** Whether the icon is pinned to the toolbar; null where the browser cannot say. */
export async function onToolbar(): Promise<boolean | null> {
  const settings = await chrome.action.getUserSettings?.();
  return settings?.isOnToolbar ?? null;
}

export class Display {
  private readonly showing = new Mutex();
  /** The status last announced to open pages. */
  private announced = "";

  constructor(private readonly context: Context) {}

  async status(): Promise<StatusReply> {
    const { local, session, outbox, now } = this.context;
    const [kept, { link, attribution }, waiting, permitted, pinned] = await Promise.all([
      local.pick(
        "agreement",
        "paused",
        "official",
        "noAccess",
        "pillarNames",
        "found",
        "pages",
        "health",
        "cached",
        "error",
        "refused",
        "archiveAsked",
        "programSeen",
        "display",
      ),
      session.pick("link", "attribution"),
      outbox.count(),
      chrome.permissions.contains({ origins: [LINKEDIN_PATTERN] }),
      onToolbar(),
    ]);
    const { agreement, official, noAccess, cached, archiveAsked, display } = kept;
    const { current, signedOut } = attribution;
    const isOwn = (known: { key: string | null } | null): boolean =>
      known !== null && !signedOut && (current === null || known.key === current.key);
    return {
      agreed: agreement.agreed,
      since: agreement.since,
      paused: kept.paused,
      signedOut,
      host: link.status,
      hostVersion: link.version,
      // Before `programSeen` was stored, a cached state was the only proof.
      programSeen: kept.programSeen || cached !== null,
      extensionVersion: chrome.runtime.getManifest().version,
      error: kept.error,
      waiting,
      refused: kept.refused,
      pages: kept.pages,
      health: kept.health,
      official:
        official !== null && isOwn(official) ? { at: official.at, official: official.official } : null,
      noAccess: isOwn(noAccess) ? noAccess : null,
      pillarNames: kept.pillarNames,
      found: kept.found,
      archiveDue: archiveAsked !== null && now().getTime() - archiveAsked >= ARCHIVE_TAKES_MS,
      permitted,
      pinned,
      display,
      cached: cached && relabelled(cached, display.labels),
    };
  }

  /**
   * Updates badge and open pages from storage. A page answers by asking the host again, which ends
   * here too, so a state that differs only in its moment is not announced.
   */
  changed(): Promise<void> {
    return this.showing.run(async () => {
      const status = await this.status();
      const system = await askSystem();
      await showBadge(badgeFor({ ...status, system }, this.context.now()), status.display.badge);
      const { cached } = status;
      const news = JSON.stringify({ ...status, cached: cached && { ...cached.state, at: null } });
      if (news === this.announced) return;
      this.announced = news;
      // With no page open the message has no receiver.
      const message: ChangedMessage = { type: "changed", state: status.cached?.state ?? null };
      chrome.runtime.sendMessage(message).catch(() => undefined);
    });
  }
}
