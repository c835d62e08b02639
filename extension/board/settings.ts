/**
 * What the board remembers: the server's address and the language in this browser, the token in this tab
 * only. A browser may deny storage: then nothing is remembered.
 */

import { isLanguage, languageOf, type Language } from "./catalogue";
import type { Server } from "./server";

function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(`bussola-${key}`);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string): void {
  try {
    storage().setItem(`bussola-${key}`, value);
  } catch {
    // Not remembered.
  }
}

const browser = (): Storage => localStorage;
const tab = (): Storage => sessionStorage;

/** Without another address, the server that the page comes from. */
export function readServer(): Server {
  return { url: read(browser, "server") ?? location.origin, token: read(tab, "token") ?? "" };
}

export function writeServer({ url, token }: Server): void {
  write(browser, "server", url);
  write(tab, "token", token);
}

export function readLanguage(): Language {
  const chosen = read(browser, "language");
  return isLanguage(chosen) ? chosen : languageOf(navigator.languages);
}

export function writeLanguage(language: Language): void {
  write(browser, "language", language);
}
