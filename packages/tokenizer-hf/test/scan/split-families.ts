/** Families of pre-tokenizers, Hugging Face's pieces for them (../fixtures/splits.py), and what splits as they do. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { cl100kVocabulary } from "../../../tokenizer-bpe/src/vocabulary/cl100k.ts";
import { BothEngines } from "../../../tokenizer-bpe/test/wasm/both-engines.ts";
import { Fields } from "../../src/fields/fields.ts";
import { PreTokenizerSequence } from "../../src/pre-tokenizers/sequence.ts";
import { Split } from "../../src/pre-tokenizers/split.ts";
import { readPreTokenizer } from "../../src/read/read-pre-tokenizer.ts";
import { openTable } from "../../src/scan/split-table.ts";
import { tableOfSteps } from "../../src/scan/table-of-steps.ts";

interface Answers {
  readonly texts: readonly string[];
  /** Lengths of pieces in code points, for each text. */
  readonly families: Readonly<Record<string, { readonly steps: readonly object[]; readonly lengths: number[][] }>>;
}

const file = new URL("../fixtures/splits.json.gz", import.meta.url);
export const { texts: TEXTS, families: FAMILIES } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Answers;

export class SplitFamily {
  readonly engines: BothEngines;
  readonly #steps: PreTokenizerSequence;

  constructor(name: string) {
    const steps = FAMILIES[name]!.steps.map((step, i) => readPreTokenizer(Fields.of(step, `steps[${i}]`)) as Split);
    this.#steps = new PreTokenizerSequence(steps);
    this.engines = new BothEngines(openTable(tableOfSteps(steps)!), cl100kVocabulary);
  }

  /** Where pieces end in UTF-8, by the steps of the file one after another. */
  endsByStep(text: string): number[] {
    const ends: number[] = [];
    let bytes = 0;
    let start = 0;
    for (const end of this.#steps.ends!(text)) {
      bytes += Buffer.byteLength(text.slice(start, end));
      ends.push(bytes);
      start = end;
    }
    return ends;
  }

  /** By the tables, in both engines: what is wrong, or undefined. */
  difference(text: string): string | undefined {
    const ends = [...this.engines.ends(Buffer.from(text), true)].join();
    const expected = this.endsByStep(text).join();
    if (ends !== expected) return `pieces end at ${ends} for ${expected}`;
    return this.engines.difference(text);
  }
}
