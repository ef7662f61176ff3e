/** A tokenizer as the page needs it, and a worker's loop around one: a request in, its answer out, in order. */
import type { TokenIds } from "@windrow/interfaces";
import type { Answer, Cell, PieceGroup, Question, Reply, Request } from "./messages.ts";
import { samplesOf } from "./samples.ts";

/** Tokens of an example that are described. */
const EXAMPLE_TOKENS = 100;

export interface Engine {
  readonly vocabSize: () => number;
  readonly encode: (text: string) => TokenIds;
  /** Tokens from the first on, with what they are of the text. */
  readonly groups: (text: string, ids: TokenIds, shown: number) => PieceGroup[];
  readonly cell: (id: number) => Cell;
  /** Id that stands for words that are not in the vocabulary. */
  readonly unknownId?: () => number;
  /** Takes the vocabulary from a text. */
  readonly learn?: (corpus: string) => void;
}

/** The part of a worker's global object that is used; the page's own types do not have it. */
interface WorkerScope {
  addEventListener(type: "message", listener: (event: MessageEvent<Question>) => void): void;
  postMessage(reply: Reply): void;
}

/** Answers the page's requests with this tokenizer. */
export function answerRequests(engine: Engine): void {
  const scope = globalThis as unknown as WorkerScope;
  let ids: TokenIds = new Int32Array();
  const answer = (request: Request): Answer => {
    if (request.kind === "corpus") {
      engine.learn?.(request.text);
      return { kind: "corpus" };
    }
    if (request.kind === "ids") return { kind: "ids", ids: ids.join(" "), tokens: ids.length };
    if (request.kind === "samples") return samplesOf(ids, engine.cell, request);
    if (request.kind === "example") return describe(request.text, engine.encode(request.text), EXAMPLE_TOKENS);
    ids = engine.encode(request.text);
    return describe(request.text, ids, request.shown);
  };
  const describe = (text: string, encoded: TokenIds, shown: number): Answer => {
    const unknownId = engine.unknownId?.();
    return {
      kind: "tokenize",
      tokens: encoded.length,
      vocabSize: engine.vocabSize(),
      ...sizesOf(text),
      unknown: unknownId === undefined ? 0 : encoded.reduce((count, id) => count + Number(id === unknownId), 0),
      groups: engine.groups(text, encoded, shown),
    };
  };
  scope.addEventListener("message", ({ data: { id, request } }) => {
    scope.postMessage({ id, answer: answerOrFailure(request) });
  });
  const answerOrFailure = (request: Request): Answer => {
    try {
      return answer(request);
    } catch (error) {
      return { kind: "failed", message: (error as Error).message };
    }
  };
}

/** Code points, and bytes of UTF-8; a lone surrogate counts as the U+FFFD that it becomes. */
function sizesOf(text: string): { chars: number; bytes: number } {
  let [chars, bytes] = [0, 0];
  for (let at = 0; at < text.length; at++, chars++) {
    const code = text.codePointAt(at)!;
    if (code > 0xffff) at++;
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else bytes += code > 0xffff ? 4 : 3;
  }
  return { chars, bytes };
}
