/** Whether Bussola's program can run here, whether it ever answered, and where to get it. Pure. */

import addresses from "../../manifests/addresses.json";
import type { HostStatus, Status } from ".";
import type { System } from "../platform/system";

export interface Package {
  id: string;
  install: string;
  remove: string;
}

interface Source {
  /** Where to download the program; null while there is no such page. */
  page: string | null;
  packages: Package[];
}

/** E-mail address for help and fault reports. */
export const CONTACT: string = addresses.contact;

const SOURCES: Readonly<Record<string, Source>> = addresses.program;

/**
 * Where to get the program for a system; null where it does not run. An unknown system may be
 * Linux.
 */
export function sourceFor(system: System): Source | null {
  const name = system ?? "linux";
  return (Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined) ?? null;
}

/**
 * Why nothing is stored although the extension itself works:
 * - unsupported: the program does not run on this system;
 * - missing: the browser never reached a program;
 * - lost: the browser reached a program before and finds none now.
 */
export type Absence = "unsupported" | "missing" | "lost";

/** Null where the program answers, or where it exists and something else is wrong. */
export function absenceOf({ system, host, programSeen }: Status): Absence | null {
  if (host === "connected") return null;
  if (sourceFor(system) === null) return "unsupported";
  if (host !== "missing") return null;
  return programSeen ? "lost" : "missing";
}

/** The host's status, with "lost" for a missing program that was reached before. */
export function hostWord(status: Status): HostStatus | "lost" {
  return absenceOf(status) === "lost" ? "lost" : status.host;
}

/** True when what is read reaches the history. */
export function isKept(status: Status): boolean {
  return status.permitted && status.host === "connected" && status.error === null;
}

/** A package's command for the version of this extension. */
export function commandOf(command: string, version: string): string {
  return command.replaceAll("VERSION", version);
}
