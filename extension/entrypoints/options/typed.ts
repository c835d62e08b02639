/**
 * The card for InMail replies typed in by hand, because LinkedIn's list of messages does not show
 * them.
 */

import { tellTyped } from "../../messages/client";
import { el } from "../../ui/dom";
import { localDay, longDay, number } from "../../text/format";
import { t } from "../../text/i18n";
import { card } from "./cards";

/** More replies than anybody gets in a day. */
const MOST = 500;

function field(id: string, key: string, input: HTMLInputElement): HTMLElement {
  input.id = id;
  return el("label", { class: "field", attrs: { for: id } }, t(key), input);
}

export function typedCard(now: Date): HTMLElement {
  const today = localDay(now);
  const day = el("input", { attrs: { type: "date", required: true, max: today } });
  day.value = today;
  const count = el("input", { attrs: { type: "number", required: true, min: 0, max: MOST, step: 1 } });
  const result = el("div", { class: "result quiet", attrs: { role: "status" } });
  const save = async (): Promise<void> => {
    const typed = { day: day.value, count: count.valueAsNumber };
    const taken = await tellTyped(typed);
    result.dataset["result"] = taken ? "good" : "bad";
    const said = taken
      ? t("options_typed_saved", longDay(typed.day), number(typed.count))
      : t("options_typed_nobody");
    result.replaceChildren(said);
    if (taken) count.value = "";
  };
  const submit = el("button", { class: "button", attrs: { type: "submit" } }, t("options_typed_save"));
  const form = el(
    "form",
    {
      class: "actions",
      on: {
        submit: (event) => {
          event.preventDefault();
          void save();
        },
      },
    },
    field("typed-day", "options_typed_day", day),
    field("typed-count", "options_typed_count", count),
    submit,
  );
  return card("typed", el("p", { class: "quiet" }, t("options_typed_text")), form, result);
}
