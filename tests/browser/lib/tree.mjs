/**
 * Compares what a page tells assistive technology with a stored text: one line for each node of the
 * accessibility tree, role and name. `UPDATE_BASELINES=1` stores the text instead.
 */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../lib/paths.mjs";

const lines = ({ role, name, children = [] }, depth = 0) => [
  `${"  ".repeat(depth)}${role} ${name ?? ""}`.trimEnd(),
  ...children.flatMap((child) => lines(child, depth + 1)),
];

/** Compares the tree of the page in `tab` with the baseline `name`. */
export async function assertReadsAsBefore(tab, name) {
  const file = join(ROOT, "tests/browser/baselines", `${name}.txt`);
  const tree = `${lines(await tab.accessibility.snapshot()).join("\n")}\n`;
  if (process.env.UPDATE_BASELINES) writeFileSync(file, tree);
  else
    assert.equal(tree, readFileSync(file, "utf8"), `${name} reads differently; UPDATE_BASELINES=1 if meant`);
}
