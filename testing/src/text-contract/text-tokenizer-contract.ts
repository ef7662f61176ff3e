/** What every tokenizer of texts keeps, beyond the contract of Tokenizer. */
import { describe } from "vitest";
import { describeChunks } from "./chunks.ts";
import { describeLimits } from "./limits.ts";
import { describeParts } from "./parts.ts";
import { describeSpecial } from "./special.ts";
import { describeTruncated } from "./truncated.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";

export function describeTextTokenizerContract(
  name: string,
  create: () => TextTokenizer | Promise<TextTokenizer>,
): void {
  describe(`${name}: text tokenizer contract`, () => {
    describeLimits(create);
    describeChunks(create);
    describeParts(create);
    describeTruncated(create);
    describeSpecial(create);
  });
}
