/** The messages of a chat in a JSON file. */
import { describe } from "@windrow/core";
import { unusable } from "../read/read-errors.ts";

/** A conversation, and the tools that the model may call. */
export interface Chat {
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  readonly tools?: readonly object[];
}

/** @param path that a message names @throws CliError saying what is wrong with the file */
export function readChat(path: string, json: string): Chat {
  const read = parsed(path, json);
  const isObject = typeof read === "object" && read !== null && !Array.isArray(read);
  const { messages, tools } = (isObject ? read : { messages: read }) as { messages?: unknown; tools?: unknown };
  const wanted = "Give an array of messages, or an object with messages in it";
  if (!Array.isArray(messages)) throw unusable(path, `it holds ${describe(read)}, not a chat. ${wanted}`);
  if (messages.length === 0) throw unusable(path, "it has no messages. Give at least one");
  for (const [i, message] of messages.entries()) {
    if (typeof message !== "object" || message === null || Array.isArray(message))
      throw unusable(path, `message ${i + 1} is ${describe(message)}. A message is { "role": ..., "content": ... }`);
    if (typeof (message as { role?: unknown }).role !== "string")
      throw unusable(path, `message ${i + 1} has no role. Give it one, such as "user"`);
  }
  if (tools === undefined || tools === null) return { messages };
  if (!Array.isArray(tools)) throw unusable(path, `its tools are ${describe(tools)}. Give an array of tools`);
  return { messages, tools };
}

function parsed(path: string, json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff/, ""));
  } catch (error) {
    throw unusable(path, `it is not JSON (${(error as Error).message.replace(/\.$/, "")})`);
  }
}
