/** The operating system that the browser runs on; the only module that asks for it. */

/** As `runtime.getPlatformInfo` names it; null where the browser does not tell. */
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

/** The name that people know the system by. */
export function systemName(system: string): string {
  return (Object.hasOwn(NAMES, system) ? NAMES[system] : undefined) ?? system;
}
