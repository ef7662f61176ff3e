/** Documents of five times what is read at a time; long-documents.long.test.ts has longer ones. */
import { test } from "vitest";
import { expectInvalidEndFollowsPolicy, expectLongAsSequentially, WHERE } from "./support/long-documents.ts";

test.each(WHERE)("%s", (where) => expectLongAsSequentially(where, 1));

test("a long document that turns out not to be UTF-8 at its end: taken back whole, or replaced, or a failure", () =>
  expectInvalidEndFollowsPolicy(1));
