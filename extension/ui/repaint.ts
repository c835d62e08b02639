/** Replaces a part of a page and keeps what the user had there: the focus, and unfolded details. */

const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
/** The attributes that name an element over a repaint, the surest first. */
const NAMES = ["data-focus", "id", "href", "aria-label"];

function nameOf(element: Element): string {
  const given = NAMES.map((name) => element.getAttribute(name)).find(Boolean);
  return `${element.tagName} ${given ?? element.textContent}`;
}

/** The focusable elements of this name, of which a page may have several. */
function namesakes(parent: Element, name: string): HTMLElement[] {
  return [...parent.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => nameOf(element) === name);
}

function unfoldedIn(parent: Element): string[] {
  return [...parent.querySelectorAll("details[open] > summary")].map(nameOf);
}

/** Replaces the children of `parent`. */
export function repaint(parent: HTMLElement, ...nodes: Node[]): void {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const name = focused && nameOf(focused);
  const place = focused && name !== null ? namesakes(parent, name).findIndex((one) => one === focused) : -1;
  const unfolded = new Set(unfoldedIn(parent));
  parent.replaceChildren(...nodes);
  for (const summary of parent.querySelectorAll("details > summary"))
    if (unfolded.has(nameOf(summary))) summary.parentElement?.toggleAttribute("open", true);
  if (name === null || place < 0) return;
  const now = namesakes(parent, name);
  // The focus must not scroll: the element is where it was.
  (now[place] ?? now.at(-1))?.focus({ preventScroll: true });
}
