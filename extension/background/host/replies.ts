/**
 * Validates the host's replies by shape, because the extension's pages show them. Ids of a later
 * host are accepted; links are checked where they are made (text/advice.ts). Pure.
 */

import { LIMITS } from "../../contract/limits";
import { replies, type ErrorCode, type HostError, type Replies, type Request } from "../../contract/protocol";
import { count, isRecord, line, printable, read, word, type Shape } from "../../messages/shape";

const VERSION = 32;

/** Returned for an answer of unknown shape: the host has failed. */
export const INVALID_REPLY: HostError = { code: "internal", message: "" };

/** The reply to a request of this type; undefined when its shape is wrong. */
export function replyOf<T extends Request["type"]>(type: T, reply: unknown): Replies[T] | undefined {
  return read(replies[type] as unknown as Shape<Replies[T]>, reply);
}

/** The version and protocol of the host that greeted; null where it gives none. */
export function hostOf(reply: unknown): { version: string | null; protocol: number | null } {
  const host = isRecord(reply) && isRecord(reply["host"]) ? reply["host"] : {};
  const { version, protocol } = host;
  return { version: read(line(VERSION), version) ?? null, protocol: read(count, protocol) ?? null };
}

/** The valid part of an error; without a code it is a failure of the host. */
export function errorOf(error: unknown): HostError {
  const { code, message, field } = isRecord(error) ? error : {};
  const named = read(word, code) as ErrorCode | undefined;
  if (named === undefined) return INVALID_REPLY;
  return {
    code: named,
    message: typeof message === "string" ? printable(message, LIMITS.message) : "",
    ...(typeof field === "string" ? { field: printable(field, LIMITS.message) } : {}),
  };
}
