/**
 * Opens the welcome page until the user has agreed or has closed it. Some browsers report an
 * installation at every start: those that load the extension from the command line, such as
 * Debian's Chromium with its system add-ons.
 */

import { Mutex } from "../mutex";
import type { Local, Session, TypedStorage } from "../storage";

/** A browser that is quitting ends this worker sooner. */
const QUIT_MS = 3_000;

export class FirstRun {
  private readonly serial = new Mutex();
  private readonly url = chrome.runtime.getURL("welcome.html");

  constructor(
    private readonly local: TypedStorage<Local>,
    private readonly session: TypedStorage<Session>,
  ) {}

  /** Opens the page after an installation, unless it is open or the user has decided. */
  installed(): Promise<void> {
    return this.serial.run(() => this.open());
  }

  private async open(): Promise<void> {
    // `since` stays set when consent is withdrawn.
    const { agreement, welcomeClosed } = await this.local.pick("agreement", "welcomeClosed");
    if (agreement.since !== null || welcomeClosed) return;
    // A restored session may have opened it.
    if ((await chrome.tabs.query({ url: this.url })).length > 0) return;
    await this.shownIn((await chrome.tabs.create({ url: this.url })).id);
  }

  /** Notes the tab if a welcome page sent the message. */
  async heard({ url, tab }: chrome.runtime.MessageSender): Promise<void> {
    if (url?.startsWith(this.url)) await this.serial.run(() => this.shownIn(tab?.id));
  }

  private async shownIn(tab: number | undefined): Promise<void> {
    const tabs = await this.session.get("welcomeTabs");
    if (tab !== undefined && !tabs.includes(tab)) await this.session.set({ welcomeTabs: [...tabs, tab] });
  }

  /** Called when a tab is gone. Quitting the browser does not count as closing the page. */
  removed(tab: number, windowClosing: boolean): Promise<void> {
    return this.serial.run(() => this.closed(tab, windowClosing));
  }

  private async closed(tab: number, windowClosing: boolean): Promise<void> {
    const tabs = await this.session.get("welcomeTabs");
    if (!tabs.includes(tab)) return;
    await this.session.set({ welcomeTabs: tabs.filter((other) => other !== tab) });
    if (windowClosing && !(await this.outlivesWindow())) return;
    await this.local.set({ welcomeClosed: true });
  }

  /** True when the browser keeps running in another window. */
  private async outlivesWindow(): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, QUIT_MS));
    return (await chrome.windows.getAll()).length > 0;
  }
}
