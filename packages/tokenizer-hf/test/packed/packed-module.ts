/** Runs the text of a module that packTokenizer made. */
import { expect } from "vitest";
import type { HfTokenizer } from "../../src/index.ts";
import type { PackedModule } from "../../src/pack/index.ts";
import { fromPacked, type FromPackedOptions } from "../../src/packed/index.ts";
import { fromPacked as fromPackedAll } from "../../src/packed-all/index.ts";

const MODULE =
  /^\/\/ .*\nimport \{ fromPacked \} from "@windrow\/tokenizer-hf\/(packed|packed-all)";\nexport const (\w+) = (.*);\n$/s;

/** What a module exports. @param code that of packTokenizer, or one that was changed */
export function openModule(
  { name, code }: Pick<PackedModule, "name" | "code">,
  options?: FromPackedOptions,
): HfTokenizer {
  const [, entry, exported, value] = MODULE.exec(code)!;
  expect(exported).toBe(name);
  // oxlint-disable-next-line eslint/no-new-func -- what a module does is tested by running it
  const run = new Function("fromPacked", `"use strict"; return ${value!};`) as (open: unknown) => HfTokenizer;
  const open = { packed: fromPacked, "packed-all": fromPackedAll }[entry as "packed" | "packed-all"];
  return run((packed: Parameters<typeof fromPacked>[0]) => open(packed, options));
}
