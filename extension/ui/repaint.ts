/**
 * Replaces a part of a page and keeps what the user had there: the focus, unfolded details, and a
 * press that has begun.
 */

const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
/** The attributes that name an element over a repaint, the surest first. */
const NAMES = ["id", "data-focus", "href", "aria-label"];

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

/** True for the main button of a pointer, and for the keys that operate a control. */
function operates(event: Event): boolean {
  if (event instanceof KeyboardEvent) return event.key === " " || event.key === "Enter";
  return !(event instanceof PointerEvent) || event.button === 0;
}

/** True for a press of which the page gets the release; a list takes the one on a select for itself. */
function holds(event: Event): boolean {
  const control = event.target instanceof Element ? event.target.closest(FOCUSABLE) : null;
  return operates(event) && control !== null && control.tagName !== "SELECT";
}

/**
 * `paint`, put off while a control in `parent` is pressed by pointer or key: no click reaches an
 * element that was replaced between press and release. Of several that are put off only the newest
 * is shown.
 */
export function unlessPressed<T>(parent: HTMLElement, paint: (view: T) => void): (view: T) => void {
  let isPressed = false;
  let newest: (() => void) | null = null;
  const released = (): void => {
    isPressed = false;
    newest?.();
    newest = null;
  };
  const pressed = (event: Event): void => {
    if (isPressed || !holds(event)) return;
    isPressed = true;
    const press = new AbortController();
    const end = (event: Event): void => {
      if (!operates(event)) return;
      press.abort();
      // The click follows the release in the same task.
      setTimeout(released);
    };
    // The window loses the focus to a page that the press opens, and with it the release.
    for (const type of ["pointerup", "pointercancel", "keyup", "blur"])
      window.addEventListener(type, end, { signal: press.signal });
  };
  for (const type of ["pointerdown", "keydown"]) parent.addEventListener(type, pressed);
  return (view) => {
    if (isPressed) newest = () => paint(view);
    else paint(view);
  };
}
