/**
 * Maps an error of the browser's or the host's to a status and to what happens to the queue. Pure.
 */

import type { HostStatus } from "../../messages";
import type { ErrorCode, HostError, ObserveRequest } from "../../contract/protocol";
import { carriesSomething } from "../../messages/reading";

export type LinkFailure = Exclude<HostStatus, "unknown" | "connected">;

/**
 * Messages of Chromium (extensions/browser/api/messaging/native_message_host.cc) and Firefox
 * (toolkit/components/extensions/NativeMessaging.sys.mjs); neither gives a code. A host that is
 * registered but cannot start counts as missing, because the same command repairs both.
 */
const WORDS: readonly [RegExp, LinkFailure][] = [
  [/native messaging host not found/i, "missing"],
  [/no such native application/i, "missing"],
  [/failed to start native messaging host/i, "missing"],
  [/access to the specified native messaging host is forbidden/i, "forbidden"],
  [/does not have permission to use native application/i, "forbidden"],
];

/** Why a port closed, from the browser's message; Firefox gives none for a host that ended. */
export function failureOf(words: string | undefined): LinkFailure {
  return WORDS.find(([pattern]) => words !== undefined && pattern.test(words))?.[1] ?? "crashed";
}

export type Fate = "retry" | "refused";

const FATES: Readonly<Record<ErrorCode, Fate>> = {
  bad_frame: "refused",
  too_large: "refused",
  bad_json: "refused",
  bad_request: "refused",
  unknown_type: "refused",
  unknown_signal: "refused",
  out_of_range: "refused",
  unknown_profile: "refused",
  storage: "retry",
  busy: "retry",
  newer_schema: "retry",
  internal: "retry",
};

/** Whether an observation may succeed later unchanged. An unknown code of a later host may. */
export function dispositionOf(code: string): Fate {
  return Object.hasOwn(FATES, code) ? FATES[code as ErrorCode] : "retry";
}

const ITEM = /^(gauges|tallies|events)\[(\d+)\]/;

/**
 * The observation without the one item that the host rejected, such as a signal that only a later
 * host knows; null when the error names no item, or when nothing is left.
 */
export function withoutRefused(request: ObserveRequest, { field }: HostError): ObserveRequest | null {
  const [, list, index] = ITEM.exec(field ?? "") ?? [];
  if (list === undefined) return null;
  const name = list as "gauges" | "tallies" | "events";
  const items: unknown[] = request[name] ?? [];
  const kept = items.filter((_, at) => at !== Number(index));
  if (kept.length === items.length) return null;
  const rest = { ...request, [name]: kept };
  return carriesSomething(rest) ? rest : null;
}
