/**
 * The BPE model of a tokenizer.json, the slow and obvious way: a map of pairs, and a list of candidates that is
 * searched from one end to the other for the lowest rank. Follows models/bpe of huggingface/tokenizers 0.23.
 */
import { fieldOf, isBoolean, isId, isJsonObject, isText, type Json, Refused, Unknown } from "./outcome.ts";

interface Candidate {
  readonly place: number;
  readonly rank: number;
  readonly id: number;
}

interface Symbol {
  id: number;
  before: number;
  next: number;
  isGone: boolean;
}

export class SlowBpe {
  readonly vocab: ReadonlyMap<string, number>;
  readonly names = new Map<number, string>();
  readonly #merges = new Map<string, { rank: number; id: number }>();
  readonly #model: Json;

  constructor(model: Json) {
    this.#model = model;
    if (model["type"] !== undefined && model["type"] !== "BPE") throw new Unknown(`a model ${String(model["type"])}`);
    const vocab = fieldOf(model, "vocab", isJsonObject);
    this.vocab = new Map(
      Object.entries(vocab).map(([token, id]) => {
        if (!isText(token) || !isId(id)) throw new Refused(`the id ${String(id)} of ${token}`);
        return [token, id];
      }),
    );
    for (const [token, id] of this.vocab) {
      if (this.names.has(id)) throw new Unknown("two tokens of one id");
      this.names.set(id, token);
    }
    const dropout = model["dropout"] ?? 0;
    if (typeof dropout !== "number" || dropout < 0 || dropout > 1) throw new Refused("dropout");
    if (dropout > 0) throw new Unknown("dropout");
    for (const flag of ["fuse_unk", "byte_fallback", "ignore_merges"]) {
      if (model[flag] !== undefined && model[flag] !== null) fieldOf(model, flag, isBoolean);
    }
    for (const name of ["unk_token", "continuing_subword_prefix", "end_of_word_suffix"]) {
      if (model[name] !== undefined && model[name] !== null) fieldOf(model, name, isText);
    }
    this.#readMerges(fieldOf(model, "merges", Array.isArray));
  }

  #readMerges(merges: readonly unknown[]): void {
    const isTexts = merges.every((merge) => typeof merge === "string");
    const isPairs = merges.every(
      (merge) => Array.isArray(merge) && merge.length === 2 && merge.every((part) => typeof part === "string"),
    );
    if (!isTexts && !isPairs) throw new Refused("merges of two kinds, or of none");
    const pairs = merges
      .filter((merge) => !(typeof merge === "string" && merge.startsWith("#version")))
      .map((merge) => (typeof merge === "string" ? merge.split(" ") : (merge as string[])));
    const prefix = this.#affix("continuing_subword_prefix").length;
    for (const [rank, pair] of pairs.entries()) {
      if (pair.length !== 2) throw new Refused(`merge ${rank} has ${pair.length} parts`);
      const [left = "", right = ""] = pair;
      const ids = [left, right, left + right.slice(prefix)].map((token) => this.vocab.get(token));
      const [first, second, id] = ids;
      if (first === undefined || second === undefined || id === undefined)
        throw new Refused(`merge ${rank} of what is not in the vocabulary`);
      this.#merges.set(`${first} ${second}`, { rank, id });
    }
  }

  #affix(name: string): string {
    return (this.#model[name] ?? "") as string;
  }

  /** The ids of one word. */
  encode(word: string): number[] {
    if (word === "") return [];
    const whole = this.vocab.get(word);
    if (this.#model["ignore_merges"] === true && whole !== undefined) return [whole];
    return this.#merge(this.#idsOfCharacters([...word]));
  }

  #idsOfCharacters(characters: readonly string[]): number[] {
    const ids: number[] = [];
    let unknown: number | undefined;
    for (const [i, character] of characters.entries()) {
      const prefix = i > 0 ? this.#affix("continuing_subword_prefix") : "";
      const suffix = i === characters.length - 1 ? this.#affix("end_of_word_suffix") : "";
      const text = prefix + character + suffix;
      const id = this.vocab.get(text);
      if (id !== undefined) {
        if (unknown !== undefined) ids.push(unknown);
        unknown = undefined;
        ids.push(id);
        continue;
      }
      const bytes = Array.from(Buffer.from(text), (byte) =>
        this.vocab.get(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`),
      );
      if (this.#model["byte_fallback"] === true && bytes.every((byte) => byte !== undefined)) {
        ids.push(...bytes);
        continue;
      }
      const token = this.#model["unk_token"];
      if (typeof token !== "string") continue;
      if (unknown !== undefined && this.#model["fuse_unk"] !== true) ids.push(unknown);
      unknown = this.vocab.get(token);
      if (unknown === undefined) throw new Unknown("an unk_token that is not in the vocabulary");
    }
    if (unknown !== undefined) ids.push(unknown);
    return ids;
  }

  /** Candidates are merged by rank, then from left to right; one whose pair has changed is out of date. */
  #merge(ids: readonly number[]): number[] {
    const symbols = ids.map((id, i): Symbol => ({
      id,
      before: i - 1,
      next: i + 1 < ids.length ? i + 1 : -1,
      isGone: false,
    }));
    let candidates: Candidate[] = [];
    const offer = (place: number): void => {
      const next = symbols[place]!.next;
      const merge = next === -1 ? undefined : this.#merges.get(`${symbols[place]!.id} ${symbols[next]!.id}`);
      if (merge !== undefined) candidates.push({ place, ...merge });
    };
    for (const place of symbols.keys()) offer(place);
    while (candidates.length > 0) {
      const best = candidates.reduce((a, b) => (b.rank < a.rank || (b.rank === a.rank && b.place < a.place) ? b : a));
      candidates = candidates.filter((one) => one !== best);
      const symbol = symbols[best.place]!;
      if (symbol.isGone || symbol.next === -1) continue;
      const right = symbols[symbol.next]!;
      if (this.#merges.get(`${symbol.id} ${right.id}`)?.id !== best.id) continue;
      symbol.id = best.id;
      right.isGone = true;
      symbol.next = right.next;
      if (right.next !== -1) symbols[right.next]!.before = best.place;
      if (symbol.before !== -1) offer(symbol.before);
      offer(best.place);
    }
    return symbols.filter(({ isGone }) => !isGone).map(({ id }) => id);
  }
}
