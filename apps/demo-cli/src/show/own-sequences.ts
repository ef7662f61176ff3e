/**
 * The few escape sequences that windrow itself writes: styles, and taking a line of progress away. They
 * travel through the program as tags with a secret of this process, and become sequences only where text
 * leaves it. So a sequence in a file's name or content is never taken for one of ours.
 */
import { randomBytes } from "node:crypto";
import { visibleText } from "@windrow/core";

const SECRET = randomBytes(12).toString("hex");
const OWN = new RegExp(`\u001b${SECRET}(\r?\u001b\\[[\\d;]*[mK])`, "g");

/** Text of this kind has nothing to look for. */
const PLAIN = /^[\n -~]*$/;

/** A style that begins or ends, such as `1` for bold, as a tag. */
export function styleTag(codes: string): string {
  return `\u001b${SECRET}\u001b[${codes}m`;
}

/** To the beginning of the line, and the line away, as a tag. */
export const ERASE_LINE: string = `\u001b${SECRET}\r\u001b[K`;

/** The text without tags: all of it that takes columns. */
export function withoutTags(text: string): string {
  return text.includes(SECRET) ? text.replaceAll(OWN, "") : text;
}

/** A text's tags and what is between them, in turn: text, tag, text ... */
export function splitAtTags(text: string): string[] {
  if (!text.includes(SECRET)) return [text];
  return text.split(OWN).map((part, i) => (i % 2 === 1 ? `\u001b${SECRET}${part}` : part));
}

/**
 * What may be written to a terminal: tags as the sequences that they stand for, every other control,
 * escape and mark of direction as visible text. Only line ends stay.
 */
export function terminalText(text: string): string {
  if (PLAIN.test(text)) return text;
  // Text and sequences in turn: a sequence is in brackets of the pattern.
  return text
    .split(OWN)
    .map((part, i) => (i % 2 === 1 ? part : visibleLines(part)))
    .join("");
}

function visibleLines(text: string): string {
  return text.split("\n").map(visibleText).join("\n");
}
