/** Rows of the popup that unfold: one at a time, filled when first looked at, kept over a repaint. */

import { el, type Child } from "../../shared/dom";

export interface Unfolding {
  /** Names the row for focus, and for what a repaint unfolds again. */
  key: string;
  class: string;
  /** Further attributes of the `<details>`. */
  attrs?: Record<string, string>;
  /** The key of the row that is unfolded now. */
  open: string | null;
}

/** The key of the row unfolded on the page; null when none is. */
export function unfolded(): string | null {
  return document.querySelector("details[open] > summary")?.getAttribute("data-focus") ?? null;
}

/** A row with the given summary; `content` is made when the row is first unfolded. */
export function unfolding(row: Unfolding, summary: Child[], content: () => HTMLElement): HTMLDetailsElement {
  const open = row.key === row.open;
  const attrs = { name: "unfolding", ...row.attrs, open };
  const head = el("summary", { attrs: { "data-focus": row.key } }, ...summary);
  const details = el("details", { class: row.class, attrs }, head);
  // The number must not wait for what is folded.
  const fill = (): void => {
    if (details.childElementCount === 1) details.append(content());
  };
  if (open) fill();
  // One that a repaint unfolds again tells of it too, and must stay where it was.
  let restored = open;
  details.addEventListener("toggle", () => {
    if (details.open && !restored) {
      fill();
      details.scrollIntoView({ block: "nearest" });
    }
    restored = false;
  });
  return details;
}
