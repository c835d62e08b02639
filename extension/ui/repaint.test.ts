// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { el, link } from "./dom";
import { repaint, unlessPressed } from "./repaint";

afterEach(() => document.body.replaceChildren());

const FEED = "https://www.linkedin.com/feed/";

/** A part with each kind of element that takes the focus. */
const part = (): HTMLElement[] => [
  link(FEED, {}, "Open LinkedIn"),
  el("div", {}, link(FEED, {}, "Open LinkedIn")),
  el("button", {}, "Save as CSV"),
  el("button", { attrs: { "aria-label": "Delete ana" } }, "Delete"),
  el("button", { attrs: { "aria-label": "Delete ben" } }, "Delete"),
  el("input", { attrs: { type: "date" } }),
  el("input", { attrs: { type: "date" } }),
  el("select", { attrs: { id: "signal" } }),
  el("div", { attrs: { tabindex: 0, role: "slider", "aria-label": "The index" } }),
  el("details", {}, el("summary", {}, "More"), link("/history.html", {}, "History")),
];

const focusables = (): HTMLElement[] => [
  ...document.body.querySelectorAll<HTMLElement>("a, button, input, select, summary, [tabindex]"),
];

it.each(Array.from({ length: 11 }, (_, place) => place))("keeps the focus on element %i", (place) => {
  repaint(document.body, ...part());
  document.querySelector("details")?.toggleAttribute("open", true);
  focusables()[place]?.focus();
  repaint(document.body, ...part());
  expect(focusables()).toHaveLength(11);
  expect(focusables().findIndex((one) => one === document.activeElement)).toBe(place);
});

it("keeps the focus on a name rather than on a place", () => {
  repaint(document.body, el("button", {}, "Before"), el("button", {}, "After"));
  focusables()[1]?.focus();
  repaint(document.body, el("p", {}, "A notice"), el("button", {}, "New"), ...part());
  expect(document.activeElement).toBe(document.body);
  focusables()[3]?.focus();
  repaint(document.body, ...part());
  expect(document.activeElement?.textContent).toBe("Save as CSV");
});

it("keeps the focus on a control that has another text then", () => {
  const toggle = (key: string): HTMLElement =>
    el("button", { attrs: { id: "pause", "data-focus": key } }, key);
  repaint(document.body, toggle("Pause"), ...part());
  focusables()[0]?.focus();
  repaint(document.body, toggle("Resume"), ...part());
  expect(document.activeElement?.textContent).toBe("Resume");
});

it("keeps details unfolded, and takes no focus that is elsewhere", () => {
  const [here, there] = [el("div"), el("button", {}, "More")];
  document.body.append(here, there);
  repaint(here, ...part());
  here.querySelector("details")?.toggleAttribute("open", true);
  there.focus();
  repaint(here, ...part());
  expect(here.querySelector("details")?.open).toBe(true);
  expect(document.activeElement).toBe(there);
});

describe("a paint while a control is pressed", () => {
  const BUTTON = "button";
  let clicks: string[] = [];
  const show = (name: string): void => {
    const button = el("button", { attrs: { "data-focus": "again" } }, name);
    button.addEventListener("click", () => clicks.push(name));
    repaint(document.body, button, el("p", {}, name), el("select", {}));
  };
  /** A pointer's event; the click of a mouse follows the release if it is on the same element. */
  const point = (type: string, selector: string, button = 0): void => {
    const target = document.querySelector<HTMLElement>(selector);
    target?.dispatchEvent(new PointerEvent(type, { bubbles: true, button }));
  };
  const press = (type: string, key: string, selector: string): void => {
    document.querySelector(selector)?.dispatchEvent(new KeyboardEvent(type, { bubbles: true, key }));
  };
  const text = (): string | null | undefined => document.querySelector("p")?.textContent;
  const paint = unlessPressed(document.body, show);

  beforeEach(() => {
    clicks = [];
    vi.useFakeTimers();
    paint("first");
  });
  afterEach(() => {
    point("pointercancel", "body");
    vi.runAllTimers();
    vi.useRealTimers();
  });

  it("waits for the click, and shows only the newest", () => {
    const pressed = document.querySelector<HTMLElement>(BUTTON);
    pressed?.focus();
    point("pointerdown", BUTTON);
    paint("second");
    paint("third");
    expect(document.querySelector(BUTTON)).toBe(pressed);
    point("pointerup", BUTTON);
    pressed?.click();
    expect(clicks).toEqual(["first"]);
    expect(text()).toBe("first");
    vi.runAllTimers();
    expect(text()).toBe("third");
    expect(document.activeElement).toBe(document.querySelector(BUTTON));
    paint("fourth");
    expect(text()).toBe("fourth");
  });

  it.each([" ", "Enter"])("waits for the release of the key %j", (key) => {
    const pressed = document.querySelector<HTMLElement>(BUTTON);
    pressed?.focus();
    press("keydown", "Shift", BUTTON);
    press("keydown", key, BUTTON);
    paint("second");
    press("keyup", "Shift", BUTTON);
    vi.runAllTimers();
    expect(document.querySelector(BUTTON)).toBe(pressed);
    press("keyup", key, BUTTON);
    pressed?.click();
    expect(clicks).toEqual(["first"]);
    vi.runAllTimers();
    expect(text()).toBe("second");
    expect(document.activeElement).toBe(document.querySelector(BUTTON));
  });

  it("goes on when the press opens another page, which gets the release", () => {
    press("keydown", "Enter", BUTTON);
    paint("second");
    window.dispatchEvent(new FocusEvent("blur"));
    vi.runAllTimers();
    expect(text()).toBe("second");
  });

  it("goes on when the press becomes a drag", () => {
    point("pointerdown", BUTTON);
    paint("second");
    point("pointercancel", BUTTON);
    vi.runAllTimers();
    expect(text()).toBe("second");
  });

  it.each([
    ["a text", "p", 0],
    ["a select", "select", 0],
    ["another button of the mouse", BUTTON, 2],
  ])("does not wait for %s", (_name, selector, button) => {
    point("pointerdown", selector, button);
    paint("second");
    expect(text()).toBe("second");
  });

  it("does not wait for a key that operates nothing", () => {
    press("keydown", "Tab", BUTTON);
    paint("second");
    expect(text()).toBe("second");
  });
});
