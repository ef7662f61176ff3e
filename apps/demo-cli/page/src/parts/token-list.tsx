/** Tokens in their order, each a coloured box with its id behind it. */
import type { JSX } from "preact";
import type { Piece, PieceGroup, TokenizeAnswer } from "../worker/messages.ts";
import { directionOf } from "./direction.ts";
import { count, spoken, visibleSpace } from "./format.ts";
import { useRoving } from "./roving.ts";

const HUES = 5;

interface TokenListProps {
  /** For the list's name: "gpt2". */
  readonly name: string;
  readonly answer: TokenizeAnswer;
  readonly showsWhitespace: boolean;
  /** For an example, which has few tokens: the id below each, and the list named so. */
  readonly isExample?: boolean;
}

export function TokenList({ name, answer, showsWhitespace, isExample = false }: TokenListProps): JSX.Element {
  const { ref, ...handlers } = useRoving();
  const text = (label: string): string => {
    // A box with nothing in it would have no height; the word tokenizer has such tokens between two signs.
    if (label === "") return "\u200b";
    return showsWhitespace ? visibleSpace(label) : drawnLineEnds(label);
  };
  let index = 0;
  const option = (piece: Piece): JSX.Element => {
    const at = index++;
    return (
      <span
        key={at}
        role="option"
        aria-selected="false"
        aria-label={isExample ? undefined : `${spoken(piece.label)}, id ${piece.id}${kindWord(piece)}`}
        class={`token hue-${at % HUES} ${piece.kind}`}
        data-id={piece.id}
        data-tip={tipOf(name, piece, at, answer.tokens)}
      >
        <bdi>{text(piece.label)}</bdi>
        {isExample && <small>{piece.id}</small>}
      </span>
    );
  };
  const group = ({ text: whole, pieces }: PieceGroup): JSX.Element => (
    <>
      {pieces.length === 1 ? (
        option(pieces[0]!)
      ) : (
        <span key={index} role="group" class="whole" aria-label={`${spoken(whole)}, ${pieces.length} tokens`}>
          <bdi class="character">{text(whole)}</bdi>
          {pieces.map(option)}
        </span>
      )}
      {(whole || pieces[0]!.label).includes("\n") && <br />}
    </>
  );
  return (
    <div
      ref={ref as never}
      {...handlers}
      role="listbox"
      aria-label={isExample ? `Example, tokens of ${name}` : `Tokens of ${name}`}
      class={isExample ? "tokens with-ids" : "tokens"}
      dir={directionOf(
        answer.groups
          .slice(0, 50)
          .map(({ text: whole, pieces }) => whole || pieces[0]!.label)
          .join(""),
      )}
    >
      {answer.groups.map(group)}
    </div>
  );
}

/** A line end is drawn in any case: its box would have nothing in it. The line ends behind the box. */
function drawnLineEnds(label: string): string {
  return label.replaceAll("\r", "").replaceAll("\n", "\u21b5");
}

function kindWord({ kind }: Piece): string {
  if (kind === "special") return ", special token";
  return kind === "unknown" ? ", unknown word" : "";
}

function tipOf(name: string, piece: Piece, at: number, tokens: number): string {
  const bytes = piece.bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
  const more = piece.byteCount > piece.bytes.length ? " \u2026" : "";
  return [
    piece.label === "" ? "nothing: two cuts with no text between" : visibleSpace(piece.label),
    `id ${piece.id}`,
    rankOf(name, piece),
    `${piece.byteCount === 1 ? "byte" : `${piece.byteCount} bytes`} ${bytes}${more}`.trimEnd(),
    `token ${count(at + 1)} of ${count(tokens)}`,
  ].join("\n");
}

/** Among byte pairs the id is the rank: the order in which the pairs were merged in training. */
function rankOf(name: string, { id, kind, byteCount }: Piece): string {
  if (kind === "special") return "special token: it stands for no text";
  if (kind === "unknown") return "<|unk|>: the word is not in the vocabulary";
  if (name === "simple") return `entry ${count(id + 1)} of the sorted vocabulary`;
  return byteCount === 1 ? `rank ${id}: a single byte` : `rank ${id}: the lower, the earlier it was merged`;
}
