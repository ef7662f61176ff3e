/** Fetches the ranks of an entry of registry.json: a .tiktoken file as it is, or GPT-2's two files as one. */
import { BpeError, BpeTokenizer } from "@windrow/tokenizer-bpe";

/**
 * The ranks of an encoding from where its maker has them, for the constructor of `Tiktoken`.
 * @param registry an entry of registry.json
 * @param customFetch gets the text of an address; by default `fetch`
 * @throws Error where GPT-2's two files do not belong together; and what the fetch throws
 * @example
 * const { bpe_ranks, special_tokens, pat_str } = await load(registry.cl100k_base);
 * const encoding = new Tiktoken(bpe_ranks, special_tokens, pat_str);
 */
export async function load(
  registry: (
    | { load_tiktoken_bpe: string }
    | { data_gym_to_mergeable_bpe_ranks: { vocab_bpe_file: string; encoder_json_file: string } }
  ) & {
    explicit_n_vocab?: number;
    pat_str: string;
    special_tokens: Record<string, number>;
  },
  customFetch: (url: string) => Promise<string> = fetchText,
): Promise<{
  explicit_n_vocab: number | undefined;
  pat_str: string;
  special_tokens: Record<string, number>;
  bpe_ranks: string;
}> {
  const { explicit_n_vocab, pat_str, special_tokens } = registry;
  const bpe_ranks =
    "data_gym_to_mergeable_bpe_ranks" in registry
      ? await loadPair(registry.data_gym_to_mergeable_bpe_ranks, customFetch)
      : await customFetch(registry.load_tiktoken_bpe);
  return { explicit_n_vocab, pat_str, special_tokens, bpe_ranks };
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  return response.text();
}

async function loadPair(
  { vocab_bpe_file, encoder_json_file }: { vocab_bpe_file: string; encoder_json_file: string },
  fetchFrom: (url: string) => Promise<string>,
): Promise<string> {
  const [merges, vocab] = await Promise.all([fetchFrom(vocab_bpe_file), fetchFrom(encoder_json_file)]);
  try {
    return BpeTokenizer.fromVocabAndMerges({ vocab, merges }, { name: "gpt2", pattern: "gpt2" }).toTiktoken();
  } catch (error) {
    if (!(error instanceof BpeError)) throw error;
    throw new Error(`bpe_ranks !== encoder_json_loaded: ${error.message}`, { cause: error });
  }
}
