/** The operating system that the browser runs on; the only module that asks for it. */

/** As `runtime.getPlatformInfo` names it; null where the browser cannot say. */
export type System = string | null;

const NAMES: Readonly<Record<string, string>> = {
  android: "Android",
  cros: "ChromeOS",
  fuchsia: "Fuchsia",
  linux: "Linux",
  mac: "macOS",
  openbsd: "OpenBSD",
  win: "Windows",
};

export async function askSystem(): Promise<System> {
  try {
    return (await chrome.runtime.getPlatformInfo()).os;
  } catch {
    return null;
  }
}

/** The system's everyday name. */
export function systemName(system: string): string {
  return (Object.hasOwn(NAMES, system) ? NAMES[system] : undefined) ?? system;
}
