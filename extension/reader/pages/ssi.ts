import type { PageRule } from "../rules";
import { readSsi } from "../ssi";

/** LinkedIn's own Social Selling Index. */
export const ssi: PageRule = {
  kind: "ssi",
  address: /^\/sales\/ssi\/?$/,
  owner: "session",
  signals: [],
  extra: (page) => {
    const { official, trace } = readSsi(page);
    return official ? { official, trace } : { trace };
  },
  expects: ["ssi"],
};
