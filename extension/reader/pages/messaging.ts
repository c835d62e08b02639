import type { PageRule } from "../rules";
import { readMessaging } from "../acts/messaging";

/** Conversations, some of them InMails. */
export const messaging: PageRule = {
  kind: "messaging",
  address: /^\/messaging\/(?:thread\/.*)?$/,
  owner: "session",
  signals: [],
  extra: (page) => readMessaging(page, false),
  expects: [],
};

/** Sales Navigator's inbox: every conversation is an InMail. */
export const salesInbox: PageRule = {
  kind: "sales_inbox",
  address: /^\/sales\/inbox\/?/,
  owner: "session",
  signals: [],
  extra: (page) => readMessaging(page, true),
  expects: [],
};
