/** What the page and its tokenizer workers say to each other. */

/** A token as it is shown: `<|unk|>` with the word that it stands for. */
export interface Piece {
  readonly id: number;
  readonly label: string;
  /** In UTF-8; the first of them where there are many. */
  readonly bytes: readonly number[];
  readonly byteCount: number;
  readonly kind: "text" | "special" | "unknown";
}

/** Tokens that only together are whole characters; mostly one. */
export interface PieceGroup {
  /** What the tokens are together. */
  readonly text: string;
  readonly pieces: readonly Piece[];
}

interface TokenizeRequest {
  readonly kind: "tokenize";
  readonly text: string;
  /** Tokens to describe, from the first on. */
  readonly shown: number;
}

export interface TokenizeAnswer {
  readonly kind: "tokenize";
  readonly tokens: number;
  readonly vocabSize: number;
  readonly chars: number;
  readonly bytes: number;
  readonly unknown: number;
  readonly groups: readonly PieceGroup[];
}

/** A sentence beside the text: tokenized and described in the same way, then forgotten. */
interface ExampleRequest {
  readonly kind: "example";
  readonly text: string;
}

/** Windows and one batch over the text that was tokenized last. */
export interface SamplesRequest {
  readonly kind: "samples";
  readonly maxLength: number;
  readonly stride: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: string;
  /** Which batch of the epoch. */
  readonly batch: number;
}

export interface Cell {
  readonly id: number;
  readonly label: string;
}

export interface DrawnWindow {
  readonly start: number;
  readonly input: readonly Cell[];
  readonly target: readonly Cell[];
}

export interface SamplesAnswer {
  readonly kind: "samples";
  readonly tokens: number;
  /** Windows that the whole text has, and the first of them. */
  readonly windows: number;
  readonly drawn: readonly DrawnWindow[];
  readonly batches: number;
  readonly batch: { readonly index: number; readonly input: readonly Cell[][]; readonly target: readonly Cell[][] };
}

/** All ids of the text, to be copied. */
interface IdsRequest {
  readonly kind: "ids";
}

interface IdsAnswer {
  readonly kind: "ids";
  readonly ids: string;
  readonly tokens: number;
}

/** The text that the word tokenizer takes its vocabulary from. */
interface CorpusRequest {
  readonly kind: "corpus";
  readonly text: string;
}

interface CorpusAnswer {
  readonly kind: "corpus";
}

/** What went wrong, as the package says it. */
export interface FailedAnswer {
  readonly kind: "failed";
  readonly message: string;
}

export type Request = TokenizeRequest | ExampleRequest | SamplesRequest | IdsRequest | CorpusRequest;
/** The answer to each kind of request. */
export interface AnswerOf {
  readonly tokenize: TokenizeAnswer | FailedAnswer;
  readonly example: TokenizeAnswer | FailedAnswer;
  readonly samples: SamplesAnswer | FailedAnswer;
  readonly ids: IdsAnswer | FailedAnswer;
  readonly corpus: CorpusAnswer | FailedAnswer;
}
export type Answer = AnswerOf[keyof AnswerOf];

/** What is sent to a worker. */
export interface Question {
  readonly id: number;
  readonly request: Request;
}

/** What comes back, with the id of its question. */
export interface Reply {
  readonly id: number;
  readonly answer: Answer;
}
