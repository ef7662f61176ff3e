/** A step that changes a list of tokens on the way back to text. What is left in the end is joined. */
export interface Decoder {
  decode(tokens: readonly string[]): readonly string[];
  /** The same for tokens that come one by one, where it knows what is certain. */
  readonly open?: (() => OpenDecoder) | undefined;
}

/** Text of tokens that come one by one or in parts. */
export interface OpenDecoder {
  /** The text that is certain. */
  push(tokens: readonly string[]): string;
  /** What waited. */
  end(): string;
}
