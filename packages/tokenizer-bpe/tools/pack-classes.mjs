/**
 * Unicode's character classes as far as the split patterns ask for them.
 *
 * The version is that of tiktoken 0.14 (Unicode 16), not that of the engine that runs the package,
 * so that the ids are the same everywhere. Tested against the classes that tiktoken's own regular
 * expressions have.
 *
 * Format: for each run of characters of one class, in order, `gap,lengthLETTER`: the gap after the
 * run before it and its length in base 32; a length of 1 is left out with its comma.
 */
const UNICODE_VERSION = "16.0.0";

/** The letters that src/split/character-classes.ts knows. */
const PROPERTIES_BY_LETTER = {
  U: ["General_Category/Uppercase_Letter", "General_Category/Titlecase_Letter"],
  L: ["General_Category/Lowercase_Letter"],
  O: ["General_Category/Modifier_Letter", "General_Category/Other_Letter"],
  M: ["General_Category/Mark"],
  N: ["General_Category/Number"],
  S: ["Binary_Property/White_Space"],
};

/** @param require of a folder that has regenerate-unicode-properties */
export function packClasses(require) {
  const version = require("regenerate-unicode-properties/unicode-version.js");
  if (version !== UNICODE_VERSION) throw new Error(`Unicode is ${version}; tiktoken's is ${UNICODE_VERSION}`);
  const letters = [];
  for (const [letter, properties] of Object.entries(PROPERTIES_BY_LETTER)) {
    for (const property of properties) {
      const { characters } = require(`regenerate-unicode-properties/${property}.js`);
      for (const codePoint of characters.toArray()) letters[codePoint] = letter;
    }
  }
  let packed = "";
  let end = 0;
  for (let start = 0; start < letters.length; start++) {
    const letter = letters[start];
    if (letter === undefined) continue;
    let next = start + 1;
    while (letters[next] === letter) next++;
    const length = next - start > 1 ? `,${(next - start).toString(32)}` : "";
    packed += `${(start - end).toString(32)}${length}${letter}`;
    start = (end = next) - 1;
  }
  return packed;
}
