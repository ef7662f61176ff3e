/**
 * The tokens of a request, and where their number is an estimate. Sources, by what it is of:
 *
 * - texts, roles, names: OpenAI's cookbook (overheads.ts). Where its function fails on special tokens in a text, they
 *   count as text here. Parts of text count one by one.
 * - functions to call, `function_call` and its answers: hmarr's measurements of 2023 (tool-definitions.ts)
 * - `tool_choice`: pamelafox's of 2024 (measured-tools.ts), which are 3 above those of `function_call`
 * - images: OpenAI's guide (image-tokens.ts)
 * - `tool_calls` and their answers: nothing is published. One call is counted as a `function_call`, within 1 of what
 *   the API counted twice (forestwanglin/openai-java#5, community.openai.com/t/538914, both January 2024); several at
 *   once as in the latter, where they were wrapped in one.
 */
import type { ChatCounter, CheckedOptions } from "./chat-options.ts";
import type { ChatTurn, Place, TurnCall, TurnImage } from "./read/chat-turn.ts";
import { pathOf, uncountableAt, within } from "./read/fail.ts";
import { imageRule, imageTokens, needsSize } from "./image-tokens.ts";
import { sizeInImage } from "./image-size.ts";
import { whyEstimated } from "./tools/measured-tools.ts";
import { functionNamespace } from "./tools/tool-definitions.ts";

/** A number of tokens, and why it may be another; empty where it may not. */
export interface Counted {
  readonly tokens: number;
  /** What was counted beside texts, and by whom. */
  readonly sources: readonly string[];
  readonly estimated: readonly string[];
}

const FUNCTIONS = "functions by github.com/hmarr/openai-chat-tokens (2023)";
const IMAGES = "images by OpenAI's guide to images and vision (2025)";

const PER_CALL = 3;
/** The role of an answer stands with the name of what answers. */
const PER_ANSWER = -2;
const PER_NAMESPACE = 9;
/** Functions are part of the first system message where there is one. */
const WITH_SYSTEM = -4;
const PER_CHOICE = { functions: 4, tools: 7 };
/** Calls at once: what wraps them, and each of them. */
const WRAPPER = 19;
const PER_WRAPPED = 6;

/** @throws BpeError BPE_UNCOUNTABLE_CHAT for an image of unknown size, or of a model without published tiles */
export function countTurns(tokenizer: ChatCounter, turns: readonly ChatTurn[], options: CheckedOptions): Counted {
  const { overhead, offered, choice } = options;
  const estimated: string[] = [];
  const count = (text: string): number => tokenizer.countTokens(text);
  const callNames = new Map(turns.flatMap(({ calls }) => calls.map((call) => [call.id, call.name] as const)));
  let tokens = overhead.reply;

  const countCall = ({ name, input }: TurnCall): number => count(name) + count(input) + PER_CALL;
  const countTurn = (turn: ChatTurn): number => {
    const { role, name, parts, calls, functionCall, answers, place } = turn;
    let sum = overhead.perMessage + count(role);
    for (const part of parts) {
      if (part.type === "image") sum += countImage(part, options);
      else sum += count(part.text);
      if (part.type === "reasoning" || part.type === "refusal")
        estimated.push(`${pathOf(place)}: how ${part.type} is counted is not published`);
    }
    const answering = role === "tool" ? (name ?? callNames.get(answers)) : name;
    if (answering !== undefined) sum += count(answering) + overhead.perName;
    if (role === "function" || role === "tool") sum += PER_ANSWER;
    if (functionCall !== undefined) sum += countCall(functionCall);
    for (const call of calls) sum += countCall(call);
    if (calls.length > 1) sum += WRAPPER + PER_WRAPPED * calls.length;
    if (calls.length > 0)
      estimated.push(`${pathOf(within(place, "tool_calls"))}: how calls are counted is not published`);
    if (role === "tool") estimated.push(`${pathOf(place)}: how answers of tools are counted is not published`);
    return sum;
  };
  for (const turn of turns) tokens += countTurn(turn);
  if (offered !== undefined) {
    const { option, functions } = offered;
    const system = turns.find(({ role }) => role === "system");
    tokens += count(functionNamespace(functions)) + PER_NAMESPACE;
    if (system !== undefined) tokens += WITH_SYSTEM + lineEnd(system, count);
    if (choice === "none") tokens += 1;
    else if (typeof choice === "object") tokens += count(choice.name) + PER_CHOICE[option];
    const why = whyEstimated(option, functions);
    if (why !== undefined) estimated.push(why);
    if (choice === "required") estimated.push('toolChoice "required": how it is counted is not published');
  }
  const hasFunctions = offered !== undefined || turns.some((turn) => turn.functionCall || turn.role === "function");
  const hasImages = turns.some(({ parts }) => parts.some(({ type }) => type === "image"));
  return { tokens, estimated, sources: [...(hasFunctions ? [FUNCTIONS] : []), ...(hasImages ? [IMAGES] : [])] };
}

/** What the line end adds that stands between the first system message and the functions. */
function lineEnd({ parts }: ChatTurn, count: (text: string) => number): number {
  const last = parts.findLast((part) => part.type === "text")?.text ?? "";
  return last === "" || last.endsWith("\n") ? 0 : count(`${last}\n`) - count(last);
}

function countImage({ place, detail, image }: TurnImage, { model, imageSize }: CheckedOptions): number {
  const rule = model === undefined ? undefined : imageRule(model);
  if (rule === undefined)
    throw uncountableAt(
      place,
      `is an image: how many tokens it takes is not published for ${model ?? "your overhead"}.`,
    );
  if (!needsSize(rule, detail)) return imageTokens(rule, detail, undefined);
  const size = checkSize(place, imageSize(image) ?? sizeInImage(image));
  return imageTokens(rule, detail, size);
}

function checkSize(
  place: Place,
  size: { width: number; height: number } | undefined,
): { width: number; height: number } {
  if (size === undefined)
    throw uncountableAt(place, "is an image of unknown size. Give imageSize: (image) => ({ width, height }).");
  const isSide = (side: unknown): boolean => Number.isSafeInteger(side) && (side as number) > 0;
  if (isSide(size?.width) && isSide(size?.height)) return size;
  throw uncountableAt(place, "is an image without pixels: imageSize must give { width, height }, both at least 1.");
}
