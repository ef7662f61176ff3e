export { Refused, Unknown } from "./outcome.ts";
export { type CharacterClasses, slowPattern } from "./slow-pattern.ts";
export { readSlowly, type SlowTokenizer } from "./slow-tokenizer.ts";
export { unicode16 } from "./unicode16.ts";
export { type Answered, huggingFaceAnswers } from "./answers.ts";
