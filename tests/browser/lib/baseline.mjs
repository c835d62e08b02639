/**
 * Compares pictures with stored ones, with a tolerance. A stored picture has one pixel for 8 × 8;
 * the comparison is of mean colours of blocks of 32 × 32. Another font moves letters and changes
 * those means little; a missing drawing or another colour changes them much. `UPDATE_BASELINES=1`
 * stores the pictures instead.
 */

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../lib/paths.mjs";

const DIRECTORY = join(ROOT, "tests/browser/baselines");
const CELL = 8;
const BLOCK = 4;
/** Largest mean difference of all blocks and of a single block, of 255. */
const MEAN_MAX = 6;
const WORST_MAX = 40;
/** Share of the height by which a picture may differ. */
const HEIGHT_MAX = 0.05;

/** Runs in a blank page: reduces `picture`, and compares it with `before` if given. */
async function compare({ picture, before, cell, block }) {
  const load = async (address, shrink) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth / shrink);
    canvas.height = Math.round(image.naturalHeight / shrink);
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  };
  const blocks = (canvas, columns, rows) => {
    const small = document.createElement("canvas");
    const size = [columns * block, rows * block];
    [small.width, small.height] = [columns, rows];
    const context = small.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(canvas, 0, 0, ...size, 0, 0, columns, rows);
    return context.getImageData(0, 0, columns, rows).data;
  };
  const now = await load(picture, cell);
  const reduced = now.toDataURL("image/png");
  if (!before) return { reduced };
  const then = await load(before, 1);
  const columns = Math.floor(then.width / block);
  const rows = Math.floor(Math.min(then.height, now.height) / block);
  const [left, right] = [blocks(now, columns, rows), blocks(then, columns, rows)];
  const off = Array.from({ length: columns * rows }, (_, index) =>
    Math.max(...[0, 1, 2].map((part) => Math.abs(left[index * 4 + part] - right[index * 4 + part]))),
  );
  return {
    reduced,
    sameWidth: now.width === then.width,
    height: Math.abs(now.height - then.height) / then.height,
    mean: off.reduce((sum, value) => sum + value, 0) / off.length,
    worst: Math.max(...off),
  };
}

const fileOf = (name) => join(DIRECTORY, `${name}.png`);
const addressOf = (png) => `data:image/png;base64,${Buffer.from(png).toString("base64")}`;

/** The distance of `png` from the baseline `name`; only the reduced picture without a baseline. */
export async function distance(browser, name, png) {
  const page = await browser.newPage();
  try {
    const file = fileOf(name);
    const before = existsSync(file) ? addressOf(readFileSync(file)) : null;
    return await page.evaluate(compare, { picture: addressOf(png), before, cell: CELL, block: BLOCK });
  } finally {
    await page.close();
  }
}

/** True for a distance that another font may cause. */
export const isNear = ({ sameWidth, height, mean, worst }) =>
  sameWidth && height <= HEIGHT_MAX && mean <= MEAN_MAX && worst <= WORST_MAX;

/** Compares `png` with the baseline `name`. */
export async function assertLooksAsBefore(browser, name, png) {
  const found = await distance(browser, name, png);
  if (process.env.UPDATE_BASELINES) {
    mkdirSync(DIRECTORY, { recursive: true });
    writeFileSync(fileOf(name), Buffer.from(found.reduced.split(",")[1], "base64"));
    return;
  }
  assert.ok(found.mean !== undefined, `there is no baseline ${name}: UPDATE_BASELINES=1 writes it`);
  const said = ["height", "mean", "worst"].map((part) => `${part} ${found[part].toFixed(2)}`).join(", ");
  assert.ok(isNear(found), `${name} looks different (${said}); UPDATE_BASELINES=1 if that is meant`);
}
