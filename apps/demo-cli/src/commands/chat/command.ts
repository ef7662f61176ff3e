/** `windrow chat`: what a chat is to a model: the rendered template, and the tokens of each message. */
import { type Command, Option } from "commander";
import type { ChatCommandOptions } from "./run-chat.ts";
import { jsonOption, textOption } from "../../options/common-options.ts";
import { parseModel } from "../../options/encoding-options.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { modelOption } from "../../options/tokenizer-options.ts";

const EXAMPLES = `Examples:
  windrow chat messages.json --tokenizer Qwen/Qwen3-8B   rendered, with tokens
  windrow chat messages.json --tokenizer ./llama --no-generation-prompt
  windrow chat messages.json --model gpt-4o              tokens only
  windrow chat --text '[{"role":"user","content":"Hay?"}]' --model gpt-4o
`;

/** Adds `chat` to the program. */
export function addChatCommand(root: Command, terminal: Terminal): void {
  root
    .command("chat")
    .summary("render a chat and count the tokens of its messages")
    .description(
      "Renders the messages of FILE with the chat template of --tokenizer, marks its special tokens, and counts the tokens " +
        "of each message and in total. FILE is JSON: an array of messages ({ role, content }), or an object with messages and, " +
        "if there are any, tools, documents and chat_template_kwargs. A message's tokens start where the previous message ends, " +
        "so they include what the template puts around it. Its end is found by rendering the chat up to it; if the template " +
        "renders a message differently once others follow, its end is found by its last words, or its tokens are counted with " +
        "the next message. With --model, tokens are counted as OpenAI documents; the template itself is not public.",
    )
    .usage("[options] FILE (--tokenizer MODEL | --model NAME)")
    .argument("[FILE]", "a JSON file, or - for standard input")
    .addOption(textOption())
    .addOption(modelOption("whose chat template is used"))
    .addOption(new Option("--model <name>", "an OpenAI model, such as gpt-4o").argParser(parseModel))
    .option("--template <name>", "a file with a chat template, or the name of one of the model's")
    .option("--no-generation-prompt", "leave out the start of the assistant's answer")
    .addOption(jsonOption())
    .addHelpText("before", EXAMPLES)
    .action(async (file: string | undefined, options: ChatCommandOptions, self: Command) => {
      const { runChat } = await import("./run-chat.ts");
      await runChat(file, options, self, terminal);
    });
}
