import { expect, test } from "vitest";
import { messageOf } from "./reply";

test("a code is kept when its field is invalid", () => {
  const refused = (error: unknown) => messageOf({ id: 1, ok: false, error })?.error;
  expect(refused({ code: "storage", message: "", field: "full" })).toEqual({
    code: "storage",
    field: "full",
  });
  for (const field of ["", "files[2].name", 7, null]) {
    expect(refused({ code: "bad_request", message: "", field })).toEqual({ code: "bad_request" });
  }
  expect(refused({ code: "<b>" })).toBeUndefined();
});

test("fields of a later importer are dropped, and an unknown message is ignored", () => {
  const need = { offset: 0, length: 512 };
  expect(messageOf({ id: 1, ok: true, need: { ...need, file: "x" }, later: [] })).toEqual({ need });
  expect(messageOf({ id: 1, ok: true, later: { of: 3 } })).toEqual({});
  for (const none of [null, [], "x", { need: 3 }, { progress: { done: -1, total: 4 } }]) {
    expect(messageOf(none)).toBeUndefined();
  }
});
