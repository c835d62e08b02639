import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", ".wxt/**"],
    restoreMocks: true,
    unstubGlobals: true,
    // A context for each file would take as long as the tests themselves.
    isolate: false,
    // Guards against hanging; CI shares its cores.
    testTimeout: 120_000,
  },
});
