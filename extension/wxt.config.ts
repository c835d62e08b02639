import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "wxt";
import { manifestFor, type Browser } from "./manifest";

interface Text {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/** A text with `$1` in place of a placeholder's name, which translators need and browsers do not. */
function numbered({ message, placeholders = {} }: Text): Pick<Text, "message"> {
  return {
    message: message.replaceAll(/\$(\w+)\$(\d?)/g, (whole, name: string, digit: string) => {
      const content = placeholders[name.toLowerCase()]?.content;
      if (content === undefined || digit !== "") throw new Error(`${whole} in: ${message}`);
      return content;
    }),
  };
}

/** A catalogue with a line for each text: indented, the six of them would be a tenth larger. */
function packed(path: string): string {
  const texts = Object.entries(JSON.parse(readFileSync(path, "utf8")) as Record<string, Text>);
  const lines = texts.map(([key, text]) => `${JSON.stringify(key)}:${JSON.stringify(numbered(text))}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

/**
 * The catalogues of all locales; they are outside `public/` because the command line embeds two of
 * them too.
 */
function catalogues(root: string) {
  const folder = resolve(root, "_locales");
  return readdirSync(folder).map((locale) => ({
    contents: packed(resolve(folder, locale, "messages.json")),
    relativeDest: `_locales/${locale}/messages.json`,
  }));
}

/** Removes the build directory from the module paths that bundles name in comments. */
const withoutPlace = {
  name: "bussola:without-place",
  generateBundle(_options: unknown, bundle: Record<string, { code?: unknown }>) {
    for (const output of Object.values(bundle))
      if (typeof output.code === "string")
        output.code = output.code.replaceAll(`${import.meta.dirname}/`, "");
  },
};

/** Marks uPlot's copyright notice as one that bundles keep. */
const withNotice = {
  name: "bussola:with-notice",
  transform(code: string, id: string) {
    return id.includes("/node_modules/uplot/") ? code.replace("/**", "/*!") : undefined;
  },
};

/** True for every script, and for the style sheets that each page has. */
const isOfAllPages = (id: string): boolean => !id.endsWith(".css") || /\/(tokens|base)\.css$/.test(id);

export default defineConfig({
  outDir: "../build/extension",
  outDirTemplate: "{{browser}}{{modeSuffix}}",
  targetBrowsers: ["chrome", "firefox"],
  manifestVersion: 3,
  imports: false,
  manifest: ({ browser }) => manifestFor(browser as Browser),
  vite: () => ({
    plugins: [withoutPlace, withNotice],
    build: {
      // Users can read and compare the installed code with the source, which has the comments: they
      // are a tenth of the package.
      minify: false,
      rollupOptions: {
        output: {
          comments: { jsdoc: false, legal: true },
          // One file for all that pages share: each file more delays the popup by some milliseconds.
          // Style sheets that only some pages share would change the others.
          codeSplitting: { groups: [{ name: "shared", test: isOfAllPages, minShareCount: 2 }] },
        },
      },
      // Pages name all their modules at once, so that the popup does not load one after another.
      // The polyfill would call fetch, which the content-security policy forbids.
      modulePreload: { polyfill: false },
    },
  }),
  hooks: {
    "entrypoints:found": (_wxt, infos) => {
      // WXT would replace the browser's own history page with a page of this name.
      for (const info of infos) if (info.type === "history") info.type = "unlisted-page";
    },
    "vite:build:extendConfig": (_entrypoints, config) => {
      const output = config.build?.rollupOptions?.output;
      if (output && !Array.isArray(output) && output.chunkFileNames) {
        output.chunkFileNames = "chunks/[name].js";
        output.assetFileNames = "assets/[name].[ext]";
        const original = output.entryFileNames;
        output.entryFileNames = (chunk) =>
          typeof original === "function" && original(chunk).startsWith("chunks/")
            ? "chunks/[name].js"
            : "[name].js";
      }
    },
    "build:publicAssets": (wxt, files) => {
      files.push(...catalogues(wxt.config.root));
    },
    "build:done": (wxt) => {
      const file = resolve(wxt.config.outDir, "manifest.json");
      writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, "utf8")), null, 2) + "\n");
    },
  },
});
