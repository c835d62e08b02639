/**
 * The question whether the user is on LinkedIn on a phone too, on the welcome and the options page,
 * and what a yes means for the reasons.
 */

import { askHost } from "../messages/client";
import { el } from "./dom";
import { t } from "../text/i18n";
import type { Why } from "../contract/protocol";
import type { Status } from "../messages";
import { button } from "./components";

/** The user's answer; null: none yet; undefined where the program cannot store it. */
export const phoneOf = ({ cached }: Pick<Status, "cached">): "yes" | "no" | null | undefined =>
  cached?.state.phone;

/** The question, what an answer changes, and both answers; the given one is pressed. */
export function phoneChoice(said: "yes" | "no" | null): HTMLElement[] {
  const answers = (["yes", "no"] as const).map((phone) => {
    const choice = button(`phone_${phone}`, () => askHost({ type: "state", set: { phone } }), {
      main: said === phone,
      id: `phone-${phone}`,
    });
    choice.setAttribute("aria-pressed", String(said === phone));
    return choice;
  });
  const group = { role: "group", "aria-label": t("phone_question") };
  return [
    el("p", {}, el("b", {}, t("phone_question")), " ", t("phone_text")),
    el("div", { class: "actions", attrs: group }, ...answers),
  ];
}

/** What the reasons for a change leave out; false where nothing is missing because of a phone. */
export const phoneNote = ({ phone }: Why): HTMLElement | false =>
  phone === "yes" && el("p", { class: "cap" }, t("phone_note"));
