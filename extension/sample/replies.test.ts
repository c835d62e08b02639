import { expect, test } from "vitest";
import { replyOf } from "../background/host/replies";
import type { Request } from "../contract/protocol";
import recorded from "./replies.json";

test.each(Object.entries(recorded.replies))("the sample's %s is a host's reply", (type, reply) => {
  expect(replyOf(type as Request["type"], reply)).toBeDefined();
});
