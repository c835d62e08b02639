import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const SOURCES = globSync(
  "{background,board,content,contract,entrypoints,messages,platform,reader,text,ui}/**/*.ts",
  {
    cwd: import.meta.dirname,
  },
).filter((file) => !file.endsWith(".test.ts"));

/** The files that `file` imports by a relative path. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(import.meta.dirname, file), "utf8");
  return [...text.matchAll(/(?:from|^import) "(\.[^"]+)"/gm)].flatMap(([, path = ""]) => {
    const target = join(dirname(file), path);
    return SOURCES.filter((source) => source === `${target}.ts` || source === join(target, "index.ts"));
  });
}

/** Files left after those that import none of the others are taken away: the circles, and who leads to them. */
function inCircles(): string[] {
  let left = new Map(SOURCES.map((file) => [file, importsOf(file)]));
  for (;;) {
    const next = new Map([...left].filter(([, imports]) => imports.some((target) => left.has(target))));
    if (next.size === left.size) return [...left.keys()];
    left = next;
  }
}

test("no two files import each other, by however many others", () => {
  expect(SOURCES.length).toBeGreaterThan(100);
  expect(inCircles()).toEqual([]);
});
