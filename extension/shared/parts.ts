/** Parts that several pages share: buttons, commands to copy, LinkedIn's pages with their ticks. */

import { el, link } from "./dom";
import { t } from "./i18n";
import type { HostStatus, Status } from "./messages";
import { PLACE_URLS, type Place } from "./pages";
import { tick } from "./pictures";
import { commandFor, type Trouble } from "./trouble";

export interface ButtonLook {
  main?: boolean;
  danger?: boolean;
  id?: string;
}

/** The one command that mends each way of not reaching the program. */
export const HOST_COMMANDS: Readonly<Partial<Record<HostStatus, string>>> = {
  missing: "bussola doctor --fix",
  forbidden: "bussola doctor --fix",
  outdated: "bussola doctor --fix",
  crashed: "bussola doctor",
};

/** A button with the text of `key`. */
export function button(key: string, act: () => unknown, look: ButtonLook = {}): HTMLButtonElement {
  const names = ["button", look.main && "main", look.danger && "danger"].filter(Boolean).join(" ");
  const attrs = { type: "button", id: look.id, "data-focus": key };
  return el("button", { class: names, attrs, on: { click: () => void act() } }, t(key));
}

/**
 * Loads the extension anew: from its folder, or as the store has it by now. Pages of the extension
 * close with it.
 */
export function updateButton(): HTMLButtonElement {
  return button(
    "action_update",
    async () => {
      // Firefox has no such question, and asks the store by itself.
      if (!import.meta.env.FIREFOX) await chrome.runtime.requestUpdateCheck().catch(() => undefined);
      chrome.runtime.reload();
    },
    { main: true },
  );
}

/** What mends the way to the program: its command, and for an extension that is too old a button. */
export function hostRemedy(host: HostStatus): HTMLElement[] {
  const mend = HOST_COMMANDS[host];
  if (host === "ahead") return [el("div", { class: "actions" }, updateButton())];
  return mend === undefined ? [] : [command(mend)];
}

/** The command that mends what the host complains of, where one does. */
export function troubleRemedy(trouble: Trouble | null): HTMLElement[] {
  const mend = trouble && commandFor(trouble);
  return mend === null ? [] : [command(mend)];
}

/** A command to run in a terminal, with a button that copies it. */
export function command(text: string): HTMLElement {
  const copy = button("action_copy", async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = t("action_copied");
  });
  copy.setAttribute("aria-live", "polite");
  return el("div", { class: "command" }, el("code", {}, text), copy);
}

/** LinkedIn's pages as links, ticked where a reading came. */
export function pageList(places: readonly Exclude<Place, "archive">[], pages: Status["pages"]): HTMLElement {
  const rows = places.map((place) => {
    const done = pages[place] !== undefined;
    const said = done && el("span", { class: "sr-only" }, t("page_done"));
    const attrs = { "data-focus": `page-${place}`, "data-page": place, "data-done": String(done) };
    const options = { class: done ? "page done" : "page", attrs };
    return el(
      "li",
      {},
      link(PLACE_URLS[place], options, tick(done), el("span", {}, t(`page_${place}`)), said),
    );
  });
  return el("ul", { class: "pages" }, ...rows);
}

/** Puts `nodes` into `parent`; the focused element gets its focus back by its `data-focus`. */
export function repaint(parent: HTMLElement, ...nodes: HTMLElement[]): void {
  const focus = document.activeElement?.getAttribute("data-focus");
  parent.replaceChildren(...nodes);
  if (focus) parent.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
}
