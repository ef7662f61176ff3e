/** Unigram models of files: a list of tokens, each with its score. */
import { wellFormed } from "../encode/well-formed.ts";
import { type Fields, invalidFile, shown } from "../fields/fields.ts";
import { Unigram } from "../models/unigram.ts";
import { libraryNumber } from "./library-number.ts";

/** @param known its scores, where they were read from the text of the file, which has them exactly */
export function readUnigram(model: Fields, known?: Float64Array): Unigram {
  const list = model.list("vocab");
  const tokens: string[] = [];
  const scores = new Float64Array(list.length);
  for (const [id, pair] of list.entries()) {
    const [token, score, ...more] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (typeof token !== "string" || typeof score !== "number" || more.length > 0)
      throw invalidFile(
        `${model.placeOf("vocab")}[${id}]`,
        `is ${shown(pair)}; expected a token and its score, such as ["the", -3.2].`,
        { id },
      );
    if (wellFormed(token) !== token)
      throw invalidFile(`${model.placeOf("vocab")}[${id}]`, `is ${shown(token)}, which has half a surrogate pair.`, {
        id,
        token,
      });
    const exact = known?.[id] ?? (Number.isFinite(score) ? libraryNumber(String(score)) : score);
    if (!Number.isFinite(exact))
      throw invalidFile(
        `${model.placeOf("vocab")}[${id}]`,
        `has the score ${exact} for ${shown(token)}; expected a finite number.`,
        { id, token },
      );
    tokens.push(token);
    scores[id] = exact;
  }
  const unkId = model.has("unk_id") ? model.count("unk_id") : undefined;
  if (unkId !== undefined && unkId >= tokens.length)
    throw invalidFile(
      model.placeOf("unk_id"),
      `is ${unkId}; model.vocab has ${tokens.length === 0 ? "no token" : `${tokens.length} tokens`}.`,
      { id: unkId },
    );
  return new Unigram({ tokens, scores, unkId, byteFallback: model.flag("byte_fallback", false) });
}
