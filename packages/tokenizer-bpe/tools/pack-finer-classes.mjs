/**
 * What tools/pack-classes.mjs does not tell apart, for patterns of files: which letters and numbers are of
 * which kind, which marks, which of the rest are punctuation or symbols, and what else `\w` takes. From the same version of Unicode.
 *
 * Format: for each class in the order of src/patterns/unicode-properties.ts `gap,length` for each of its runs, the
 * gap being that after the run before it, in base 32; a length of 1 is left out with its comma. Spaces stand
 * between runs, `;` between classes.
 */
const GENERAL_CATEGORIES = [
  "Titlecase_Letter",
  "Modifier_Letter",
  "Decimal_Number",
  "Letter_Number",
  "Connector_Punctuation",
  "Dash_Punctuation",
  "Open_Punctuation",
  "Close_Punctuation",
  "Initial_Punctuation",
  "Final_Punctuation",
  "Other_Punctuation",
  "Math_Symbol",
  "Currency_Symbol",
  "Modifier_Symbol",
  "Other_Symbol",
  "Format",
  "Spacing_Mark",
  "Enclosing_Mark",
];

/** @param require of a folder that has regenerate-unicode-properties */
export function packFinerClasses(require) {
  const codePointsOf = (property) => require(`regenerate-unicode-properties/${property}.js`).characters.toArray();
  const classes = GENERAL_CATEGORIES.map((category) => codePointsOf(`General_Category/${category}`));
  const known = new Set(["Letter", "Mark", "Number"].flatMap((name) => codePointsOf(`General_Category/${name}`)));
  // Alphabetic, yet neither letter, mark nor number: letters in circles.
  classes.push(codePointsOf("Binary_Property/Alphabetic").filter((codePoint) => !known.has(codePoint)));
  return classes.map(packRuns).join(";");
}

/** @param codePoints ascending */
export function packRuns(codePoints) {
  const runs = [];
  let end = 0;
  for (let i = 0; i < codePoints.length;) {
    const start = codePoints[i];
    let length = 1;
    while (codePoints[i + length] === start + length) length++;
    runs.push(`${(start - end).toString(32)}${length > 1 ? `,${length.toString(32)}` : ""}`);
    end = start + length;
    i += length;
  }
  return runs.join(" ");
}
