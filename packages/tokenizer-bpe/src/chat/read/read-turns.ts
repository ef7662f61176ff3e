/** Messages of three shapes, in one form: OpenAI's Chat Completions and Responses, and the AI SDK's ModelMessage. */
import { describe, didYouMean } from "@windrow/core";
import { BpeError } from "../../errors.ts";
import type { ChatMessage } from "./chat-message.ts";
import { type ChatRole, type ChatTurn, type Place, ROLES, type TurnCall, type TurnPart } from "./chat-turn.ts";
import { invalidAt, isGiven, objectAt, pathOf, textAt, uncountableAt, within } from "./fail.ts";
import { type ReadPart, readContent } from "./read-parts.ts";

const FIELDS = [
  "role",
  "content",
  "name",
  "tool_calls",
  "function_call",
  "tool_call_id",
  "refusal",
  "audio",
  "type",
  "id",
  "status",
  "phase",
  "annotations",
  "providerOptions",
];
const SHAPE = "a message such as { role, content }";

/** @throws BpeError BPE_INVALID_MESSAGE, BPE_UNCOUNTABLE_CHAT naming the message and what is in it */
export function readTurns(messages: readonly ChatMessage[]): ChatTurn[] {
  if (!Array.isArray(messages)) {
    throw new BpeError(
      "BPE_INVALID_MESSAGE",
      `messages is ${describe(messages)}; expected an array of { role, content }.`,
      {},
    );
  }
  const turns: ChatTurn[] = [];
  // Not forEach: it passes over holes.
  for (let index = 0; index < messages.length; index++)
    turns.push(...readMessage({ index, field: "" }, messages[index]));
  return turns;
}

function readMessage(place: Place, given: unknown): ChatTurn[] {
  const message = objectAt(place, given, SHAPE);
  const type = message["type"];
  if (isGiven(type) && type !== "message") return readItem(place, message, textAt(within(place, "type"), type));
  refuseUnknownFields(place, message);
  const role = roleOf(place, message["role"]);
  if (isGiven(message["audio"])) throw uncountableAt(within(place, "audio"), "is audio, which is not counted.");
  const isAssistant = role === "assistant";
  for (const field of ["tool_calls", "function_call", "refusal"]) {
    if (isGiven(message[field]) && !isAssistant)
      throw new BpeError(
        "BPE_INVALID_MESSAGE",
        `${pathOf(within(place, field))} belongs to the assistant, not to the ${role}.`,
        {
          ...within(place, field),
        },
      );
  }
  // The assistant may say nothing, beside a call or alone.
  const content = isAssistant && !isGiven(message["content"]) ? [] : message["content"];
  const read = readContent(within(place, "content"), content);
  refuseForeign(place, role, read);
  if (role === "function" && !isGiven(message["name"]))
    throw invalidAt(within(place, "name"), message["name"], "the name of the function that answers");
  const refusal = message["refusal"];
  const parts = read.filter((part): part is TurnPart => part.type !== "call" && part.type !== "result");
  if (isGiven(refusal)) parts.push({ type: "refusal", text: textAt(within(place, "refusal"), refusal) });
  const results = resultsIn(place, read);
  if (results.length > 0 && parts.length === 0) return results;
  const turn: ChatTurn = {
    ...emptyTurn(place, role),
    name: isGiven(message["name"]) ? textAt(within(place, "name"), message["name"]) : undefined,
    parts,
    calls: [...read.filter((part) => part.type === "call"), ...callsOf(place, message["tool_calls"])],
    functionCall: isGiven(message["function_call"])
      ? callOf(within(place, "function_call"), message["function_call"], "arguments")
      : undefined,
    answers: isGiven(message["tool_call_id"])
      ? textAt(within(place, "tool_call_id"), message["tool_call_id"])
      : undefined,
  };
  return [turn, ...results];
}

/** Calls are the assistant's; answers a tool's, or the assistant's where its provider has called. */
function refuseForeign(place: Place, role: ChatRole, parts: readonly ReadPart[]): void {
  const callers = ["assistant"];
  for (const [type, name, roles] of [
    ["call", "tool-call", callers],
    ["result", "tool-result", ["tool", ...callers]],
  ] as const) {
    if (roles.includes(role) || !parts.some((part) => part.type === type)) continue;
    const field = "content";
    throw new BpeError(
      "BPE_INVALID_MESSAGE",
      `${pathOf(within(place, field))} has a ${name}, which belongs to the ${roles.join(" or the ")}, not to the ${role}.`,
      { ...within(place, field) },
    );
  }
}

/** Fields with undefined or null in them are not there. */
function refuseUnknownFields(place: Place, message: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(message).find((field) => !FIELDS.includes(field) && isGiven(message[field]));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, FIELDS);
  throw new BpeError(
    "BPE_INVALID_MESSAGE",
    `${pathOf(place)} has an unknown field ${describe(unknown)}. ${hint || "Leave it out, and count what it adds separately."}`,
    { index: place.index, field: unknown },
  );
}

function roleOf(place: Place, role: unknown): ChatRole {
  const known = ROLES.find((one) => one === role);
  if (known !== undefined) return known;
  throw invalidAt(within(place, "role"), role, `${ROLES.slice(0, -1).join(", ")} or ${ROLES.at(-1)}`);
}

function emptyTurn(place: Place, role: ChatRole): ChatTurn {
  return { place, role, name: undefined, parts: [], calls: [], functionCall: undefined, answers: undefined };
}

function resultsIn(place: Place, read: readonly ReadPart[]): ChatTurn[] {
  return read
    .filter((part) => part.type === "result")
    .map(({ call, name, text }) => ({
      ...emptyTurn(place, "tool"),
      name,
      parts: [{ type: "text", text }],
      answers: call,
    }));
}

/** `tool_calls` of Chat Completions. */
function callsOf(place: Place, given: unknown): TurnCall[] {
  if (!isGiven(given)) return [];
  const at = within(place, "tool_calls");
  if (!Array.isArray(given)) throw invalidAt(at, given, "an array of calls");
  return given.map((one: unknown, i) => {
    const here = within(at, `[${i}]`);
    const call = objectAt(here, one, "{ id, type, function: { name, arguments } }");
    const type = call["type"] ?? "function";
    if (type !== "function" && type !== "custom") throw invalidAt(within(here, "type"), type, "function or custom");
    const { name, input } = callOf(within(here, type), call[type], type === "custom" ? "input" : "arguments");
    return { id: isGiven(call["id"]) ? textAt(within(here, "id"), call["id"]) : undefined, name, input };
  });
}

function callOf(place: Place, given: unknown, input: "arguments" | "input"): TurnCall {
  const call = objectAt(place, given, `{ name, ${input} }`);
  return {
    id: undefined,
    name: textAt(within(place, "name"), call["name"]),
    input: textAt(within(place, input), call[input]),
  };
}

/** An item of the Responses API that is not a message. */
function readItem(place: Place, item: Readonly<Record<string, unknown>>, type: string): ChatTurn[] {
  const id = isGiven(item["call_id"]) ? textAt(within(place, "call_id"), item["call_id"]) : undefined;
  switch (type) {
    case "function_call":
    case "custom_tool_call": {
      const call = callOf(place, item, type === "function_call" ? "arguments" : "input");
      return [{ ...emptyTurn(place, "assistant"), calls: [{ ...call, id }] }];
    }
    case "function_call_output":
    case "custom_tool_call_output": {
      const parts = readContent(within(place, "output"), item["output"]);
      return [{ ...emptyTurn(place, "tool"), parts: parts.filter((part) => isTurnPart(part)), answers: id }];
    }
    case "reasoning": {
      const content = isGiven(item["content"]) ? readContent(within(place, "content"), item["content"]) : [];
      const texts = content.flatMap((part) => (part.type === "text" ? [part.text] : []));
      if (texts.length === 0)
        throw uncountableAt(place, "is reasoning without its text, so its tokens can't be counted.");
      return [{ ...emptyTurn(place, "assistant"), parts: texts.map((text) => ({ type: "reasoning", text })) }];
    }
    default:
      throw uncountableAt(
        place,
        `is of type ${describe(type)}, which is not counted. The types that are counted: message, function_call, function_call_output, custom_tool_call, custom_tool_call_output and reasoning.`,
      );
  }
}

function isTurnPart(part: ReadPart): part is TurnPart {
  return part.type !== "call" && part.type !== "result";
}
