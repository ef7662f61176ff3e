/** Texts without a place to cut, or with as many pieces as possible: the worst cases by name. */

import { mulberry32 } from "../../tools/mulberry32.mjs";

const repeated = (character) => (length) => character.repeat(length);

const drawnFrom = (characters) => (length, seed) => {
  const next = mulberry32(seed);
  return Array.from({ length }, () => characters[Math.floor(next() * characters.length)]).join("");
};

const range = (first, last) => String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, i) => first + i));

const letters = range(0x61, 0x7a);

/** Each makes a text of so many characters; the random ones another one for each seed. */
export const worstTexts = {
  "'a'": repeated("a"),
  "' '": repeated(" "),
  "'\\n'": repeated("\n"),
  "'!'": repeated("!"),
  "random letters": drawnFrom(letters),
  "one Han letter": repeated("中"),
  "a base64 line": drawnFrom(`${letters}${letters.toUpperCase()}0123456789+/`),
  "random Latin-1": drawnFrom(range(0xa1, 0xff)),
};
