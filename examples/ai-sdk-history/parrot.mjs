/** A model that runs anywhere and repeats what it is told. Put a provider's in its place: openai("gpt-5"). */
import { MockLanguageModelV3 } from "ai/test";

export const parrot = new MockLanguageModelV3({
  doGenerate: ({ prompt }) => {
    const said = prompt.at(-1).content[0].text;
    return {
      content: [{ type: "text", text: said }],
      finishReason: { unified: "stop", raw: undefined },
      usage: { inputTokens: {}, outputTokens: {} },
      warnings: [],
    };
  },
});
