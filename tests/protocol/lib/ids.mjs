/** The extension's ids by family, as listed in manifests/extension-ids.json. */

import { readFileSync } from "node:fs";

const { extensions } = JSON.parse(
  readFileSync(new URL("../../../manifests/extension-ids.json", import.meta.url), "utf8"),
);

const of = (family) => extensions.filter((row) => row.family === family && row.id).map(({ id }) => id);

export const IDS = { chromium: of("chromium"), firefox: of("firefox") };
