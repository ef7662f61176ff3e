/** What a message holds, whichever API it is written for: the one form that is counted and rendered. */

/** The roles of all APIs. */
export const ROLES = ["system", "developer", "user", "assistant", "tool", "function"] as const;

export type ChatRole = (typeof ROLES)[number];

/** One message. An item of several results of tools is several turns. */
export interface ChatTurn {
  /** Where it stands, for errors: `messages[2]`, and the index. */
  readonly place: Place;
  readonly role: ChatRole;
  readonly name: string | undefined;
  readonly parts: readonly TurnPart[];
  /** Calls of tools; the assistant's alone. */
  readonly calls: readonly TurnCall[];
  /** The one call of a function as it was before there were tools. */
  readonly functionCall: TurnCall | undefined;
  /** For a tool's result: the id of the call that it answers. */
  readonly answers: string | undefined;
}

export type TurnPart =
  | { readonly type: "text"; readonly text: string }
  /** What the model thought before it answered. */
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "refusal"; readonly text: string }
  | TurnImage;

export interface TurnImage {
  readonly type: "image";
  readonly place: Place;
  readonly detail: "low" | "high" | "auto";
  /** A URL or bytes, as they were given. */
  readonly image: unknown;
}

/** A call of a tool. */
export interface TurnCall {
  readonly id: string | undefined;
  readonly name: string;
  /** JSON, or what a custom tool gets. */
  readonly input: string;
}

/** A path in what the caller gave. */
export interface Place {
  readonly index: number;
  /** Such as `content[0].text`; empty for the message itself. */
  readonly field: string;
}
