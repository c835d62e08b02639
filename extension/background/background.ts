/**
 * The background takes readings from content scripts, keeps them until the host acknowledges them,
 * answers the extension's own pages and updates the badge. The browser may stop it at any idle
 * moment, so all state that matters is in storage.
 */

import type { Answers, Message, PageMessage } from "../messages";
import { isOwnPage, linkedInTab } from "./readings/check";
import { contextOf, type Context, type Dependencies } from "./context";
import { FirstRun } from "./requests/first-run";
import { Contact } from "./host/contact";
import { Delivery } from "./host/delivery";
import { Questions } from "./host/questions";
import { Readings } from "./readings/readings";
import { Requests } from "./requests/requests";
import { Display } from "./shown/display";
import { ShownError } from "./shown/shown-error";
import { ShownState } from "./shown/shown-state";

export class Background {
  private readonly context: Context;
  private readonly firstRun: FirstRun;
  private readonly display: Display;
  private readonly delivery: Delivery;
  private readonly questions: Questions;
  private readonly readings: Readings;
  private readonly requests: Requests;

  constructor(dependencies: Dependencies) {
    const context = contextOf(dependencies);
    const display = new Display(context);
    const shownState = new ShownState(context);
    const shownError = new ShownError(context);
    const contact = new Contact(context, display);
    const delivery = new Delivery(context, contact, display, shownState, shownError);
    const questions = new Questions(context, contact, delivery, display, shownState, shownError);
    const readings = new Readings(context, delivery, display);
    this.context = context;
    this.firstRun = new FirstRun(context.local, context.session);
    this.display = display;
    this.delivery = delivery;
    this.questions = questions;
    this.readings = readings;
    this.requests = new Requests(context, contact, delivery, questions, readings, display, shownState);
  }

  /** Adds every listener synchronously, because an event may wake the worker. */
  listen(): void {
    chrome.runtime.onMessage.addListener((message: unknown, sender, answer: (value: unknown) => void) => {
      const task = this.receive(message, sender);
      if (task === null) return false;
      task.then(answer, () => answer(undefined));
      return true;
    });
    chrome.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === "install") void this.firstRun.installed();
      void this.start();
    });
    chrome.tabs.onRemoved.addListener((tab, { isWindowClosing }) => {
      void this.firstRun.removed(tab, isWindowClosing);
    });
    chrome.runtime.onStartup.addListener(() => void this.start());
    // Content scripts share a process with LinkedIn's scripts and need nothing that is stored.
    void chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
    chrome.permissions.onAdded.addListener(() => void this.display.changed());
    chrome.permissions.onRemoved.addListener(() => void this.display.changed());
    void this.delivery.deliver();
  }

  /** The browser does not keep the badge, and a new day may change the number. */
  private async start(): Promise<void> {
    await this.display.changed();
    const { agreed } = await this.context.local.get("agreement");
    if (agreed) await this.questions.ask({ type: "state" }).catch(() => undefined);
  }

  private receive(
    message: unknown,
    sender: chrome.runtime.MessageSender,
  ): Promise<Answers[keyof Answers]> | null {
    const type = (message as { type?: unknown } | null)?.type;
    if (type === "ready" || type === "reading") {
      const tab = linkedInTab(sender, chrome.runtime.id);
      if (tab === null) return null;
      const content = message as Message<"ready" | "reading">;
      return this.context.serial.run(() =>
        content.type === "ready" ? this.readings.ready(content, tab) : this.readings.read(content, tab),
      );
    }
    if (!isOwnPage(sender, chrome.runtime.id, chrome.runtime.getURL(""))) return null;
    void this.firstRun.heard(sender);
    return this.requests.answer(message as PageMessage);
  }
}
