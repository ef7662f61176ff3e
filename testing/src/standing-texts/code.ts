/**
 * Text that looks like source code and what lies beside it: functions in the manner of several languages, JSON,
 * tables, logs and addresses, with tabs, CRLF, long runs of one sign, numbers of every base and escapes. Names are
 * made of the story's words in every style of writing them.
 */
import { type TextDraw, textDraw } from "./draw-from.ts";

const OPERATORS = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "<<",
  ">>>",
  "&&",
  "||",
  "??",
  "===",
  "!=",
  "<=",
  "=>",
  "->",
  "::",
  "|>",
  "**",
  "^=",
];
const RULES = ["=", "-", "#", "*", "/", "_", ".", "~", "<", "\t", " "];
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** @param length the text ends with the first piece that reaches it, in UTF-16 units */
export function codeFrom(story: string, seed: number, length: number): string {
  const draw = textDraw(seed);
  const words = [...new Set(story.toLowerCase().match(/[a-z]{2,}/g))];
  const sentences = story.match(/[^.?!\n]+[.?!]/g)!.map((sentence) => sentence.trim());
  const pieces = [functionPiece, scriptPiece, jsonPiece, markupPiece, logPiece, tablePiece, oddPiece];
  let text = "";
  while (text.length < length) {
    const newline = draw.chance(1, 6) ? "\r\n" : "\n";
    const piece = draw.of(pieces)({ draw, words, sentences });
    text += `${piece.replaceAll("\n", newline)}${newline.repeat(draw.between(1, 3))}`;
  }
  return text;
}

interface Supplies {
  readonly draw: TextDraw;
  readonly words: readonly string[];
  readonly sentences: readonly string[];
}

function nameOf({ draw, words }: Supplies): string {
  const parts = Array.from({ length: draw.between(1, 3) }, () => draw.of(words));
  const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
  const styles = [
    parts[0]! + parts.slice(1).map(capital).join(""),
    parts.map(capital).join(""),
    parts.join("_"),
    parts.join("_").toUpperCase(),
    `${parts.join("-")}`,
    `_${parts[0]}${draw.below(100)}`,
    `HTTP${parts.map(capital).join("ID")}`,
  ];
  return draw.of(styles);
}

function numberOf({ draw }: Supplies): string {
  const digits = String(draw.below(10 ** draw.between(1, 9)));
  const styles = [
    digits,
    `0x${draw.below(2 ** 31).toString(16)}`,
    `0b${draw.below(512).toString(2)}`,
    `${digits}.${draw.below(1000)}e-${draw.below(20)}`,
  ];
  return draw.of([
    ...styles,
    `1_000_${100 + draw.below(900)}`,
    `${digits}${draw.below(2 ** 31)}${draw.below(2 ** 31)}`,
    `-${digits}n`,
  ]);
}

function valueOf(supplies: Supplies): string {
  const { draw, sentences } = supplies;
  const name = nameOf(supplies);
  const text = draw.of(sentences).replaceAll('"', '\\"');
  const values = [
    name,
    `${name}.${nameOf(supplies)}`,
    `${name}(${numberOf(supplies)})`,
    `"${text}"`,
    `'\\u00${10 + draw.below(90)}\\n\\t'`,
    numberOf(supplies),
  ];
  return draw.of([
    ...values,
    `${name}[${numberOf(supplies)}] ${draw.of(OPERATORS)} ${nameOf(supplies)}`,
    `\`\${${name}}\``,
    "null",
    "!0",
  ]);
}

function functionPiece(supplies: Supplies): string {
  const { draw, sentences } = supplies;
  const indent = draw.of(["  ", "    ", "\t"]);
  const lines = [
    `/** ${draw.of(sentences)} */`,
    `export function ${nameOf(supplies)}(${nameOf(supplies)}: number[], ...${nameOf(supplies)}): void {`,
  ];
  let depth = 1;
  for (let i = draw.between(2, 12); i > 0; i--) {
    const [name, value] = [nameOf(supplies), valueOf(supplies)];
    const statements = [
      `const ${name} = ${value};`,
      `${name} += ${value};`,
      `return ${value}; // ${draw.of(sentences)}`,
      `if (${name} ${draw.of(OPERATORS)} ${value}) {`,
    ];
    const statement = draw.of([
      ...statements,
      `for (let i = 0; i < ${value}; i++) {`,
      "",
      `${name}?.${nameOf(supplies)}(${value}, () => ({}));`,
    ]);
    lines.push(statement === "" ? "" : indent.repeat(depth) + statement);
    if (statement.endsWith("{")) depth++;
    else if (depth > 1 && draw.chance(1, 3)) lines.push(`${indent.repeat(--depth)}}`);
  }
  while (depth > 0) lines.push(`${indent.repeat(--depth)}}`);
  return lines.join("\n");
}

function scriptPiece(supplies: Supplies): string {
  const { draw, sentences } = supplies;
  const lines = [
    `# ${draw.of(sentences)}`,
    `def ${nameOf(supplies)}(self, ${nameOf(supplies)}=${valueOf(supplies)}):`,
    `    """${draw.of(sentences)}"""`,
  ];
  for (let i = draw.between(1, 8); i > 0; i--) {
    const indent = " ".repeat(4 * draw.between(1, 4));
    lines.push(
      `${indent}${draw.of(["return", "yield", "assert", "self.x =", "raise", "del", "not"])} ${valueOf(supplies)}${draw.of(["", "  ", " \\"])}`,
    );
  }
  return lines.join("\n");
}

function jsonPiece(supplies: Supplies): string {
  const { draw } = supplies;
  const leaf = (): unknown =>
    draw.of([
      draw.below(10 ** 6),
      nameOf(supplies),
      draw.of(supplies.sentences),
      true,
      null,
      [],
      { [nameOf(supplies)]: 0 },
    ]);
  const entries = Array.from({ length: draw.between(1, 8) }, () => [
    nameOf(supplies),
    draw.chance(1, 3) ? [leaf(), leaf()] : leaf(),
  ]);
  return JSON.stringify(Object.fromEntries(entries), null, draw.of([0, 2, 4, "\t"]));
}

function markupPiece(supplies: Supplies): string {
  const { draw, sentences } = supplies;
  const rows = Array.from({ length: draw.between(1, 5) }, (_, row) => {
    const url = `https://example.org/${nameOf(supplies)}/${nameOf(supplies)}?id=${draw.below(10 ** 6)}&q=%20${row}#${nameOf(supplies)}`;
    return `${" ".repeat(2 * row)}<a class="${nameOf(supplies)} ${nameOf(supplies)}" href="${url}">${draw.of(sentences)}&nbsp;</a><br/>`;
  });
  return ["<!-- TODO(#" + draw.below(9999) + ") -->", ...rows].join("\n");
}

function logPiece(supplies: Supplies): string {
  const { draw } = supplies;
  const two = (count: number): string => String(draw.below(count)).padStart(2, "0");
  const lines = Array.from({ length: draw.between(1, 6) }, () => {
    const time = `2024-${two(12)}-${two(28)}T${two(24)}:${two(60)}:${two(60)}.${draw.below(1000)}Z`;
    return `[${time}] ${draw.of(["INFO", "WARN", "ERROR", "debug"])}\t10.0.${draw.below(256)}.${draw.below(256)}:${draw.below(65536)} ${nameOf(supplies)}=${valueOf(supplies)} 'didn't' I'LL`;
  });
  return lines.join("\n");
}

function tablePiece(supplies: Supplies): string {
  const { draw } = supplies;
  const separator = draw.of([",", ";", "\t", " | "]);
  const rows = Array.from({ length: draw.between(2, 8) }, () =>
    Array.from({ length: 4 }, () => draw.of([nameOf(supplies), numberOf(supplies), ""])).join(separator),
  );
  return rows.join("\n");
}

/** Runs of one sign, base64, and lines of white space. */
function oddPiece({ draw }: Supplies): string {
  const base64 = Array.from({ length: draw.between(8, 200) }, () => draw.of(BASE64)).join("");
  const blank = Array.from({ length: draw.between(1, 12) }, () => draw.of([" ", "  ", "\t", "\n", "\r\n", "\f"])).join(
    "",
  );
  return draw.of([draw.of(RULES).repeat(draw.between(3, 120)), `${base64}==`, `data:;base64,${base64}`, blank]);
}
