/**
 * Groups tabs that share their cookies. Each Firefox container has its own cookies, and an
 * extension without the `cookies` permission cannot see which; tabs of one container find each
 * other (`content/siblings.ts`). Pure.
 */

/** Lists of tabs. */
export type Jars = number[][];

const MOST_JARS = 50;
const MOST_TABS = 100;

/** Puts `tabs` into one jar, merged with every jar that holds one of them. */
export function together(jars: Jars, tabs: number[]): Jars {
  const met = jars.filter((jar) => jar.some((tab) => tabs.includes(tab)));
  const others = jars.filter((jar) => !met.includes(jar));
  const joined = [...new Set([...met.flat(), ...tabs])].slice(-MOST_TABS);
  return [...others, joined].slice(-MOST_JARS);
}

export const jarOf = (jars: Jars, tab: number): number[] => jars.find((jar) => jar.includes(tab)) ?? [tab];
