/** Compares a tokenizer with all that Hugging Face's library answers about a real model. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { HfTokenizer } from "../src/index.ts";

/** Ids, or where they are many how many, their sha256 as little-endian int32, and the first. */
type Ids = readonly number[] | { readonly n: number; readonly sha256: string };
/** A text, or true where it is another one, or its length in UTF-16 units and the sha256 of its UTF-8. */
type Decoded = true | string | { readonly n16: number; readonly sha256: string };

interface Spans {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** In UTF-16 units, where those are others. */
  readonly starts16?: readonly number[];
  readonly ends16?: readonly number[];
}

export interface Texts {
  readonly texts: readonly string[];
  readonly long: readonly { readonly text: string }[];
}

/** The fields are explained in the README of the answers. */
export interface ModelAnswers {
  readonly encode: readonly Ids[];
  readonly long: readonly Ids[];
  readonly withSpecials: readonly (readonly [index: number, ids: readonly number[]])[];
  readonly pairs: readonly {
    readonly a: number;
    readonly b: number;
    readonly ids: readonly number[];
    readonly typeIds: readonly number[];
  }[];
  readonly offsets: readonly (Spans & { readonly text: number })[];
  readonly offsetsSpecial: readonly (Spans & { readonly special: number })[];
  readonly decode: readonly Decoded[];
  readonly decodeSkip: readonly Decoded[];
  readonly decodeRandom: readonly (readonly [ids: readonly number[], text: string, withoutSpecial?: string])[];
  readonly special: {
    readonly texts: readonly string[];
    readonly ids: readonly (readonly number[])[];
    readonly asText: readonly (true | readonly number[])[];
    readonly decode: readonly (true | string)[];
    readonly decodeSkip: readonly (true | string)[];
  };
  readonly stream: readonly {
    readonly text?: number;
    readonly n?: number;
    readonly ids?: readonly number[];
    readonly full?: string;
    readonly error?: string;
  }[];
  readonly batch?: {
    readonly texts: readonly number[];
    readonly dims: readonly number[];
    readonly inputIds: readonly (readonly number[])[];
    readonly attentionMask: readonly (readonly number[])[];
  };
}

const ALL = { allowedSpecial: "all" } as const;
const AROUND = { ...ALL, addSpecialTokens: true } as const;

/** @param tokenizer made when the first test runs */
export function testAnswers(tokenizer: () => HfTokenizer, answers: () => ModelAnswers, { texts, long }: Texts): void {
  const expectIds = (text: string, expected: Ids): void => {
    const ids = tokenizer().encode(text, ALL);
    if ("sha256" in expected)
      expect([text.slice(0, 50), ids.length, sha256OfIds(ids)]).toEqual([
        text.slice(0, 50),
        expected.n,
        expected.sha256,
      ]);
    else expect([text, ids.join()]).toEqual([text, expected.join()]);
  };

  test("ids of short and long texts", () => {
    for (const [i, expected] of answers().encode.entries()) {
      expectIds(texts[i]!, expected);
      const count = "n" in expected ? expected.n : expected.length;
      expect([texts[i], tokenizer().countTokens(texts[i]!, ALL)]).toEqual([texts[i], count]);
    }
    for (const [i, expected] of answers().long.entries()) expectIds(long[i]!.text, expected);
  });

  test("special tokens around a text, and pairs", () => {
    for (const [i, ids] of answers().withSpecials) expect([...tokenizer().encode(texts[i]!, AROUND)]).toEqual(ids);
    for (const { a, b, ids, typeIds } of answers().pairs) {
      const options = { ...AROUND, pair: texts[b]! };
      const encoded = tokenizer().encodeWithOffsets(texts[a]!, options);
      expect([[...encoded.ids], [...encoded.typeIds]]).toEqual([ids, typeIds]);
      expect([...tokenizer().encode(texts[a]!, options)]).toEqual(ids);
    }
  });

  test("spans", () => {
    const { offsets, offsetsSpecial, special } = answers();
    const expectSpans = (text: string, { starts, ends, starts16 = starts, ends16 = ends }: Spans): void => {
      const encoded = tokenizer().encodeWithOffsets(text, ALL);
      expect([text, encoded.starts.join(), encoded.ends.join()]).toEqual([text, starts16.join(), ends16.join()]);
    };
    for (const spans of offsets) expectSpans(texts[spans.text]!, spans);
    for (const spans of offsetsSpecial) expectSpans(special.texts[spans.special]!, spans);
  });

  test("added tokens, found and as text", () => {
    const { texts: glued, ids, asText, decode, decodeSkip } = answers().special;
    for (const [i, text] of glued.entries()) {
      expect([text, [...tokenizer().encode(text, ALL)]]).toEqual([text, ids[i]]);
      const plain = asText[i] === true ? ids[i] : asText[i];
      expect([text, [...tokenizer().encode(text, { disallowedSpecial: [] })]]).toEqual([text, plain]);
      const decoded = tokenizer().decode(ids[i]!);
      expect(decoded).toBe(decode[i] === true ? text : decode[i]);
      expect(tokenizer().decode(ids[i]!, { skipSpecialTokens: true })).toBe(
        decodeSkip[i] === true ? decoded : decodeSkip[i],
      );
    }
  });

  test("texts of ids", () => {
    const { encode, decode, decodeSkip, decodeRandom } = answers();
    for (const [i, text] of texts.entries()) {
      const ids = "n" in encode[i]! ? tokenizer().encode(text, ALL) : encode[i]!;
      const decoded = tokenizer().decode(ids as ArrayLike<number>);
      expectText(decoded, decode[i]!, text);
      expectText(tokenizer().decode(ids as ArrayLike<number>, { skipSpecialTokens: true }), decodeSkip[i]!, decoded);
    }
    for (const [ids, text, withoutSpecial = text] of decodeRandom) {
      expect([ids, tokenizer().decode(ids)]).toEqual([ids, text]);
      expect(tokenizer().decode(ids, { skipSpecialTokens: true })).toBe(withoutSpecial);
    }
  });

  test("streams of ids", async () => {
    for (const { text, n, ids, full } of answers().stream) {
      // Where the library's own stream fails there is no answer.
      if (full === undefined) continue;
      const given = ids ?? [...tokenizer().encode(texts[text!]!, ALL)].slice(0, n);
      const stream = tokenizer().decodeStream();
      const read = readAll(stream.readable);
      const writer = stream.writable.getWriter();
      for (const id of given) await writer.write([id]);
      await writer.close();
      expect(await read).toBe(full);
    }
  });

  test("a batch", () => {
    const { batch } = answers();
    if (batch === undefined) return;
    const options = { ...AROUND, truncation: true, maxLength: 32 };
    const { inputIds, attentionMask } = tokenizer().encodeBatch(
      batch.texts.map((i) => texts[i]!),
      options,
    );
    expect(inputIds.dims).toEqual(batch.dims);
    expect([...inputIds.data]).toEqual(batch.inputIds.flat());
    expect([...attentionMask.data]).toEqual(batch.attentionMask.flat());
  });

  test("truncate: a beginning, with no more tokens than asked for", () => {
    for (let i = 0; i < texts.length; i += 5) {
      const text = texts[i]!;
      const count = tokenizer().countTokens(text);
      for (const most of [0, 1, count >> 1, count]) {
        const cut = tokenizer().truncate(text, most);
        expect(text.startsWith(cut)).toBe(true);
        expect(tokenizer().countTokens(cut)).toBeLessThanOrEqual(most);
        expect(tokenizer().isWithinTokenLimit(text, most)).toBe(count <= most);
      }
      expect(tokenizer().truncate(text, count)).toBe(text);
    }
  });
}

export function expectText(found: string, expected: Decoded, same: string): void {
  if (expected === true) expect(found).toBe(same);
  else if (typeof expected === "string") expect(found).toBe(expected);
  else {
    const sha256 = createHash("sha256").update(found).digest("hex");
    expect([found.length, sha256]).toEqual([expected.n16, expected.sha256]);
  }
}

export function sha256OfIds({ buffer, byteOffset, byteLength }: Int32Array): string {
  return createHash("sha256")
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest("hex");
}

async function readAll(stream: ReadableStream<string>): Promise<string> {
  let text = "";
  for await (const part of stream) text += part;
  return text;
}
