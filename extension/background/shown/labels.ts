/** The user's own names of accounts, in place of those that LinkedIn's addresses give. Pure. */

import type { DisplaySettings } from "../../messages";

type Labels = DisplaySettings["labels"];

interface Labelled {
  key: string | null;
  label: string;
}

function renamed<L extends Labelled>(account: L, labels: Labels): L {
  const { key } = account;
  const own = key !== null && Object.hasOwn(labels, key) ? labels[key] : undefined;
  return own === undefined ? account : { ...account, label: own };
}

/** A reply of the host's with the user's names of accounts. */
export function relabelled<R extends object>(reply: R, labels: Labels): R {
  const { state, profiles } = reply as { state?: { profile?: Labelled | null }; profiles?: Labelled[] };
  return {
    ...reply,
    ...(state?.profile ? { state: { ...state, profile: renamed(state.profile, labels) } } : {}),
    ...(profiles ? { profiles: profiles.map((profile) => renamed(profile, labels)) } : {}),
  };
}

/** `labels` with the user's name of an account; an empty one removes it. */
export function withLabel(labels: Labels, key: string, label: string): Labels {
  const others = Object.entries(labels).filter(([other]) => other !== key);
  return Object.fromEntries(label === "" ? others : [...others, [key, label]]);
}
