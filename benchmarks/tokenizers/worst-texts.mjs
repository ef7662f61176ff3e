/** Texts without a place to cut, or with as many pieces as possible: the worst cases by name. */

/** mulberry32: the same texts in every run. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const repeated = (character) => (length) => character.repeat(length);

const drawnFrom = (characters) => (length, seed) => {
  const next = random(seed);
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
