type Maker = (method: string, ...args: unknown[]) => unknown;
export function makersOf(
  tiktoken: object,
  gpt2: {
    readonly bpe_ranks: string;
    readonly special_tokens: Readonly<Record<string, number>>;
    readonly pat_str: string;
  },
): Record<string, Maker>;
