/**
 * A picture of a terminal in which the program ran: an SVG of what a terminal emulator shows after it
 * was given the program's own output, colours included.
 */
import { createRequire } from "node:module";
import type { IBufferCell, IBufferLine, Terminal as XtermTerminal } from "@xterm/headless";
import { runInTerminal } from "./pseudo-terminal.ts";

const { Terminal } = createRequire(import.meta.url)("@xterm/headless") as { Terminal: typeof XtermTerminal };

const [CELL_WIDTH, LINE_HEIGHT, FONT_SIZE, MARGIN] = [8.4, 19, 14, 14];
const [INK, PAPER] = ["#d6dae3", "#1c1f26"];

/** A run of cells of one look. */
interface Span {
  readonly column: number;
  readonly columns: number;
  readonly text: string;
  readonly look: Look;
}

interface Look {
  readonly ink: string;
  readonly paper: string;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

/**
 * @param commands what is typed after `windrow`, one after another
 * @returns the text of the SVG
 */
export async function terminalPicture(commands: readonly (readonly string[])[], columns: number): Promise<string> {
  const terminal = new Terminal({ cols: columns, rows: 200, allowProposedApi: true });
  for (const [index, args] of commands.entries()) {
    const { output } = await runInTerminal(args, { columns });
    const typed = ["windrow", ...args].map((arg) => (/[ "]/.test(arg) ? `"${arg}"` : arg)).join(" ");
    const gap = index === 0 ? "" : "\r\n";
    await new Promise<void>((resolve) => terminal.write(`${gap}\u001b[1m$ ${typed}\u001b[0m\r\n${output}`, resolve));
  }
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: buffer.baseY + buffer.cursorY }, (_, row) => spansOf(buffer.getLine(row)!));
  return svgOf(lines, columns);
}

function spansOf(line: IBufferLine): Span[] {
  const spans: Span[] = [];
  for (let column = 0; column < line.length; column++) {
    const cell = line.getCell(column)!;
    const columns = cell.getWidth();
    // The second half of a wide character.
    if (columns === 0) continue;
    const text = cell.getChars() || " ";
    const look = lookOf(cell);
    const last = spans.at(-1);
    // A wide character is placed by itself: its glyph's width is the font's affair.
    const joins = last !== undefined && columns === 1 && last.columns === last.text.length && isSame(last.look, look);
    if (joins) spans[spans.length - 1] = { ...last, columns: last.columns + 1, text: last.text + text };
    else spans.push({ column, columns, text, look });
  }
  return spans.filter(({ text, look }) => text.trim() !== "" || look.paper !== PAPER).map(withoutBlankEnd);
}

function withoutBlankEnd(span: Span): Span {
  if (span.look.paper !== PAPER) return span;
  const text = span.text.trimEnd();
  return { ...span, text, columns: span.columns - (span.text.length - text.length) };
}

function lookOf(cell: IBufferCell): Look {
  return {
    ink: cell.isFgPalette() ? paletteColour(cell.getFgColor()) : INK,
    paper: cell.isBgPalette() ? paletteColour(cell.getBgColor()) : PAPER,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
  };
}

function isSame(a: Look, b: Look): boolean {
  return a.ink === b.ink && a.paper === b.paper && a.isBold === b.isBold && a.isDim === b.isDim;
}

/** The cube of 6 x 6 x 6 colours and the greys that xterm has from 16 on, which is all that the program uses. */
function paletteColour(index: number): string {
  if (index < 16) throw new Error(`colour ${index} is the terminal's own; no picture can show it`);
  const level = (step: number): number => (step === 0 ? 0 : 55 + 40 * step);
  const cube = index - 16;
  const grey = 8 + 10 * (index - 232);
  const channels =
    index < 232 ? [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level) : [grey, grey, grey];
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function svgOf(lines: readonly (readonly Span[])[], columns: number): string {
  const width = columns * CELL_WIDTH + 2 * MARGIN;
  const height = lines.length * LINE_HEIGHT + 2 * MARGIN;
  const parts = lines.flatMap((spans, row) => spans.flatMap((span) => partsOf(span, row)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT_SIZE}">
<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>
${parts.join("\n")}
</svg>
`;
}

function partsOf({ column, columns, text, look }: Span, row: number): string[] {
  const [x, y] = [MARGIN + column * CELL_WIDTH, MARGIN + row * LINE_HEIGHT].map((place) => Number(place.toFixed(1)));
  const width = Number((columns * CELL_WIDTH).toFixed(1));
  const style = `${look.isBold ? ' font-weight="bold"' : ""}${look.isDim ? ' opacity="0.65"' : ""}`;
  const written = `<text x="${x}" y="${y! + FONT_SIZE}" textLength="${width}" lengthAdjust="spacingAndGlyphs" fill="${look.ink}"${style}>${escaped(text)}</text>`;
  if (look.paper === PAPER) return [written];
  return [`<rect x="${x}" y="${y}" width="${width}" height="${LINE_HEIGHT - 2}" fill="${look.paper}"/>`, written];
}

function escaped(text: string): string {
  // An SVG would make one of several blanks.
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(" ", "\u00a0");
}
