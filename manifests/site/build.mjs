/**
 * Writes the download page into the folder of the packages, in English and Italian:
 * node manifests/site/build.mjs VERSION FOLDER. The folder is the site: put it on a server as it is.
 */

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const read = (name) => readFileSync(join(here, name), "utf8");
const { contact, program } = JSON.parse(read("../addresses.json"));
const [version, folder] = process.argv.slice(2);

const LANGUAGES = { en: "index.html", it: "it.html" };
const sha256 = (bytes, encoding) => createHash("sha256").update(bytes).digest(encoding);

const escape = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const packages = readdirSync(folder)
  .filter((name) => name.startsWith("bussola") && name.includes(version))
  .sort()
  .map((name) => {
    const bytes = readFileSync(join(folder, name));
    return { name, size: bytes.length, checksum: sha256(bytes, "hex") };
  });
const find = (pattern) => packages.find(({ name }) => pattern.test(name))?.name;

/** The command of addresses.json for a package of Linux. */
const commandOf = (id) =>
  program.linux.packages.find((each) => each.id === id).install.replaceAll("VERSION", version);

function button(file, label) {
  return `<p><a class="button" href="${encodeURI(file)}">${label}</a></p>`;
}

/** A system with its only step; `classes` name the visitors who see it. */
function section(words, id, classes, ...lines) {
  return [`<section class="${classes}" id="${id}">`, `<h2>${words[id]}</h2>`, ...lines, "</section>"].join(
    "\n",
  );
}

function linux(words, id, file, command) {
  const lines =
    file === undefined
      ? [`<p>${words.absent}</p>`]
      : [
          button(file, words[`${id}_button`]),
          `<p>${words[`${id}_next`]}</p>`,
          `<pre><code>${escape(command)}</code></pre>`,
          `<p>${words.after}</p>`,
        ];
  return section(words, id, "of-linux", ...lines);
}

function windows(words, file) {
  const lines =
    file === undefined
      ? [`<p>${words.absent}</p>`]
      : [
          button(file, words.windows_button),
          `<p>${words.windows_next}</p>`,
          `<p class="quiet">${words.windows_unsigned} ${words.windows_tried}</p>`,
          `<p class="quiet">${words.remove} ${words.windows_remove}</p>`,
        ];
  return section(words, "windows", "of-windows", ...lines);
}

function checksums(words) {
  const rows = packages.map(
    ({ name, size, checksum }) =>
      `<tr><td><a href="${encodeURI(name)}">${escape(name)}</a></td><td>${(size / 1e6).toFixed(1)} MB</td>` +
      `<td><code>${checksum}</code></td></tr>`,
  );
  return [
    `<details id="checksums"><summary>${words.checksums}</summary>`,
    `<table><tr><th>${words.file}</th><th>${words.size}</th><th>SHA-256</th></tr>`,
    ...rows,
    "</table>",
    `<p class="quiet">${escape(words.checksums_windows)}<br>${escape(words.checksums_linux)}</p>`,
    "</details>",
  ].join("\n");
}

function page(language) {
  const texts = JSON.parse(read(`${language}.json`));
  const words = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, escape(text)]));
  const style = read("site.css");
  const script = read("system.js");
  const policy = `default-src 'none'; style-src 'sha256-${sha256(style, "base64")}'; script-src 'sha256-${sha256(script, "base64")}'`;
  const others = Object.entries(LANGUAGES)
    .filter(([id]) => id !== language)
    .map(
      ([id, file]) =>
        `<a href="${file}" hreflang="${id}" lang="${id}">${JSON.parse(read(`${id}.json`)).language}</a>`,
    );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${words.title}</title>
<style>${style}</style>
</head>
<body>
<nav>${others.join(" ")}</nav>
<h1>${words.heading} ${escape(version)}</h1>
<p>${words.lead}</p>
${windows(words, find(/-windows-x86_64\.exe$/))}
${linux(words, "debian", find(/\.deb$/), commandOf("debian"))}
${linux(words, "linux", find(/-linux-.*\.tar\.gz$/), commandOf("tarball"))}
${section(words, "mac", "of-mac", `<p>${words.mac_text}</p>`)}
${section(words, "phone", "of-phone", `<p>${words.phone_text}</p>`)}
<p><button id="all" type="button">${words.all}</button></p>
${checksums(words)}
<p class="quiet">${words.contact} <a href="mailto:${escape(contact)}">${escape(contact)}</a></p>
<script>${script}</script>
</body>
</html>
`;
}

for (const [language, file] of Object.entries(LANGUAGES)) writeFileSync(join(folder, file), page(language));
