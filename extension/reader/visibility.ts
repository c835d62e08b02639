/** Whether the user can see an element; injected, because only a laid-out page is certain. */

export type Visible = (element: Element) => boolean;

const HIDING_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))/i;
const NEVER_SHOWN = /^(?:script|style|template|noscript|head|title)$/i;

/**
 * Without layout: `hidden`, inline styles and elements that are never shown, here or in an
 * ancestor. `aria-hidden` says nothing about sight: LinkedIn shows `aria-hidden` texts beside a
 * copy for screen readers.
 */
export const byAttributes: Visible = (element) => {
  for (let at: Element | null = element; at; at = at.parentElement) {
    if (at.hasAttribute("hidden") || NEVER_SHOWN.test(at.localName)) return false;
    const style = at.getAttribute("style");
    if (style !== null && HIDING_STYLE.test(style)) return false;
  }
  return true;
};

/** With layout, where the document is shown; content scrolled out of view counts as visible. */
const byLayout =
  (view: Window): Visible =>
  (element) => {
    if (element.checkVisibility({ visibilityProperty: true })) return true;
    // An element without a box of its own is as visible as its parent.
    const parent = element.parentElement;
    return parent !== null && view.getComputedStyle(element).display === "contents" && byLayout(view)(parent);
  };

/** Layout where there is one, attributes elsewhere (a parsed document, a test). */
export function sightOf(doc: Document): Visible {
  const view = doc.defaultView;
  const shown = view !== null && typeof doc.documentElement.checkVisibility === "function";
  return shown ? byLayout(view) : byAttributes;
}
