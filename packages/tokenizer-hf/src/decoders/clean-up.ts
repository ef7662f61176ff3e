/** Spaces that are taken away in texts of words that were parted by spaces. */

type Replaced = readonly [found: string, replaced: string];

const MARKS: readonly Replaced[] = [
  [" .", "."],
  [" ?", "?"],
  [" !", "!"],
  [" ,", ","],
  [" ' ", "'"],
  [" n't", "n't"],
  [" 'm", "'m"],
];
const ENDINGS: readonly Replaced[] = [
  [" 's", "'s"],
  [" 've", "'ve"],
  [" 're", "'re"],
];
const CLEANED = [...MARKS, ...ENDINGS];
const CLEANED_PIECE = [...MARKS, [" do not", " don't"] as const, ...ENDINGS];

/**
 * What transformers takes away where `clean_up_tokenization_spaces` is set. Source: clean_up_tokenization of
 * transformers 5.
 */
export function cleanedUp(text: string): string {
  return replacedAll(text, CLEANED);
}

/** What the decoder WordPiece takes away in each token. Source: decoders/wordpiece.rs of huggingface/tokenizers 0.23. */
export function cleanedPiece(text: string): string {
  return replacedAll(text, CLEANED_PIECE);
}

function replacedAll(text: string, replacements: readonly Replaced[]): string {
  return replacements.reduce((cleaned, [found, replaced]) => cleaned.replaceAll(found, replaced), text);
}
