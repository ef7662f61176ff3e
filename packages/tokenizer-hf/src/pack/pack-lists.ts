/** The lists of a model that the engine does not do, as packed-lists.ts reads them. */
import { packColumn } from "@windrow/tokenizer-bpe/internal";
import { type Fields, unsupported } from "../fields/fields.ts";
import { LIST_DIGITS, type PackedLists, SCORE_DIGITS } from "../packed/packed-tokenizer.ts";
import { libraryNumber } from "../read/library-number.ts";
import { readMerges } from "../read/read-model.ts";

/**
 * @param model one that was read without an error
 * @param scores those of its tokens, where they were read from the text of the file
 */
export function packLists(model: Fields, scores?: Float64Array): PackedLists {
  if (Array.isArray(model.value("vocab"))) return packScored(model, scores);
  const vocab = model.object("vocab");
  const ids = new Map(vocab.names().map((token) => [token, vocab.count(token)]));
  const tokens: (string | number)[] = [];
  let next = 0;
  for (const [token, id] of [...ids].toSorted(([, a], [, b]) => a - b)) {
    if (id >= 2 ** (6 * LIST_DIGITS))
      throw unsupported(vocab.place, `has the id ${id}; modules hold ids below ${2 ** (6 * LIST_DIGITS)}.`, { id });
    if (next < id) tokens.push(id - next);
    tokens.push(token);
    next = id + 1;
  }
  const listed = { tokens: JSON.stringify(tokens) };
  if (!model.has("merges")) return listed;
  const merges = readMerges(model);
  const columns = [0, 1].map((side) => merges.map((merge) => ids.get(merge[side]!)!));
  return {
    ...listed,
    count: merges.length,
    merges: columns.map((column) => packColumn(column, LIST_DIGITS)).join(""),
  };
}

function packScored(model: Fields, scores: Float64Array | undefined): PackedLists {
  const pairs = model.list("vocab") as [string, number][];
  const exact = pairs.map(([, score], id) => scores?.[id] ?? libraryNumber(String(score)));
  const doubles = new DataView(new ArrayBuffer(8));
  const columns = [4, 0].map((half) =>
    exact.map((score) => {
      doubles.setFloat64(0, score);
      return doubles.getInt32(half);
    }),
  );
  return {
    tokens: JSON.stringify(pairs.map(([token]) => token)),
    scores: columns.map((column) => packColumn(column, SCORE_DIGITS)).join(""),
  };
}
