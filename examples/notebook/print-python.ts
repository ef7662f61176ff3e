/** Lists, dicts and strings as Python's `print` and a notebook's `display` show them. */

type Item = string | number;

/** `repr` of a value. */
export function formatPython(value: Item | Iterable<Item> | ReadonlyMap<Item, Item>): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return formatString(value);
  if (value instanceof Map) return `{${formatEntries(value).join(", ")}}`;
  return `[${Array.from(value as Iterable<Item>, formatPython).join(", ")}]`;
}

/** As a notebook displays a dict: an entry to a line where one line does not hold them all. */
export function displayDict(dict: ReadonlyMap<Item, Item>): string {
  const line = formatPython(dict);
  return line.length < LINE_WIDTH ? line : displayLines(formatEntries(dict), "{}");
}

/** As a notebook displays a list whose items, already formatted, have a line or more of their own. */
export function displayList(items: readonly string[]): string {
  return displayLines(items, "[]");
}

const LINE_WIDTH = 80;

function displayLines(items: readonly string[], brackets: string): string {
  return `${brackets[0]}${items.map((item) => item.replaceAll("\n", "\n ")).join(",\n ")}${brackets[1]}`;
}

function formatEntries(dict: ReadonlyMap<Item, Item>): string[] {
  return Array.from(dict, ([key, value]) => `${formatPython(key)}: ${formatPython(value)}`);
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function formatString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\p{C}\p{Z}]/gu, (character) => ESCAPES[character] ?? escapeCode(character));
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}

/** A character that nobody would see. */
function escapeCode(character: string): string {
  if (character === " ") return character;
  const code = character.codePointAt(0)!;
  const [letter, digits] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
  return `\\${letter}${code.toString(16).padStart(digits, "0")}`;
}
