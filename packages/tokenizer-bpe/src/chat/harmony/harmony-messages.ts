/**
 * A chat as harmony's messages, the format of gpt-oss: who speaks, to whom, in which channel.
 *
 * - The system message is the format's own: identity, knowledge cutoff, date, reasoning effort, channels.
 * - Messages of the roles `system` and `developer` are instructions, which the format has in developer messages; tools
 *   stand in the first of them.
 * - What the assistant thought is in the channel `analysis`, and left out before the first final answer once the last
 *   answer is final, as the library does by default; what it says beside a call is in `commentary`, the rest in `final`.
 * - Calls go to `functions.NAME` in `commentary`, and so do their answers to the assistant. Who a message is for stands
 *   behind the role, as the library writes it; the model may write it behind the channel.
 *
 * Source: docs/format.md and src/encoding.rs of github.com/openai/harmony, v0.0.8 (November 2025).
 */
import { BpeError } from "../../errors.ts";
import type { ChatTurn, TurnPart } from "../read/chat-turn.ts";
import { pathOf, uncountableAt } from "../read/fail.ts";
import type { ChatFunction } from "../tools/chat-tool.ts";
import { schemaType } from "./schema-types.ts";

export interface HarmonyMessage {
  /** The role, with the name of who speaks; of a tool its name alone. In pieces, as they are encoded. */
  readonly author: readonly string[];
  readonly recipient?: string;
  readonly channel?: "analysis" | "commentary" | "final";
  /** Whether the content is JSON that the model was held to. */
  readonly isJson?: boolean;
  readonly content: readonly string[];
}

/** What the system message says. */
export interface HarmonySettings {
  readonly modelIdentity: string;
  readonly knowledgeCutoff: string;
  readonly currentDate: string | undefined;
  readonly reasoningEffort: "low" | "medium" | "high";
  readonly keepReasoning: boolean;
}

/** @throws BpeError BPE_UNCOUNTABLE_CHAT for images, BPE_INVALID_MESSAGE for an answer to an unknown call, BPE_INVALID_TOOL */
export function harmonyMessages(
  turns: readonly ChatTurn[],
  functions: readonly ChatFunction[],
  settings: HarmonySettings,
): HarmonyMessage[] {
  const names = new Map(turns.flatMap(({ calls }) => calls.map((call) => [call.id, call.name] as const)));
  const tools = functions.length === 0 ? undefined : toolsSection(functions);
  const isInstruction = ({ role }: ChatTurn): boolean => role === "system" || role === "developer";
  const first = turns.findIndex(isInstruction);
  const said = turns.flatMap((turn, i) =>
    isInstruction(turn) ? [developerMessage(turn, i === first ? tools : undefined)] : messagesOf(turn, names),
  );
  const alone = tools !== undefined && first === -1 ? [{ author: ["developer"], content: [tools] }] : [];
  const all = [systemMessage(settings, functions.length > 0), ...alone, ...said];
  return settings.keepReasoning ? all : withoutOldReasoning(all);
}

function systemMessage(settings: HarmonySettings, hasFunctions: boolean): HarmonyMessage {
  const { modelIdentity, knowledgeCutoff, currentDate, reasoningEffort } = settings;
  const date = currentDate === undefined ? "" : `\nCurrent date: ${currentDate}`;
  const calls = hasFunctions ? "\nCalls to these tools must go to the commentary channel: 'functions'." : "";
  const sections = [
    `${modelIdentity}\nKnowledge cutoff: ${knowledgeCutoff}${date}`,
    `Reasoning: ${reasoningEffort}`,
    `# Valid channels: analysis, commentary, final. Channel must be included for every message.${calls}`,
  ];
  return { author: ["system"], content: [sections.join("\n\n")] };
}

function developerMessage({ parts, name }: ChatTurn, tools: string | undefined): HarmonyMessage {
  const instructions = parts.map(textOf).join("");
  const content = ["# Instructions", instructions, ...(tools === undefined ? [] : [tools])].join("\n\n");
  return { author: authorOf("developer", name), content: [content] };
}

function toolsSection(functions: readonly ChatFunction[]): string {
  const types = functions.flatMap(({ name, description, parameters }) => {
    const given = parameters === undefined || parameters === null ? undefined : schemaType(parameters, name);
    return [
      ...linesIn(description ?? "").map((line) => `// ${line}`),
      `type ${name} = ${given === undefined ? "()" : `(_: ${given})`} => any;\n`,
    ];
  });
  return `# Tools\n\n${["## functions\n", "namespace functions {\n", ...types, "} // namespace functions"].join("\n")}`;
}

/** Without the empty one behind a last line end. */
function linesIn(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function messagesOf(turn: ChatTurn, names: ReadonlyMap<string | undefined, string>): HarmonyMessage[] {
  const { role, name, parts, calls, functionCall, answers, place } = turn;
  if (role === "user") return [{ author: authorOf(role, name), content: parts.map(textOf) }];
  if (role !== "assistant") {
    const tool = name ?? names.get(answers);
    if (tool === undefined)
      throw new BpeError(
        "BPE_INVALID_MESSAGE",
        `${pathOf(place)} answers a call that is not in the chat; expected the tool_call_id of an earlier call, or a name.`,
        { ...place },
      );
    const author = [`functions.${tool}`];
    return [{ author, recipient: "assistant", channel: "commentary", content: parts.map(textOf) }];
  }
  const author = authorOf(role, name);
  const all = functionCall === undefined ? calls : [...calls, functionCall];
  const thoughts = parts.filter((part) => part.type === "reasoning");
  const words = parts.filter((part) => part.type !== "reasoning").map(textOf);
  const channel = all.length > 0 ? "commentary" : "final";
  return [
    ...thoughts.map(({ text }) => ({ author, channel: "analysis", content: [text] }) as const),
    ...(words.some((text) => text !== "") ? [{ author, channel, content: words } as const] : []),
    ...all.map((call): HarmonyMessage => ({
      author,
      recipient: `functions.${call.name}`,
      channel: "commentary",
      isJson: true,
      content: [call.input],
    })),
  ];
}

function authorOf(role: string, name: string | undefined): string[] {
  return name === undefined ? [role] : [role, `:${name}`];
}

function textOf(part: TurnPart): string {
  if (part.type !== "image") return part.text;
  throw uncountableAt(part.place, "is an image, which gpt-oss does not take.");
}

function withoutOldReasoning(messages: readonly HarmonyMessage[]): HarmonyMessage[] {
  const last = messages.findLast(({ author }) => author[0] === "assistant");
  const first = messages.findIndex(({ channel }) => channel === "final");
  if (last?.channel !== "final") return [...messages];
  return messages.filter(({ channel }, i) => channel !== "analysis" || i > first);
}
