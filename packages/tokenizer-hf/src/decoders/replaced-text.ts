/** A text with another in the place of each one found, as Rust has it: an empty one is before each character and at the end. */
export function replacedText(text: string, found: string, content: string): string {
  if (found !== "") return text.replaceAll(found, () => content);
  return content + Array.from(text, (character) => character + content).join("");
}
