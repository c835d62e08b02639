/**
 * Which tabs share their cookies. Firefox's containers each have a jar of their own, and an extension is not
 * told which; tabs of one container find each other by themselves (`content/siblings.ts`). Pure.
 */

/** Each a list of tabs. */
export type Jars = number[][];

const MOST_JARS = 50;
const MOST_TABS = 100;

/** With `tabs` in one jar, and all that were with any of them. */
export function together(jars: Jars, tabs: number[]): Jars {
  const met = jars.filter((jar) => jar.some((tab) => tabs.includes(tab)));
  const others = jars.filter((jar) => !met.includes(jar));
  const joined = [...new Set([...met.flat(), ...tabs])].slice(-MOST_TABS);
  return [...others, joined].slice(-MOST_JARS);
}

export const jarOf = (jars: Jars, tab: number): number[] => jars.find((jar) => jar.includes(tab)) ?? [tab];
