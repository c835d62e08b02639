import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { PILLARS } from "../contract/protocol";

const [light = "", dark = ""] = readFileSync(resolve(import.meta.dirname, "tokens.css"), "utf8").split(
  "@media",
);

type Color = [number, number, number];

/** Red, green and blue, linear, 0–1 (IEC 61966-2-1). */
function linear(hex: string): Color {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  return parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as Color;
}

function token(css: string, name: string): Color {
  return linear(new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)?.[1] ?? "");
}

/** Contrast ratio of WCAG 2. */
function contrast(a: Color, b: Color): number {
  const luminance = ([red, green, blue]: Color): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/**
 * Complete colour-vision deficiencies, for linear colours (Machado, Oliveira and Fernandes 2009).
 */
const EYES: Record<string, Color[]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE L*a*b* under D65 of a linear colour as this eye sees it. */
function seen(eye: Color[], color: Color): Color {
  const times = (rows: Color[], [x, y, z]: Color): Color =>
    rows.map(([a, b, c]) => a * x + b * y + c * z) as Color;
  const clipped = times(eye, color).map((part) => Math.min(1, Math.max(0, part))) as Color;
  const [x, y, z] = times(
    [
      [0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505],
      [0.2126, 0.7152, 0.0722],
      [0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089],
    ],
    clipped,
  ).map((part) => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116)) as Color;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s theme", (_name, css) => {
  it.each(["ink", "ink-2", "ink-3", "accent", "up", "down", "good", "fair", "low"])(
    "%s is readable",
    (name) => {
      for (const ground of ["surface", "page"])
        expect(contrast(token(css, name), token(css, ground))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(PILLARS)("%s is distinguishable as a bar", (id) => {
    for (const ground of ["surface", "page", "sunk"])
      expect(contrast(token(css, id), token(css, ground))).toBeGreaterThanOrEqual(3);
  });

  it("the edge of a missing part is visible", () => {
    for (const ground of ["surface", "page", "sunk"])
      expect(contrast(token(css, "edge"), token(css, ground))).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(EYES))("pillars differ for eyes with %s", (_eye, matrix) => {
    const colors = PILLARS.map((id) => seen(matrix, token(css, id)));
    for (const [index, [l, a, b]] of colors.entries())
      for (const [l2, a2, b2] of colors.slice(index + 1))
        // Four times the just noticeable difference (2.3, Mahy 1994).
        expect(Math.hypot(l - l2, a - a2, b - b2)).toBeGreaterThan(9);
  });
});

describe("the toolbar's icon", () => {
  const icon = readFileSync(resolve(import.meta.dirname, "../public/icon/bussola-small.svg"), "utf8");
  const colors = new Set(icon.match(/#[0-9a-f]{6}/g));
  const toolbars = { light: "#ffffff", "Firefox's dark": "#44434b", "Chromium's dark": "#3c3c3c" };

  it.each(Object.entries(toolbars))("contrasts with the %s toolbar", (_, toolbar) => {
    expect(colors.size).toBeGreaterThan(0);
    for (const color of colors)
      expect(contrast(linear(color), linear(toolbar)), color).toBeGreaterThanOrEqual(3);
  });
});
