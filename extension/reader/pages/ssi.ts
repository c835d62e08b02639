import type { PageRule } from "../rules";
import { readSsi } from "../ssi";

/** LinkedIn's own Social Selling Index. */
export const ssi: PageRule = {
  kind: "ssi",
  address: /^\/sales\/ssi\/?$/,
  owner: "session",
  signals: [],
  extra: readSsi,
  expects: ["ssi"],
};
