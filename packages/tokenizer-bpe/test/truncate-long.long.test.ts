/** truncate-long.test.ts, with longer texts. */
import { test } from "vitest";
import { cl100kBase } from "../src/encodings/cl100k_base.ts";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { o200kBase } from "../src/encodings/o200k_base.ts";
import { expectAsOfTheWhole } from "./truncate-runs.ts";

test.each([gpt2, cl100kBase, o200kBase])("$name: as of the ids of the whole text", (tokenizer) =>
  expectAsOfTheWhole(tokenizer, 80_000),
);
