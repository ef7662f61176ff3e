/** The word tokenizer, whose vocabulary is made of the text itself. */
export const WORDS = "simple";
