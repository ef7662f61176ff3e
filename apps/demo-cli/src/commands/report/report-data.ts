/** What a report knows, put into its page as JSON: the text, how to cut it, and numbers of the embeddings. */

/** The data of one page. */
export interface ReportData {
  readonly schemaVersion: 1;
  /** Version of windrow that made it. */
  readonly version: string;
  /** The file's name, for a heading. */
  readonly name: string;
  /** The text, or its beginning where it is long. */
  readonly text: string;
  /** Counts for the whole text, whatever is in `text`: code points and UTF-8 bytes. */
  readonly whole: { readonly chars: number; readonly bytes: number };
  readonly isCut: boolean;
  /** Counts over the whole text, the word tokenizer first, then the encodings in the order asked for. */
  readonly tokenizers: readonly TokenizerCount[];
  /** Merges of the first encoding; absent if it has no list of merges. */
  readonly merges?: LearnedMerges | undefined;
  readonly windows: { readonly maxLength: number; readonly stride: number; readonly batchSize: number };
  /** What had to be other than the defaults, in sentences. */
  readonly notes: readonly string[];
  /** As text, since it may be beyond 2^53. */
  readonly seed: string;
  /** Absent where onnxruntime-node was not installed when the page was made. */
  readonly embeddings?: EmbeddingFigures | undefined;
}

export interface TokenizerCount {
  readonly name: string;
  readonly tokens: number;
  readonly vocabSize: number;
}

/** The merges of an encoding. */
export interface LearnedMerges {
  readonly encoding: string;
  readonly total: number;
  /** In the order learned, from the first on; `count` is how often the whole text has the token. */
  readonly shown: readonly {
    readonly id: number;
    readonly left: string;
    readonly right: string;
    readonly token: string;
    readonly count: number;
  }[];
}

/** A token as it is shown. */
export interface LabelledToken {
  readonly id: number;
  readonly label: string;
}

/** A matrix, row by row. */
export type Rows = readonly (readonly number[])[];

/** What the ONNX graph computed for some tokens of the text when the report was made. */
export interface EmbeddingFigures {
  readonly encoding: string;
  readonly vocabSize: number;
  readonly embeddingDim: number;
  readonly contextLength: number;
  /** Columns that are in the page: the first of each row. */
  readonly columns: number;
  /** Tokens that stand one after another in the text, one a row of the three matrices. */
  readonly tokens: readonly LabelledToken[];
  /** Whether they are of the text; where no token comes back within `reach` tokens, the notebook's "abcabcabc" stands in. */
  readonly isOfText: boolean;
  /** So many tokens are searched at a time, and shown. */
  readonly reach: number;
  /** Two rows with the same token. */
  readonly same: readonly [number, number];
  readonly token: Rows;
  readonly position: Rows;
  readonly sum: Rows;
  /** Position rows from 0 on, of both kinds. */
  readonly learned: Rows;
  readonly sinusoidal: Rows;
  readonly map: TokenMap;
}

/** Token rows seen from where they are spread the widest. */
export interface TokenMap {
  /** The most frequent tokens; x and y are the first two principal components. */
  readonly points: readonly (LabelledToken & { readonly count: number; readonly x: number; readonly y: number })[];
  /** Shares of the variance that x and y show. */
  readonly explained: readonly [number, number];
}
