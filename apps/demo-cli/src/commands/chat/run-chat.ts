/** Shows a chat as a model gets it, and counts its tokens. */
import { existsSync } from "node:fs";
import { visibleText } from "@windrow/core";
import type { Command } from "commander";
import { CliError } from "../../errors/cli-error.ts";
import { refuseIdle } from "../../options/idle-options.ts";
import { readText } from "../../read/read-text.ts";
import { oneInput } from "../../read/find-inputs.ts";
import { GIVEN_TEXT, readInput } from "../../read/inputs.ts";
import { fitText } from "../../show/fit-text.ts";
import { grouped } from "../../show/numbers.ts";
import { safeJson } from "../../show/safe-json.ts";
import { tableLines } from "../../show/table.ts";
import { wrapWords } from "../../show/wrap-words.ts";
import { bold, columnsOf, dim, type Terminal } from "../../terminal/terminal.ts";
import { refuseBoth } from "../../options/tokenizer-options.ts";
import { withEnds, writeParts } from "../../write/write-parts.ts";
import { chatLines } from "./chat-lines.ts";
import type { ChatJson } from "./chat-json.ts";
import { type Chat, readChat } from "./read-chat.ts";
import type { TemplatedChat } from "./rendered-chat.ts";

/** What the command line said. */
export interface ChatCommandOptions {
  readonly tokenizer?: string;
  readonly model?: string;
  readonly template?: string;
  readonly generationPrompt: boolean;
  readonly text?: string;
  readonly json: boolean;
}

/** @throws CommanderError, CliError, HfError, BpeError */
export async function runChat(
  file: string | undefined,
  options: ChatCommandOptions,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  refuseBoth(command, ["model", "tokenizer"]);
  const { tokenizer, model, json } = options;
  if (model !== undefined)
    for (const name of ["generationPrompt", "template"])
      refuseIdle(command, name, "with --model, whose template is not public");
  if (tokenizer === undefined && model === undefined)
    command.error("error: no model given. Give --tokenizer MODEL, or --model NAME for OpenAI's.");
  const path = await oneInput(file, options.text, command, terminal);
  const { text } = await readInput(path, options.text);
  const chat = readChat(path === GIVEN_TEXT ? "--text" : path, text);
  const templated = tokenizer === undefined ? undefined : await byTemplate(tokenizer, chat, options, terminal);
  const result =
    templated === undefined
      ? await byOpenAi(model!, chat)
      : chatJson(tokenizer!, chat, templated, templated.ids.length);
  if (json) {
    terminal.stdout(`${safeJson(result)}\n`);
    return;
  }
  if (templated !== undefined) {
    const look = { columns: columnsOf(terminal), isStyled: terminal.isStyled };
    await writeParts(withEnds(chatLines(templated.parts, look)), terminal);
    terminal.stdout("\n");
  }
  const notes = result.notes.flatMap((note) => ["", ...wrapWords(note, columnsOf(terminal))]);
  terminal.stdout(`${[...countLines(result, terminal), ...notes].join("\n")}\n`);
}

async function byTemplate(
  given: string,
  chat: Chat,
  { template, generationPrompt: addGenerationPrompt }: ChatCommandOptions,
  terminal: Terminal,
): Promise<TemplatedChat> {
  const { readChatTokenizer } = await import("../../tokens/model-tokenizer.ts");
  const { templatedChat } = await import("./rendered-chat.ts");
  // A file is meant where there is one.
  const chosen = template !== undefined && existsSync(template) ? (await readText(template)).text : template;
  const tokenizer = await readChatTokenizer(given, terminal);
  if (chosen === undefined && (tokenizer.config["chat_template"] ?? null) === null)
    throw new CliError(
      `${fitText(tokenizer.name, 60)} has no chat template. Name a model that was trained to chat, or give a file with one as --template.`,
    );
  return templatedChat(tokenizer, chat, { template: chosen, addGenerationPrompt });
}

async function byOpenAi(model: string, chat: Chat): Promise<ChatJson> {
  const { openAiTokens } = await import("./openai-chat.ts");
  const { tokens, all, notes } = await openAiTokens(model, chat);
  return chatJson(model, chat, { text: null, ids: null, tokens }, all, notes);
}

function chatJson(
  model: string,
  { messages }: Chat,
  {
    text,
    ids,
    tokens,
  }: Pick<TemplatedChat, "tokens"> & { readonly text: string | null; readonly ids: ArrayLike<number> | null },
  all: number,
  notes: readonly string[] = [],
): ChatJson {
  const around = tokens.reduce<number>((left, count) => left - (count ?? 0), all);
  return {
    schemaVersion: 1,
    model,
    messages: messages.map(({ role }, i) => ({ role: String(role), tokens: tokens[i]! })),
    around,
    tokens: all,
    text,
    ids: ids === null ? null : Array.from(ids),
    notes,
  };
}

function countLines({ messages, around, tokens }: ChatJson, terminal: Terminal): string[] {
  const head = ["message", "tokens"].map((cell) => dim(cell, terminal));
  const rows = messages.map(({ role, tokens: count }, i) => [
    `${i + 1}  ${visibleText(role)}`,
    count === null ? "-" : grouped(count),
  ]);
  return tableLines(
    head,
    [...rows, ["around them", grouped(around)], [bold("all", terminal), bold(grouped(tokens), terminal)]],
    columnsOf(terminal),
  );
}
