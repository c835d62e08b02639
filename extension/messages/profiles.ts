/** Profiles as the host lists them. Pure. */

import type { Profile } from "../contract/protocol";

export type NamedProfile = Profile & { key: string };

/** Those that can be asked for: the profile of an account that is not identified yet has no key. */
export const named = (profiles: Profile[]): NamedProfile[] =>
  profiles.filter((profile): profile is NamedProfile => profile.key !== null);
