/**
 * Components that several pages share: buttons, commands to copy, LinkedIn's pages with their
 * ticks.
 */

import { el, link } from "./dom";
import { t, tparts } from "../text/i18n";
import type { Status } from "../messages";
import { PLACE_URLS, type Place } from "../contract/pages";
import { tick } from "./pictures";
import { commandFor, type Trouble } from "../text/errors";

export interface ButtonLook {
  main?: boolean;
  danger?: boolean;
  id?: string;
}

/** A button with the text of `key`. */
export function button(key: string, act: () => unknown, look: ButtonLook = {}): HTMLButtonElement {
  const names = ["button", look.main && "main", look.danger && "danger"].filter(Boolean).join(" ");
  const attrs = { type: "button", id: look.id, "data-focus": key };
  return el("button", { class: names, attrs, on: { click: () => void act() } }, t(key));
}

/** The command that repairs the host's error, if one does. */
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

/** Links to LinkedIn's pages, ticked where one gave a reading. */
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

/** The ways into the sample. */
export function lookAround(): HTMLElement {
  const open = (page: "popup" | "history"): HTMLElement => {
    const address = chrome.runtime.getURL(`/${page}.html?sample`);
    return link(
      address,
      { attrs: { id: `sample-${page}`, "data-focus": `sample-${page}` } },
      t(`welcome_look_${page}`),
    );
  };
  return el("p", {}, ...tparts("welcome_look_around", open("popup"), open("history")));
}
