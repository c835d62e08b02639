// @vitest-environment jsdom
import { afterEach, expect, it } from "vitest";
import { el, link } from "./dom";
import { repaint } from "./repaint";

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
