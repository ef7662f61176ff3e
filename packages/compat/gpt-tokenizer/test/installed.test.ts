/**
 * As programs get the two packages: installed under the name gpt-tokenizer, by import and by require(), with their types.
 * What is published of ours is what `pnpm build` makes; the tests run on that. Exports of every subpath: subpaths.test.ts.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { standingText } from "@windrow/testing";
import { afterAll, describe, expect, test } from "vitest";

const room = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "windrow-gpt-tokenizer-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A folder where both packages are installed, `gpt-tokenizer` being the one or the other. */
function folderWith(name: string, target: string): string {
  const folder = join(scratch, name);
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(target, join(folder, "node_modules/gpt-tokenizer"), "dir");
  symlinkSync(room, join(folder, "node_modules/ours"), "dir");
  writeFileSync(join(folder, "document.txt"), standingText("prose").slice(0, 20_000));
  return folder;
}
const folders = {
  original: folderWith("original", join(room, "node_modules/gpt-tokenizer")),
  ours: folderWith("override", room),
};

function run(folder: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** What a program prints in each of the two folders. */
function printed(name: string, code: string): { original: string; ours: string } {
  for (const folder of Object.values(folders)) writeFileSync(join(folder, name), code);
  return { original: run(folders.original, [name]), ours: run(folders.ours, [name]) };
}

/** A document in chunks of at most 200 tokens by its sentences, and a chat cut to a budget, as people write it. */
const CHUNKS = `
import { readFileSync } from "node:fs";
import { decodeGenerator, encode, encodeGenerator, isWithinTokenLimit } from "gpt-tokenizer";
import { countTokens as countForGpt4 } from "gpt-tokenizer/encoding/cl100k_base";
import { countChatCompletionTokens, encodeChat } from "gpt-tokenizer/model/gpt-4o";
import gpt35 from "gpt-tokenizer/model/gpt-3.5-turbo";

const sentences = readFileSync("document.txt", "utf8").split(/(?<=[.!?]) /);
const chunks = [""];
for (const sentence of sentences) {
  const longer = chunks.at(-1) + (chunks.at(-1) ? " " : "") + sentence;
  if (isWithinTokenLimit(longer, 200) === false) chunks.push(sentence);
  else chunks[chunks.length - 1] = longer;
}
for (const chunk of chunks) console.log(countForGpt4(chunk), encode(chunk).join(" "));

const history = chunks.slice(0, 12).map((content, i) => ({ role: i % 2 ? "assistant" : "user", content }));
const system = { role: "system", content: "Answer about the document." };
while (gpt35.isWithinTokenLimit([system, ...history], 1500) === false) history.shift();
console.log(history.length, gpt35.countTokens([system, ...history]), encodeChat([system, ...history]).join(" "));
const functions = [{ name: "quote", parameters: { type: "object", properties: { line: { type: "integer" } } } }];
console.log(countChatCompletionTokens({ messages: [system, ...history], functions }));

let written = "";
for (const part of decodeGenerator(Array.from(encodeGenerator(chunks[0])).flat())) written += "[" + part + "]";
console.log(written);
`;

test("a program that cuts a document and a chat prints the same", () => {
  const { original, ours } = printed("chunks.mjs", CHUNKS);
  expect(ours).toBe(original);
  expect(ours.split("\n").length).toBeGreaterThan(20);
});

test("a CommonJS program prints the same", () => {
  const code = `
    const main = require("gpt-tokenizer");
    const { encode, decode, vocabularySize } = require("gpt-tokenizer/encoding/r50k_base");
    const { GptEncoding } = require("gpt-tokenizer/GptEncoding");
    const { resolveEncoding } = require("gpt-tokenizer/resolveEncoding");
    const api = GptEncoding.getEncodingApi("p50k_base", resolveEncoding);
    console.log(vocabularySize, decode(encode("Rake it. \u8349")), api.encode("    hay").join(" "), api.vocabularySize);
    console.log(main.encode("hay" + main.EndOfText, { allowedSpecial: new Set([main.EndOfText]) }).length > 1);
    const chat = [{ role: "user", content: "hay" }];
    (async () => {
      const { default: gpt4 } = await import("gpt-tokenizer/esm/model/gpt-4");
      console.log(require("gpt-tokenizer/cjs/model/gpt-4").encodeChat(chat).join(" ") === gpt4.encodeChat(chat).join(" "));
      try { main.encode("<|endoftext|>"); } catch (error) { console.log(error.message.split("\\n")[0]); }
      try { main.estimateCost(1); } catch (error) { console.log(error.message.split("\\n")[0]); }
    })();`;
  const { original, ours } = printed("program.cjs", code);
  expect(ours).toBe(original);
  expect(ours).toMatch(/^50257 Rake it. 草 /);
});

/** Names of the types, as programs use them. */
const TYPED = `
import api, { countTokens, decode, decodeAsyncGenerator, encode, encodeGenerator, isWithinTokenLimit } from "gpt-tokenizer";
import { ALL_SPECIAL_TOKENS, EndOfText, ImStart } from "gpt-tokenizer";
import type { ChatCompletionRequest, ChatMessage, EncodeOptions } from "gpt-tokenizer/GptEncoding";
import { GptEncoding } from "gpt-tokenizer/GptEncoding";
import { encode as encodeOld } from "gpt-tokenizer/encoding/p50k_edit";
import { chatModelParams, encodingNames, modelToEncodingMap } from "gpt-tokenizer/mapping";
import type { ChatModelName, EncodingName, ModelName } from "gpt-tokenizer/mapping";
import gpt4o, { countChatCompletionTokens, encodeChat, encodeChatGenerator } from "gpt-tokenizer/model/gpt-4o";
import { resolveEncoding } from "gpt-tokenizer/resolveEncoding";
import { resolveEncodingAsync } from "gpt-tokenizer/resolveEncodingAsync";

const options: EncodeOptions = { allowedSpecial: new Set([EndOfText, ImStart]), disallowedSpecial: ALL_SPECIAL_TOKENS };
const ids: number[] = encode("a", options).concat(encodeOld("b"));
const text: string = decode(ids) + decode(new Set(ids));
const within: number | false = isWithinTokenLimit(text, 5);
const chat: ChatMessage[] = [{ role: "user", content: text }, { role: "tool", name: "a", content: "b" }];
const more: number[] = encodeChat(chat, "gpt-4o", { primeWithAssistantResponse: "" });
const request: ChatCompletionRequest = { messages: chat, functions: [{ name: "f" }], function_call: "auto" };
const counted: number | undefined = countChatCompletionTokens?.(request);
const model: ModelName = "gpt-4o" satisfies ChatModelName;
const name: EncodingName = modelToEncodingMap[model] ?? encodingNames[0];
const separator: string = chatModelParams["gpt-4"].roleSeparator;
const again: GptEncoding = GptEncoding.getEncodingApi(name, resolveEncoding);
for (const some of [...encodeGenerator(text), ...encodeChatGenerator(chat)]) more.push(...some);
export async function all(source: AsyncIterable<number>): Promise<number> {
  for await (const part of decodeAsyncGenerator(source)) console.log(part, separator);
  const ranks = await resolveEncodingAsync("r50k_base");
  return ranks.length + countTokens(chat) + gpt4o.countTokens(text) + (counted ?? 0) + api.vocabularySize;
}
export const made = [again.decodeGenerator(more), within, gpt4o.modelName];
// @ts-expect-error
encode(["a"]);
// @ts-expect-error
encodeChat([{ role: "user", content: null }]);
// @ts-expect-error
GptEncoding.getEncodingApi("r100k_base", resolveEncoding);
`;

describe.each(["nodenext", "bundler"])("typed programs compile, resolved as %s does", (resolution) => {
  const module = resolution === "nodenext" ? resolution : "esnext";
  const tsc = fileURLToPath(new URL("../../../../node_modules/typescript/bin/tsc", import.meta.url));
  const options = `--ignoreConfig --strict --noEmit --target es2022 --module ${module} --moduleResolution ${resolution}`;

  test.each(["original", "ours"] as const)("against %s", (which) => {
    const types = ["--typeRoots", join(room, "../../../node_modules/@types"), "--types", "node", "--skipLibCheck"];
    writeFileSync(join(folders[which], "typed.mts"), TYPED);
    expect(run(folders[which], [tsc, ...options.split(" "), ...types, "typed.mts"])).toBe("");
  });
});
