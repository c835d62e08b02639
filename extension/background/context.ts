/** What the parts of the background work on. */

import { Mutex } from "./mutex";
import { Outbox } from "./host/outbox";
import type { Port } from "./host/link";
import { localShelf, sessionShelf, type Local, type Session, type TypedStorage } from "./storage";

export interface Dependencies {
  connect: () => Port;
  lastError: (port: Port) => string | undefined;
  now: () => Date;
  uuid: () => string;
  /** In [0, 1). */
  random: () => number;
  browser: string;
}

export interface Context extends Dependencies {
  local: TypedStorage<Local>;
  session: TypedStorage<Session>;
  outbox: Outbox;
  /** Serialises changes of what is stored. */
  serial: Mutex;
}

export function contextOf(dependencies: Dependencies): Context {
  return {
    ...dependencies,
    local: localShelf(),
    session: sessionShelf(),
    outbox: new Outbox(chrome.storage.local),
    serial: new Mutex(),
  };
}

/** True while the user has agreed and reading is not paused. */
export async function isReading({ local }: Context): Promise<boolean> {
  const { agreement, paused } = await local.pick("agreement", "paused");
  return agreement.agreed && !paused;
}
