/** The lists of a model that the engine does not do, as packed-lists.ts reads them. */
import { packColumn } from "@windrow/tokenizer-bpe/internal";
import { LIST_DIGITS, type PackedLists } from "../packed/packed-tokenizer.ts";
import { type Fields, unsupported } from "../read/fields.ts";
import { readMerges } from "../read/read-model.ts";

/** @param model one that was read without an error */
export function packLists(model: Fields): PackedLists {
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
