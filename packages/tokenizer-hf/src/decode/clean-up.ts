/** Spaces that transformers takes away where `clean_up_tokenization_spaces` is set. Source: clean_up_tokenization of transformers 5. */

const CLEANED: readonly (readonly [found: string, replaced: string])[] = [
  [" .", "."],
  [" ?", "?"],
  [" !", "!"],
  [" ,", ","],
  [" ' ", "'"],
  [" n't", "n't"],
  [" 'm", "'m"],
  [" 's", "'s"],
  [" 've", "'ve"],
  [" 're", "'re"],
];

export function cleanedUp(text: string): string {
  return CLEANED.reduce((cleaned, [found, replaced]) => cleaned.replaceAll(found, replaced), text);
}
