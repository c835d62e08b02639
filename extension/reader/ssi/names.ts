/** The pillars' names, as the page words them. */

import { PILLARS } from "../../contract/protocol";
import type { PillarNames } from "../../messages";
import type { Page } from "../page";
import { joined, pillarOf } from "./pillars";
import { lines } from "./texts";

/**
 * The four names: by the labels known in the page's language, else by the rows of the user's own
 * table; null unless all four are found.
 */
export function pillarNames(page: Page, rows: string[]): PillarNames | null {
  const words = lines(page).map((line) => joined(line)?.words ?? line);
  const names = PILLARS.map(
    (_, index) => words.find((text) => pillarOf(page, text) === index) ?? rows[index],
  );
  const [brand, people, insights, relationships] = names;
  if (!brand || !people || !insights || !relationships) return null;
  return { brand, people, insights, relationships };
}
