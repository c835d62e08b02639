// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { installChrome } from "../test/chrome";
import { excessiveErrorText } from "./index-value";

beforeEach(() => installChrome("en"));

test.each([
  [10, "11"],
  [10.04, "11"],
  [10.6, "11"],
  [12.3, "13"],
])("an error of %d that hides the number never reads as the limit", (error, text) => {
  expect(excessiveErrorText(error)).toBe(text);
});
