/** The texts, and the part of them that the slow ones are asked for. */
import { corpus } from "../texts.mjs";

/** UTF-16 units: a second's work for the slowest. */
const PART = 200_000;

export const TEXTS = { english2m: "English", code2m: "code", multilingual2m: "many languages" };

export const textFiles = (chosen = Object.keys(TEXTS)) => chosen.map((name) => ({ name, ...corpus(name) }));

/** The beginning of a text, without half a character or line at its end. */
export function partOf(text) {
  return text.slice(0, text.lastIndexOf("\n", PART) + 1 || PART);
}
