/** The extension for browser tests: as shipped, except for its clock. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "wxt";
import shipped from "./wxt.config";

const SHIPPED = resolve(import.meta.dirname, "platform/clock.ts");
const SHIFTED = resolve(import.meta.dirname, "test/clock.ts");

const shiftedClock = {
  name: "bussola:shifted-clock",
  enforce: "pre" as const,
  load: (id: string) => (id === SHIPPED ? readFileSync(SHIFTED, "utf8") : null),
};

export default defineConfig({
  ...shipped,
  outDir: "../build/extension-test",
  vite: async (env) => {
    const config = await shipped.vite?.(env);
    return { ...config, plugins: [...(config?.plugins ?? []), shiftedClock] };
  },
});
