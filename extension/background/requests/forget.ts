/** Removes data from the browser: all of it, or one profile's. */

import { keyOf, type Account } from "../readings/account";
import type { Context } from "../context";
import { ABOUT_SSI } from "../readings/notes";
import { withLabel } from "../shown/labels";

export async function forgetAll({ local, session, outbox }: Context): Promise<void> {
  await outbox.forget("all");
  await local.remove(
    "accounts",
    "lastKey",
    "active",
    "pages",
    "health",
    ...ABOUT_SSI,
    "pillarNames",
    "found",
    "cached",
    "error",
    "refused",
  );
  await local.set({ display: { ...(await local.get("display")), labels: {} } });
  await session.remove("visits", "acts", "attribution", "held");
}

const isNamed = (account: Account, key: string): boolean =>
  keyOf(account) === key || account.vanities.includes(key);

/** The key and the other names of its account. */
export function namesOf(accounts: Account[], key: string): string[] {
  const account = accounts.find((known) => isNamed(known, key));
  return [key, ...(account?.vanities ?? []), ...(account?.memberId !== undefined ? [account.memberId] : [])];
}

export async function forgetProfile({ local, session, outbox }: Context, key: string): Promise<void> {
  const accounts = await local.get("accounts");
  const names = namesOf(accounts, key);
  const named = (other: string | null | undefined): boolean => names.some((name) => name === other);
  await outbox.forget(names);
  const { lastKey, official, noAccess, active, cached, display, found } = await local.pick(
    "lastKey",
    "official",
    "noAccess",
    "active",
    "cached",
    "display",
    "found",
  );
  const shown = [cached?.state.profile, ...(cached?.profiles ?? [])];
  const attribution = await session.get("attribution");
  await local.set({
    accounts: accounts.filter((known) => !isNamed(known, key)),
    display: {
      ...display,
      labels: names.reduce((labels, name) => withLabel(labels, name, ""), display.labels),
    },
    found: Object.fromEntries(Object.entries(found).filter(([other]) => !named(other))),
    active: { ...active, keys: active.keys.filter((key) => !names.includes(key)) },
    ...(named(lastKey) ? { lastKey: null, pages: {}, health: {} } : {}),
    ...(named(official?.key) ? { official: null } : {}),
    ...(named(noAccess?.key) ? { noAccess: null } : {}),
    ...(shown.some((profile) => named(profile?.key)) ? { cached: null } : {}),
  });
  if (named(attribution.current?.key)) {
    await session.set({ attribution: { ...attribution, current: null, owners: {} } });
  }
}
