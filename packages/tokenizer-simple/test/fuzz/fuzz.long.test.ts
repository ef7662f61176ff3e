/** Damaged JSON of a SimpleTokenizer, and lists of tokens: a right result, or a SimpleTokenizerError. */
import { fuzzTarget, mustHold, mutateJson, shownText, testFuzzTargets } from "@windrow/testing/fuzz";
import { SimpleTokenizer } from "../../src/index.ts";

const corpus = "the hay, the rows -- \u00e9t\u00e9! __proto__ constructor";
const codes = ["SIMPLE_"];

function use(tokenizer: SimpleTokenizer): void {
  for (const text of [corpus, "constructor toString <|endoftext|>", ""]) {
    const ids = tokenizer.encode(text);
    mustHold(
      ids.every((id) => id >= 0 && id < tokenizer.vocabSize),
      `ids below ${tokenizer.vocabSize}: ${ids.join()}`,
    );
    const tokens = tokenizer.tokenize(text);
    for (const [i, id] of ids.entries())
      mustHold(id === tokenizer.unkToken || tokenizer.vocab[id] === tokens[i], `the id ${id} is that of ${tokens[i]}`);
    tokenizer.decode(ids);
  }
  mustHold(
    SimpleTokenizer.fromJSON(JSON.stringify(tokenizer)).fingerprint === tokenizer.fingerprint,
    "written and read",
  );
}

testFuzzTargets([
  fuzzTarget<string>({
    name: "SimpleTokenizer.fromJSON",
    codes,
    seeds: () => [
      JSON.stringify(new SimpleTokenizer(corpus)),
      JSON.stringify(new SimpleTokenizer(corpus, { whitespace: "drop" })),
    ],
    mutate: mutateJson,
    attempt: (json) => use(SimpleTokenizer.fromJSON(json)),
    show: shownText,
  }),
  fuzzTarget<string>({
    name: "SimpleTokenizer.fromVocab",
    codes,
    seeds: () => [JSON.stringify(new SimpleTokenizer(corpus).vocab)],
    mutate: mutateJson,
    attempt(json) {
      let vocab: readonly string[];
      try {
        vocab = JSON.parse(json) as readonly string[];
      } catch {
        return;
      }
      use(SimpleTokenizer.fromVocab(vocab));
    },
    show: shownText,
  }),
]);
