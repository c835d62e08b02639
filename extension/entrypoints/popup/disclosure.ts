/** Rows of the popup that unfold: one at a time, filled on first use, kept over a repaint. */

import { el, type Child } from "../../ui/dom";

export interface Unfolding {
  /** Identifies the row for focus, and for a repaint that unfolds it again. */
  key: string;
  class: string;
  /** Further attributes of the `<details>`. */
  attrs?: Record<string, string>;
  /** The key of the row that is unfolded now. */
  open: string | null;
}

const UNFOLDED = "details[name=unfolding][open]";
const PRESSED = "[aria-expanded=true]";

/** The key of the unfolded row; null without one. */
export function unfolded(): string | null {
  const head = document.querySelector(`${UNFOLDED} > summary, ${PRESSED}`);
  return head?.getAttribute("data-focus") ?? null;
}

/** Folds every row, and the details of a count. */
export function foldAll(): void {
  for (const row of document.querySelectorAll<HTMLDetailsElement>(UNFOLDED)) row.open = false;
  foldCounts();
}

function foldCounts(): void {
  for (const button of document.querySelectorAll(PRESSED)) {
    button.setAttribute("aria-expanded", "false");
    document.getElementById(button.getAttribute("aria-controls") ?? "")?.remove();
  }
}

/** A row with the given summary; `content` is built when the row is first unfolded. */
export function unfolding(row: Unfolding, summary: Child[], content: () => HTMLElement): HTMLDetailsElement {
  const open = row.key === row.open;
  const attrs = { name: "unfolding", ...row.attrs, open };
  const head = el("summary", { attrs: { "data-focus": row.key } }, ...summary);
  const details = el("details", { class: row.class, attrs }, head);
  // The number must not wait for folded content.
  const fill = (): void => {
    if (details.childElementCount === 1) details.append(content());
  };
  if (open) fill();
  // A row that a repaint unfolds again fires `toggle` too, and must not scroll.
  let restored = open;
  details.addEventListener("toggle", () => {
    if (details.open && !restored) {
      foldCounts();
      fill();
      details.scrollIntoView({ block: "nearest" });
    }
    restored = false;
  });
  return details;
}
