/** Sends one message to the background. Its type says what the answer is. */

import type { Answers, HostAnswer, HostMessage, Message } from ".";
import type { Request } from "../contract/protocol";

/** The answer; undefined when the background is gone (an update, or the browser quits). */
export async function send<R extends Request>(
  message: HostMessage<R>,
): Promise<HostAnswer<R["type"]> | undefined>;
export async function send<T extends keyof Answers>(message: Message<T>): Promise<Answers[T] | undefined>;
export async function send(message: Message): Promise<unknown> {
  try {
    return await chrome.runtime.sendMessage<Message, unknown>(message);
  } catch {
    return undefined;
  }
}
