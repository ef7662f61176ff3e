/** A step that changes a list of tokens on the way back to text. What is left in the end is joined. */
export interface Decoder {
  decode(tokens: readonly string[]): readonly string[];
}
