/**
 * The parts of a message's content, of all three shapes: their types do not collide. Sounds, files and videos are
 * refused: nobody publishes how many tokens they are.
 */
import { describe, isArrayBuffer, isUint8Array } from "@windrow/core";
import { BpeError } from "../../errors.ts";
import type { Place, TurnCall, TurnImage, TurnPart } from "./chat-turn.ts";
import { invalidAt, isGiven, objectAt, pathOf, textAt, uncountableAt, within } from "./fail.ts";

/** A part of the AI SDK that answers a call. */
interface ResultPart {
  readonly type: "result";
  readonly call: string;
  readonly name: string;
  readonly text: string;
}

/** What a part turns out to be. */
export type ReadPart = TurnPart | (TurnCall & { readonly type: "call" }) | ResultPart;

const TEXTS = new Set(["text", "input_text", "output_text", "summary_text", "reasoning_text"]);
const UNCOUNTABLE = new Set(["input_audio", "file", "input_file", "audio", "video"]);
const KNOWN =
  "text, input_text, output_text, refusal, image_url, input_image, image, reasoning, tool-call or tool-result";

/**
 * @param place that of `content`
 * @throws BpeError BPE_INVALID_MESSAGE, BPE_UNCOUNTABLE_CHAT naming the part
 */
export function readContent(place: Place, content: unknown): ReadPart[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (!Array.isArray(content)) throw invalidAt(place, content, "a string or an array of parts");
  return content.flatMap((part: unknown, i) => readPart(within(place, `[${i}]`), part));
}

function readPart(place: Place, given: unknown): ReadPart[] {
  const part = objectAt(place, given, 'a part such as { type: "text", text }');
  const type = textAt(within(place, "type"), part["type"]);
  if (TEXTS.has(type)) return [{ type: "text", text: textAt(within(place, "text"), part["text"]) }];
  if (UNCOUNTABLE.has(type)) {
    if (isImageFile(part)) return [imageOf(place, part["data"], "auto")];
    throw uncountableAt(place, `is of type "${type}": how many tokens it takes is not published. Count it separately.`);
  }
  switch (type) {
    case "refusal":
      return [{ type, text: textAt(within(place, "refusal"), part["refusal"]) }];
    case "reasoning":
      return [{ type, text: textAt(within(place, "text"), part["text"]) }];
    case "image_url": {
      const image = objectAt(within(place, "image_url"), part["image_url"], "{ url, detail? }");
      return [imageOf(place, image["url"], image["detail"])];
    }
    case "input_image":
      return [imageOf(place, part["image_url"] ?? part["file_id"], part["detail"])];
    case "image":
      return [imageOf(place, part["image"], "auto")];
    case "tool-call":
      return [callOf(place, part)];
    case "tool-result":
      return [resultOf(place, part)];
    case "tool-approval-request":
    case "tool-approval-response":
      return []; // for the program alone; the model does not see it
    default:
      throw new BpeError("BPE_INVALID_MESSAGE", `${pathOf(place)} is of type ${describe(type)}; expected ${KNOWN}.`, {
        ...place,
      });
  }
}

/** The AI SDK's file that is an image. */
function isImageFile(part: Readonly<Record<string, unknown>>): boolean {
  return part["type"] === "file" && typeof part["mediaType"] === "string" && part["mediaType"].startsWith("image/");
}

function imageOf(place: Place, image: unknown, detail: unknown): TurnImage {
  if (!isImage(image)) throw invalidAt(place, image, "an image's URL or bytes");
  if (!isGiven(detail)) return { type: "image", place, detail: "auto", image };
  if (detail === "low" || detail === "high" || detail === "auto") return { type: "image", place, detail, image };
  throw invalidAt(within(place, "detail"), detail, '"low", "high" or "auto"');
}

/** A URL, base64 or bytes. */
function isImage(image: unknown): boolean {
  if (typeof image === "string") return image !== "";
  return isUint8Array(image) || isArrayBuffer(image) || typeof (image as Partial<URL> | null)?.href === "string";
}

function callOf(place: Place, part: Readonly<Record<string, unknown>>): TurnCall & { type: "call" } {
  const input = part["input"];
  return {
    type: "call",
    id: textAt(within(place, "toolCallId"), part["toolCallId"]),
    name: textAt(within(place, "toolName"), part["toolName"]),
    input: typeof input === "string" ? input : jsonAt(within(place, "input"), input),
  };
}

function resultOf(place: Place, part: Readonly<Record<string, unknown>>): ResultPart {
  const at = within(place, "output");
  const output = objectAt(at, part["output"], "{ type, value }");
  const value = output["value"];
  const base = {
    type: "result",
    call: textAt(within(place, "toolCallId"), part["toolCallId"]),
    name: textAt(within(place, "toolName"), part["toolName"]),
  } as const;
  switch (output["type"]) {
    case "text":
    case "error-text":
      return { ...base, text: textAt(within(at, "value"), value) };
    case "json":
    case "error-json":
      return { ...base, text: jsonAt(within(at, "value"), value) };
    case "execution-denied":
      return { ...base, text: isGiven(output["reason"]) ? textAt(within(at, "reason"), output["reason"]) : "" };
    case "content":
      // As the AI SDK's provider for OpenAI sends it.
      return { ...base, text: jsonAt(within(at, "value"), value) };
    default:
      throw invalidAt(within(at, "type"), output["type"], "text, json, error-text, error-json or content");
  }
}

/** JSON as it is sent. */
function jsonAt(place: Place, value: unknown): string {
  try {
    const json = JSON.stringify(value) as string | undefined;
    if (json !== undefined) return json;
  } catch {
    // A cycle, or a big integer.
  }
  throw invalidAt(place, value, "a JSON value");
}
