import { defineBackground } from "wxt/utils/define-background";
import { Background } from "../background/background";
import { now } from "../platform/clock";
import { HOST_NAME } from "../contract/protocol";

export default defineBackground(() => {
  new Background({
    connect: () => chrome.runtime.connectNative(HOST_NAME),
    lastError: (port) => chrome.runtime.lastError?.message ?? port.error?.message,
    now,
    uuid: () => crypto.randomUUID(),
    random: Math.random,
    browser: import.meta.env.BROWSER,
  }).listen();
});
