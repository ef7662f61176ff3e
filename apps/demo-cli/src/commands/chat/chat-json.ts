/** What `windrow chat --json` prints. */
export interface ChatJson {
  readonly schemaVersion: 1;
  /** The model, as it was named. */
  readonly model: string;
  readonly messages: readonly CountedMessage[];
  /** Tokens of no message: what stands around them, and what begins the assistant's answer. */
  readonly around: number;
  /** All tokens. */
  readonly tokens: number;
  /** The rendered text; null for OpenAI's models, whose templates are not public. */
  readonly text: string | null;
  /** The ids of that text, or null. */
  readonly ids: readonly number[] | null;
  /** Why the numbers are an estimate, in sentences. */
  readonly notes: readonly string[];
}

/** A message and its tokens. */
export interface CountedMessage {
  readonly role: string;
  /** Null where the template does not say where the message ends; its tokens are among those of the next that has some, or around them. */
  readonly tokens: number | null;
}
