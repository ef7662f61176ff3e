export { SpecialTokenFinder } from "../special/special-token-finder.ts";
export { translatePattern } from "../patterns/translate-pattern.ts";
export { UntranslatablePattern } from "../patterns/pattern-reader.ts";
