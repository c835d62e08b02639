/** Builds the board, a folder of static files: vite build --config board/vite.config.ts. */

import { resolve } from "node:path";
import { defineConfig } from "vite";

const CATALOGUE = /_locales[/\\]\w+[/\\]messages\.json$/;
/** The texts that the board takes from the extension's catalogues. */
const SHARED =
  /^(catalogue_language|column_total|count_unknown|pillar_.*|signal_(posts|comments|connections|inmail_replies)|table_(by_week|day|month)|team_(member|error|order|by_label|by_index)|value_of_max)$/;

const sharedTexts = {
  name: "bussola:shared-texts",
  enforce: "pre" as const,
  transform(code: string, id: string) {
    if (!CATALOGUE.test(id)) return undefined;
    const all = JSON.parse(code) as Record<string, { message: string; placeholders?: object }>;
    const kept = Object.entries(all).filter(([key]) => SHARED.test(key));
    const texts = kept.map(([key, { message }]) => [
      key,
      { message: message.replace("$VALUE$", "$1").replace("$MAX$", "$2") },
    ]);
    return JSON.stringify(Object.fromEntries(texts));
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [sharedTexts],
  build: {
    outDir: resolve(import.meta.dirname, "../../build/board"),
    emptyOutDir: true,
    // As in the extension: readers can compare it with the source.
    minify: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        entryFileNames: "board.js",
        assetFileNames: "[name].[ext]",
      },
    },
  },
});
