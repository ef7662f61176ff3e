/** The sizes of jsonl/jsonl.test.ts and text/text.test.ts, with more text. */
import { test } from "vitest";
import { expectLinesAtEverySize, expectSplitAtEverySize, SEPARATORS } from "./every-size.ts";

test("JSON lines", () => expectLinesAtEverySize(60));

test.each(SEPARATORS)("separator %j", (separator) => expectSplitAtEverySize(separator, 5));
