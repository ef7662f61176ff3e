/** Tools as the APIs of chat models take them. */

/** What a request offers to the model to call: OpenAI's tools of both APIs. */
export interface ChatTool {
  /** `"function"`; others are refused. */
  readonly type: string;
  /** Chat Completions: the function. In the Responses API its fields stand beside `type`. */
  readonly function?: ChatFunction | undefined;
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  /** A JSON Schema. */
  readonly parameters?: unknown;
  readonly strict?: boolean | null | undefined;
}

/** A function that a model may call. */
export interface ChatFunction {
  readonly name: string;
  readonly description?: string | null | undefined;
  /** A JSON Schema of type object; none for a function without parameters. */
  readonly parameters?: unknown;
  readonly strict?: boolean | null | undefined;
}
