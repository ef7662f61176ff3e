/**
 * tokenizer-bpe beside the npm packages that know OpenAI's encodings, and beside Python tiktoken.
 *
 * `pnpm bench tokenizers` runs all sections, `pnpm bench tokenizers steady cold` some,
 * `pnpm bench tokenizers --quick` our engines and hypertok alone.
 */
import { bundle } from "./tokenizers/sections/bundle.mjs";
import { cold } from "./tokenizers/sections/cold.mjs";
import { count } from "./tokenizers/sections/count.mjs";
import { decode } from "./tokenizers/sections/decode.mjs";
import { documents, documentsDecode } from "./tokenizers/sections/documents.mjs";
import { encodeSections } from "./tokenizers/sections/encode-runs.mjs";
import { fresh } from "./tokenizers/sections/fresh.mjs";
import { install } from "./tokenizers/sections/install.mjs";
import { lines } from "./tokenizers/sections/lines.mjs";
import { memory } from "./tokenizers/sections/memory.mjs";
import { worst } from "./tokenizers/sections/worst.mjs";
import { planOf } from "./tokenizers/plan.mjs";
import { quickTable } from "./tokenizers/quick-table.mjs";

export const benchmark = {
  question: "How fast, how small and how exact is tokenizer-bpe, against its peers?",
  sections: {
    ...encodeSections(),
    fresh,
    documents,
    lines,
    count,
    decode,
    "documents-decode": documentsDecode,
    worst,
    cold,
    bundle,
    install,
    memory,
  },
  planOf,
  quick: {
    sections: ["start", "first", "steady", "fresh", "lines", "decode", "count"],
    onDemand: ["documents", "documents-decode"],
    table: quickTable,
  },
};
