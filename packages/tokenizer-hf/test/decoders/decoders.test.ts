/** Decoders by themselves: figures of Hugging Face tokenizers 0.23.2. */
import { expect, test } from "vitest";
import { bpeSuffixDecoder } from "../../src/decoders/bpe-suffix.ts";
import { ctcDecoder } from "../../src/decoders/ctc.ts";
import type { Decoder } from "../../src/decoders/decoder.ts";
import { metaspaceDecoder } from "../../src/decoders/metaspace.ts";

const text = (decoder: Decoder, tokens: readonly string[]): string => decoder.decode(tokens).join("");
const ctc = { padToken: "<pad>", wordDelimiter: "|", cleansUp: true };

test("BPEDecoder", () => {
  expect(text(bpeSuffixDecoder("</w>"), ["a</w>", "b</w>c", "d</w>"])).toBe("a b cd");
  expect(text(bpeSuffixDecoder(""), ["ab", "\u{1f600}"])).toBe(" a b \u{1f600}");
  expect(text(bpeSuffixDecoder("</w>"), [])).toBe("");
});

test("CTC", () => {
  expect(text(ctcDecoder(ctc), ["<pad>", "h", "h", "<pad>", "h", "|", "|", "."])).toBe("hh .");
  expect(text(ctcDecoder({ ...ctc, padToken: "", wordDelimiter: "" }), ["a", "\u{1f600}"])).toBe(" a  \u{1f600} ");
});

test("Metaspace", () => {
  expect(text(metaspaceDecoder("\u2581", "always"), ["\u2581a\u2581b", "\u2581c"])).toBe("ab c");
  expect(text(metaspaceDecoder("\u2581", "never"), ["\u2581a\u2581b", "\u2581c"])).toBe(" a b c");
});
