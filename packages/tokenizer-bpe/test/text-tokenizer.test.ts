/** The contract that HfTokenizer keeps as well: limits of tokens and the like. */
import { describeTextTokenizerContract } from "@windrow/testing";
import { gpt2 } from "../src/encodings/gpt2.ts";
import { getEncoding } from "../src/index.ts";

describeTextTokenizerContract("gpt2", () => gpt2);
describeTextTokenizerContract("o200k_base in TypeScript", () => getEncoding("o200k_base", { engine: "typescript" }));
