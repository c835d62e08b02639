/**
 * Line drawings of the interface, 1.5 px strokes in the text's colour. Decorative: hidden from
 * screen readers.
 */

import { svg } from "./dom";

function picture(size: number, name: string, ...children: SVGElement[]): SVGSVGElement {
  const side = `${size / 16}rem`;
  const attrs = { width: side, height: side, viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" };
  return svg("svg", { class: `picture ${name}`, attrs }, ...children);
}

function path(d: string, name?: string): SVGPathElement {
  return svg("path", { ...(name ? { class: name } : {}), attrs: { d } });
}

/** The logo: a needle over a ring. */
export function mark(): SVGSVGElement {
  return picture(
    20,
    "mark",
    svg("circle", { class: "stroke", attrs: { cx: 10, cy: 10, r: 8.5 } }),
    path("M10 3.6 12.2 10 10 16.4 7.8 10Z", "south"),
    path("M10 3.6 12.2 10H7.8Z", "north"),
  );
}

export function pausePicture(): SVGSVGElement {
  return picture(14, "solid", path("M3 2h3v10H3zM8 2h3v10H8z"));
}

export function resumePicture(): SVGSVGElement {
  return picture(14, "solid", path("M3.5 1.8v10.4L12 7z"));
}

export function optionsPicture(): SVGSVGElement {
  return picture(
    16,
    "line",
    path("M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6"),
    svg("circle", { attrs: { cx: 10, cy: 4.5, r: 1.8 } }),
    svg("circle", { attrs: { cx: 6, cy: 11.5, r: 1.8 } }),
  );
}

export function chevron(): SVGSVGElement {
  return picture(10, "line chevron", path("M2.5 3.8 5 6.3 7.5 3.8"));
}

/** A ticked or an empty circle. */
export function tick(done: boolean): SVGSVGElement {
  const circle = svg("circle", { attrs: { cx: 8, cy: 8, r: 6.25 } });
  if (!done) return picture(16, "line tick", circle);
  return picture(16, "line tick done", circle, path("M5.2 8.2 7.2 10.2 10.9 6"));
}

/** An arrow that says "opens elsewhere". */
export function outward(): SVGSVGElement {
  return picture(10, "line", path("M3 2h5v5M8 2 2.2 7.8"));
}

/** The large compass of screens without a number; the needle points `degrees` from north. */
export function compass(degrees: number): SVGSVGElement {
  const needle = svg("g", { attrs: { transform: `rotate(${degrees} 60 60)` } });
  needle.append(path("M60 26 69 60H51Z", "north"), path("M60 94 51 60H69Z", "south"));
  const ticks = [0, 90, 180, 270].map((turn) =>
    svg("path", { class: "stroke", attrs: { d: "M60 8v6", transform: `rotate(${turn} 60 60)` } }),
  );
  const ring = svg("circle", { class: "stroke", attrs: { cx: 60, cy: 60, r: 52 } });
  const attrs = { width: "6rem", height: "6rem", viewBox: "0 0 120 120", "aria-hidden": "true" };
  return svg("svg", { class: "picture compass", attrs }, ring, ...ticks, needle);
}
