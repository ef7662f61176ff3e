/** The messages of a chat in a JSON file. */
import { describe } from "@windrow/core";
import { unusable } from "../../read/read-errors.ts";

/** A conversation, and the tools that the model may call. */
export interface Chat {
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  readonly tools?: readonly object[];
  readonly documents?: readonly object[];
  /** Variables of the template, such as `enable_thinking`. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** @param path that a message names @throws CliError saying what is wrong with the file */
export function readChat(path: string, json: string): Chat {
  const read = parsed(path, json);
  const isObject = typeof read === "object" && read !== null && !Array.isArray(read);
  const {
    messages,
    tools,
    documents,
    chat_template_kwargs: variables,
  } = (isObject ? read : { messages: read }) as Fields;
  const wanted = "Give an array of messages, or an object with messages in it";
  if (!Array.isArray(messages)) throw unusable(path, `it holds ${describe(read)}, not a chat. ${wanted}`);
  if (messages.length === 0) throw unusable(path, "it has no messages. Give at least one");
  for (const [i, message] of messages.entries()) {
    if (typeof message !== "object" || message === null || Array.isArray(message))
      throw unusable(path, `message ${i + 1} is ${describe(message)}. A message is { "role": ..., "content": ... }`);
    if (typeof (message as { role?: unknown }).role !== "string")
      throw unusable(path, `message ${i + 1} has no role. Give it one, such as "user"`);
  }
  const lists = { tools: listOf("tools", tools, path), documents: listOf("documents", documents, path) };
  return {
    messages,
    ...(lists.tools !== undefined && { tools: lists.tools }),
    ...(lists.documents !== undefined && { documents: lists.documents }),
    variables: variablesOf(variables, path),
  };
}

/** What is read of a file; further fields, such as a request's temperature, change no token. */
interface Fields {
  readonly messages?: unknown;
  readonly tools?: unknown;
  readonly documents?: unknown;
  readonly chat_template_kwargs?: unknown;
}

/** Null is what JSON has for none. @throws CliError */
function listOf(field: string, value: unknown, path: string): readonly object[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value as object[];
  throw unusable(path, `its ${field} are ${describe(value)}. Give an array of ${field}`);
}

function variablesOf(value: unknown, path: string): Chat["variables"] {
  if (value === undefined || value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) return value as Chat["variables"];
  throw unusable(path, `its chat_template_kwargs are ${describe(value)}. Give an object of variables`);
}

function parsed(path: string, json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff/, ""));
  } catch (error) {
    throw unusable(path, `it is not JSON (${(error as Error).message.replace(/\.$/, "")})`);
  }
}
