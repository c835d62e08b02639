/** A question in the page before something that cannot be undone. */

import { el } from "../../ui/dom";
import { button } from "../../ui/components";

/**
 * A box with the question; `done` is called after either answer, so that the caller can remove it.
 */
export function confirmation(question: string, yes: () => Promise<void>, done: () => void): HTMLElement {
  const sure = button("options_delete_yes", () => void yes().then(done), { danger: true });
  const cancel = button("options_cancel", done);
  const attrs = { role: "group", "aria-label": question, "data-state": "confirm" };
  const box = el(
    "div",
    { class: "confirm", attrs },
    el("p", {}, question),
    el("div", { class: "actions" }, cancel, sure),
  );
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") done();
  });
  // The safe answer has the focus.
  queueMicrotask(() => cancel.focus());
  return box;
}
