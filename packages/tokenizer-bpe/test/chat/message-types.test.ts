/**
 * The types that programs have: arrays of OpenAI's and the AI SDK's messages are passed as they are. Copies of the shapes of
 * `openai` 6.49 (ChatCompletionMessageParam, ResponseInputItem, ChatCompletionTool, FunctionTool) and `ai` 6.0
 * (ModelMessage), in their own modifiers: the packages weigh 20 MB and more. Checked with the packages themselves when
 * this was written. What type-checks here is all that is tested, but that it runs.
 */
import { expect, test } from "vitest";
import { countChatTokens, estimateChatTokens } from "../../src/chat/index.ts";
import { o200kBase } from "../../src/encodings/o200k_base.ts";

interface TextPart {
  text: string;
  type: "text";
  prompt_cache_breakpoint?: { ttl?: string };
}
interface ImagePart {
  image_url: { url: string; detail?: "auto" | "low" | "high" };
  type: "image_url";
}
interface AudioPart {
  input_audio: { data: string; format: "wav" | "mp3" };
  type: "input_audio";
}
interface FilePart {
  file: { file_data?: string; file_id?: string; filename?: string };
  type: "file";
}
interface RefusalPart {
  refusal: string;
  type: "refusal";
}
type ToolCall =
  | { id: string; function: { arguments: string; name: string }; type: "function" }
  | { id: string; custom: { input: string; name: string }; type: "custom" };
type ChatCompletionMessageParam =
  | { content: string | TextPart[]; role: "developer"; name?: string }
  | { content: string | TextPart[]; role: "system"; name?: string }
  | { content: string | (TextPart | ImagePart | AudioPart | FilePart)[]; role: "user"; name?: string }
  | {
      role: "assistant";
      audio?: { id: string } | null;
      content?: string | (TextPart | RefusalPart)[] | null;
      function_call?: { arguments: string; name: string } | null;
      name?: string;
      refusal?: string | null;
      tool_calls?: ToolCall[];
    }
  | { content: string | TextPart[]; role: "tool"; tool_call_id: string }
  | { content: string | null; name: string; role: "function" };
interface ChatCompletionFunctionTool {
  function: {
    name: string;
    description?: string;
    parameters?: { [key: string]: unknown };
    strict?: boolean | null;
  };
  type: "function";
}
type ChatCompletionTool =
  | ChatCompletionFunctionTool
  | { custom: { name: string; description?: string }; type: "custom" };

type InputContent =
  | { text: string; type: "input_text" }
  | {
      detail: "low" | "high" | "auto" | "original";
      type: "input_image";
      file_id?: string | null;
      image_url?: string | null;
    }
  | { type: "input_file"; file_data?: string; file_id?: string | null };
type ResponseInputItem =
  | {
      content: string | InputContent[];
      role: "user" | "assistant" | "system" | "developer";
      phase?: "commentary" | "final_answer" | null;
      type?: "message";
    }
  | {
      id: string;
      content: ({ annotations: object[]; text: string; type: "output_text" } | RefusalPart)[];
      role: "assistant";
      status: "in_progress" | "completed" | "incomplete";
      type: "message";
    }
  | { arguments: string; call_id: string; name: string; type: "function_call"; id?: string; status?: "completed" }
  | { call_id: string; output: string | InputContent[]; type: "function_call_output"; id?: string | null }
  | {
      id: string;
      summary: { text: string; type: "summary_text" }[];
      type: "reasoning";
      content?: { text: string; type: "reasoning_text" }[];
      encrypted_content?: string | null;
    }
  | { id: string; type?: "item_reference" | null }
  | { id: string; queries: string[]; status: "completed"; type: "file_search_call"; results?: object[] | null };
interface FunctionTool {
  name: string;
  parameters: { [key: string]: unknown } | null;
  strict: boolean | null;
  type: "function";
  description?: string | null;
}

type ProviderOptions = Record<string, Record<string, string | number | boolean | null>>;
type ModelMessage =
  | { role: "system"; content: string; providerOptions?: ProviderOptions }
  | {
      role: "user";
      content:
        | string
        | (
            | { type: "text"; text: string; providerOptions?: ProviderOptions }
            | { type: "image"; image: string | Uint8Array | ArrayBuffer | URL; mediaType?: string }
            | { type: "file"; data: string | Uint8Array | ArrayBuffer | URL; filename?: string; mediaType: string }
          )[];
      providerOptions?: ProviderOptions;
    }
  | {
      role: "assistant";
      content:
        | string
        | (
            | { type: "text"; text: string }
            | { type: "reasoning"; text: string }
            | { type: "tool-call"; toolCallId: string; toolName: string; input: unknown; providerExecuted?: boolean }
            | { type: "tool-approval-request"; approvalId: string; toolCallId: string }
          )[];
      providerOptions?: ProviderOptions;
    }
  | {
      role: "tool";
      content: (
        | {
            type: "tool-result";
            toolCallId: string;
            toolName: string;
            output: { type: "text"; value: string } | { type: "json"; value: unknown };
          }
        | { type: "tool-approval-response"; approvalId: string; approved: boolean }
      )[];
      providerOptions?: ProviderOptions;
    };

test("OpenAI's and the AI SDK's arrays are passed as they are", () => {
  const completions: ChatCompletionMessageParam[] = [{ role: "user", content: [{ type: "text", text: "Dry?" }] }];
  const items: ResponseInputItem[] = [{ role: "user", content: [{ type: "input_text", text: "Dry?" }] }];
  const modelMessages: ModelMessage[] = [{ role: "user", content: [{ type: "text", text: "Dry?" }] }];
  const tools: ChatCompletionTool[] = [{ type: "function", function: { name: "dry", description: "Says it." } }];
  const functionTools: FunctionTool[] = [
    { type: "function", name: "dry", description: "Says it.", parameters: null, strict: true },
  ];
  const model = "gpt-4o";
  const counts = [
    countChatTokens(o200kBase, completions, { model, tools }),
    countChatTokens(o200kBase, items, { model, tools: functionTools }),
    estimateChatTokens(o200kBase, modelMessages, { model, tools }).tokens,
  ];
  expect(new Set(counts).size).toBe(1);
});
