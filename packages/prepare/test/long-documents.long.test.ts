/** long-documents.test.ts, with documents of about 5 MB. */
import { test } from "vitest";
import { expectInvalidEndFollowsPolicy, expectLongAsSequentially, WHERE } from "./support/long-documents.ts";

test.each(WHERE)("%s", (where) => expectLongAsSequentially(where, 4));

test("a long document that turns out not to be UTF-8 at its end: taken back whole, or replaced, or a failure", () =>
  expectInvalidEndFollowsPolicy(4));
