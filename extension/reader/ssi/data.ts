/** Reads the JSON data that the page carries in a `code` element. Never requested. */

import type { GroupReading } from "../../contract/protocol";
import type { Page } from "../page";
import { consistent, four, named, type Four, type Own } from "./pillars";

const PILLAR_NAMES = ["PROFESSIONAL_BRAND", "FIND_RIGHT_PEOPLE", "INSIGHT_ENGAGEMENT", "STRONG_RELATIONSHIP"];

export interface Data {
  own: Own;
  groups: Record<string, GroupReading>;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function jsonPillars(score: unknown): Four | null {
  if (!isObject(score) || !Array.isArray(score.subScores)) return null;
  const parts = score.subScores.filter(isObject);
  return four(
    PILLAR_NAMES.map((name) => {
      const value = parts.find(({ pillar }) => pillar === name)?.score;
      return typeof value === "number" ? value : null;
    }),
  );
}

/** The first data of the right shape with pillars that add up to its total. */
export function fromData(page: Page): Data | null {
  for (const code of page.all("code")) {
    const inComment = Array.from(code.childNodes).find(({ nodeType }) => nodeType === 8)?.nodeValue;
    const text = (code.textContent || inComment || "").trim();
    if (!text.startsWith('{"activeSeat"')) continue;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      continue;
    }
    if (!isObject(json) || !isObject(json.memberScore)) continue;
    const { overall } = json.memberScore;
    const total = typeof overall === "number" && overall >= 0 && overall <= 100 ? Math.round(overall) : null;
    const own = consistent(total, jsonPillars(json.memberScore), "code-json");
    if (own) return { own, groups: jsonGroups(json.groupScore) };
  }
  return null;
}

function jsonGroups(value: unknown): Record<string, GroupReading> {
  const groups = Array.isArray(value) ? value.filter(isObject) : [];
  // Ranks are percentages only if all of them can be.
  const percentages = groups.every(({ rank }) => typeof rank === "number" && rank >= 1 && rank <= 100);
  const found: Record<string, GroupReading> = {};
  for (const { groupType, rank, score } of groups) {
    if (typeof groupType !== "string" || !isObject(score)) continue;
    const pillars = jsonPillars(score);
    found[groupType] = {
      ...(percentages ? { rank_pct: rank as number } : {}),
      ...(typeof score.overall === "number" ? { average: Math.round(score.overall) } : {}),
      ...(pillars ? { pillars: named(pillars) } : {}),
    };
  }
  return found;
}
