/** The extension pages' side of the messages to the background. */

import type { ChangedMessage, HostAnswer, Message, Status } from ".";
import { send as sendToBackground } from "./send";
import type { PageKind } from "../contract/pages";
import { askSystem } from "../platform/system";
import type { Request } from "../contract/protocol";
import { isSample } from "../sample/asked";

/** A page that shows the sample asks nobody else. */
const sendToSample = async (message: Message): Promise<unknown> =>
  (await import("../sample/answers")).answer(message);
const send = isSample ? (sendToSample as typeof sendToBackground) : sendToBackground;

/**
 * Wraps a question that may be asked again before its answer is here. An answer that arrives after
 * that of a later question is replaced by the later one. Undefined is no answer.
 */
export function inOrder<Q extends unknown[], A>(
  ask: (...question: Q) => Promise<A>,
): (...question: Q) => Promise<A> {
  let asked = 0;
  let newest: { place: number; answer: A } | null = null;
  return async (...question) => {
    const place = ++asked;
    const answer = await ask(...question);
    if (answer === undefined) return answer;
    if (newest === null || newest.place < place) newest = { place, answer };
    return newest.answer;
  };
}

/** The background's status; undefined when it does not answer. */
export const askStatus = inOrder(async (): Promise<Status | undefined> => {
  const [reply, system] = await Promise.all([send({ type: "status" }), askSystem()]);
  return reply && { ...reply, system };
});

/** Sends the background what the user chose; `changed` follows instead of an answer. */
export async function tell(
  message: Message<"agree" | "pause" | "reconnect" | "archive" | "display" | "label">,
): Promise<void> {
  await send(message);
}

/** The structure of an open LinkedIn page of this kind; null when none is open. */
export async function askReport(page: PageKind): Promise<string | null> {
  return (await send({ type: "report", page })) ?? null;
}

/** Sends a day's InMail replies, typed in by hand; false when the background did not take them. */
export async function tellTyped(typed: { day: string; count: number }): Promise<boolean> {
  return (await send({ type: "typed", ...typed })) ?? false;
}

/** Sends one request to the host. A background that does not answer counts as a missing host. */
export async function askHost<R extends Request>(request: R): Promise<HostAnswer<R["type"]>> {
  const answer = await send({ type: "host", request });
  return answer ?? { ok: false, error: { code: "no_host", message: "" } };
}

/** Calls `listener` whenever the background says that something shown has changed. */
export function onChanged(listener: (message: ChangedMessage) => void): void {
  chrome.runtime.onMessage.addListener((message: unknown, sender) => {
    if (sender.id !== chrome.runtime.id || sender.tab) return;
    const { type } = message as Partial<ChangedMessage>;
    if (type === "changed") listener(message as ChangedMessage);
  });
}
