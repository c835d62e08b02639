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

/** The key of the unfolded row; null without one. */
export function unfolded(): string | null {
  return document.querySelector("details[open] > summary")?.getAttribute("data-focus") ?? null;
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
      fill();
      details.scrollIntoView({ block: "nearest" });
    }
    restored = false;
  });
  return details;
}
