/** Whole SentencePiece models of Mistral and XLNet, read and as modules: everything that sentencepiece answers about them. */
import { readFileSync } from "node:fs";
import { modelAnswers, modelFile, skipNote, withoutModelAnswers } from "@windrow/testing";
import { describe, expect, test } from "vitest";
import { HfTokenizer } from "../src/index.ts";
import { packTokenizer } from "../src/pack/index.ts";
import { expectText, type ModelAnswers, sha256OfIds, type Texts } from "./golden-answers.ts";
import { openModule } from "./packed/packed-module.ts";

type SentencePieceAnswers = Pick<ModelAnswers, "encode" | "long" | "decode" | "decodeRandom"> & {
  readonly kind: string;
  readonly file: string;
  readonly vocabSize: number;
};

const all = withoutModelAnswers === undefined ? modelAnswers<SentencePieceAnswers[]>("others") : [];
const models = all.filter(({ kind }) => kind === "sentencepiece");
const reason =
  withoutModelAnswers ?? (models.some(({ file }) => modelFile(file) === undefined) ? "no files" : undefined);

describe.skipIf(reason !== undefined)(`models${skipNote(reason)}`, () => {
  test("there are two", () => expect(models.map(({ file }) => file)).toEqual(["mistral-v3.model", "xlnet.model"]));
});

for (const answers of reason === undefined ? models : []) {
  describe.each(["read", "as a module"])(`${answers.file}, %s`, (how) => {
    const { texts, long } = modelAnswers<Texts>("texts");
    const bytes = readFileSync(modelFile(answers.file)!);
    const read = HfTokenizer.fromSentencePiece(bytes, { name: answers.file });
    const tokenizer = how === "read" ? read : openModule(packTokenizer(bytes));

    test("the fingerprint", () => expect(tokenizer.fingerprint).toBe(read.fingerprint));

    test("ids of short and long texts, with places and without", () => {
      expect(tokenizer.vocabSize).toBe(answers.vocabSize);
      const expected = [...answers.encode, ...answers.long];
      for (const [i, text] of [...texts, ...long.map((one) => one.text)].entries()) {
        const ids = tokenizer.encode(text);
        const some = expected[i]!;
        if ("sha256" in some) expect([text.slice(0, 50), sha256OfIds(ids)]).toEqual([text.slice(0, 50), some.sha256]);
        else expect([text, ids.join()]).toEqual([text, some.join()]);
        expect(tokenizer.encodeWithOffsets(text).ids).toEqual(ids);
        expect(tokenizer.countTokens(text)).toBe(ids.length);
      }
    });

    test("texts of ids, whole and one by one", () => {
      for (const [i, text] of texts.entries()) {
        const ids = tokenizer.encode(text);
        expectText(tokenizer.decode(ids), answers.decode[i]!, text);
        if (ids.length < 3000) expect([...tokenizer.decodeIterable(ids)].join("")).toBe(tokenizer.decode(ids));
      }
      for (const [ids, text] of answers.decodeRandom) {
        expect([ids, tokenizer.decode(ids)]).toEqual([ids, text]);
        expect([...tokenizer.decodeIterable(ids)].join("")).toBe(text);
      }
    });
  });
}
