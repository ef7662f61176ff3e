/** Damage to a text file of lines: characters, parts and whole lines changed, left out, repeated or swapped. */
import type { Draw } from "./draw.ts";

/** Pieces of the syntaxes that texts are read by, and what JavaScript objects and numbers stumble over. */
const PIECES: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "\u0000",
  "\ufeff",
  "\ud800",
  "\udc00",
  "\u2028",
  "\r",
  "\n",
  "\n\n",
  " ",
  "\t",
  "=",
  "-1",
  "0",
  "1e99",
  "NaN",
  "1.5",
  "4294967296",
  "9007199254740993",
  "\u0661",
  "e\u0301",
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  "(?:",
  "(?<=",
  "*",
  "+",
  "?",
  "|",
  "\\",
  '"',
  "a".repeat(2000),
];

/** A copy with one to four changes. @param pieces put in beside the usual ones */
export function mutateText(text: string, draw: Draw, pieces: readonly string[] = []): string {
  let mutated = text;
  for (let edits = 1 + draw.below(4); edits > 0; edits--) mutated = edit(mutated, draw, pieces);
  return mutated;
}

function edit(text: string, draw: Draw, pieces: readonly string[]): string {
  const at = draw.below(text.length + 1);
  const to = at + 1 + draw.below(8);
  switch (draw.below(8)) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
      return text.slice(0, at) + draw.of(PIECES) + text.slice(at);
    case 2:
      return text.slice(0, at) + draw.of(pieces.length > 0 ? pieces : PIECES) + text.slice(to);
    case 3:
      return text.slice(0, at) + String.fromCharCode(draw.below(draw.of([128, 1024, 65536]))) + text.slice(at + 1);
    case 4:
      return draw.chance(0.2) ? text.slice(0, at) : text.slice(0, to) + text.slice(at);
    default:
      return editLines(text, draw);
  }
}

function editLines(text: string, draw: Draw): string {
  const lines = text.split("\n");
  const [one, other] = [draw.below(lines.length), draw.below(lines.length)];
  switch (draw.below(4)) {
    case 0:
      lines.splice(one, 1);
      break;
    case 1:
      lines.splice(one, 0, lines[other]!);
      break;
    case 2:
      [lines[one], lines[other]] = [lines[other]!, lines[one]!];
      break;
    default:
      lines[one] = lines[one]!.replace(/\d+/, () =>
        draw.of(["0", "-1", "255", "256", "1048576", "99999999999999999999"]),
      );
  }
  return lines.join("\n");
}
