/** Images by OpenAI's tiles and patches: its guide's own examples, what the API counted, and where a size is from. */
import { describe, expect, test } from "vitest";
import { type ChatMessage, countChatTokens, estimateChatTokens, type ImageSize } from "../../src/chat/index.ts";
import { o200kBase } from "../../src/encodings/o200k_base.ts";

const url = "https://example.com/hay.jpg";
const image = (detail?: string, from: unknown = url): ChatMessage[] => [
  { role: "user", content: [{ type: "image_url", image_url: { url: from, detail } }] },
];
const AROUND = 3 + 1 + 3;
const tokens = (model: string, size: [width: number, height: number], detail?: string): number => {
  const imageSize = (): ImageSize => ({ width: size[0], height: size[1] });
  return estimateChatTokens(o200kBase, image(detail), { model, imageSize }).tokens - AROUND;
};

describe("as OpenAI's guide has it", () => {
  test.each<[string, [number, number], string | undefined, number]>([
    ["gpt-4o", [1024, 1024], "high", 765],
    ["gpt-4o", [2048, 4096], "high", 1105],
    ["gpt-4o", [4096, 8192], "low", 85],
    ["gpt-4.1-mini", [1024, 1024], "high", Math.ceil(1024 * 1.62)],
    ["o4-mini", [1800, 2400], "low", Math.ceil(1452 * 1.72)],
  ])("%s %j %s: %i", (model, size, detail, count) => expect(tokens(model, size, detail)).toBe(count));
});

describe("as the API counted", () => {
  // github.com/pamelafox/openai-messages-token-helper, tests/image_messages.py (2024), less the text.
  test.each<[string, [number, number], string | undefined, number]>([
    ["gpt-4o", [1, 1], "auto", 266 - 11],
    ["gpt-4o", [1, 1], undefined, 266 - 11],
    ["gpt-4o", [1, 1], "low", 96 - 11],
    ["gpt-4o", [1126, 488], "auto", 603 - 8],
    ["gpt-4o-mini", [1, 1], "auto", 8511 - 11],
    ["gpt-4o-mini", [1, 1], "low", 2844 - 11],
    ["gpt-4o-mini", [1126, 488], "auto", 19842 - 8],
    // community.openai.com/t/1262691 (2025): 128 x 64 with a text of 12 tokens, of 11 for o3.
    ["gpt-4.1", [128, 64], "low", 97 - 12],
    ["gpt-4.1", [128, 64], "high", 267 - 12],
    ["o3", [128, 64], "low", 86 - 11],
    ["o3", [128, 64], "high", 236 - 11],
    ["o4-mini", [128, 64], "high", 26 - 12],
    ["gpt-4.1-mini", [128, 64], "high", 26 - 13],
    ["gpt-4.1-nano", [128, 64], "low", 33 - 13],
  ])("%s %j %s: %i", (model, size, detail, count) => expect(tokens(model, size, detail)).toBe(count));
});

test("at least one patch and at most 1,536, whatever the size", () => {
  const sides = [1, 31, 32, 33, 700, 1536, 1537, 12_288, 100_000];
  for (const width of sides)
    for (const height of sides) {
      const count = tokens("gpt-4.1-nano", [width, height]);
      expect([width, height, count >= 3 && count <= Math.ceil(1536 * 2.46)]).toEqual([width, height, true]);
    }
});

test("tiles: at least one, and at most 8 whatever the size", () => {
  const sides = [1, 512, 513, 768, 769, 2048, 2049, 100_000];
  for (const width of sides)
    for (const height of sides) {
      const tiles = (tokens("gpt-4o", [width, height]) - 85) / 170;
      expect([width, height, Number.isInteger(tiles) && tiles >= 1 && tiles <= 8]).toEqual([width, height, true]);
    }
});

describe("where the size is from", () => {
  const png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAABGYAAAHoCAYAAAALy+n8AAAMPW";
  const gif = Uint8Array.of(0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0, 4, 0, 4, ...Array.from({ length: 16 }, () => 0));
  const gifUrl = `data:image/gif;base64,${btoa(String.fromCharCode(...gif))}`;
  const count = (content: unknown): number =>
    countChatTokens(o200kBase, [{ role: "user", content }], { model: "gpt-4o" });

  test("a PNG and a GIF in the message have it themselves, in all three shapes", () => {
    for (const [of, size] of [
      [png, 595],
      [gifUrl, 765],
    ] as const) {
      expect(count([{ type: "image_url", image_url: { url: of } }])).toBe(AROUND + size);
      expect(count([{ type: "input_image", image_url: of, detail: "auto" }])).toBe(AROUND + size);
      expect(count([{ type: "image", image: of }])).toBe(AROUND + size);
      expect(count([{ type: "image", image: new URL(of) }])).toBe(AROUND + size);
      expect(count([{ type: "file", data: of, mediaType: "image/png" }])).toBe(AROUND + size);
    }
    for (const of of [gif, gif.buffer, btoa(String.fromCharCode(...gif))])
      expect(count([{ type: "image", image: of }])).toBe(AROUND + 765);
  });

  test("low needs none where tiles count", () =>
    expect(count([{ type: "image_url", image_url: { url, detail: "low" } }])).toBe(AROUND + 85));

  test("imageSize gets the URL", () => {
    const asked: unknown[] = [];
    const imageSize = (given: unknown): ImageSize => {
      asked.push(given);
      return { width: 512, height: 512 };
    };
    expect(countChatTokens(o200kBase, image(), { model: "gpt-4o", imageSize })).toBe(AROUND + 255);
    expect(asked).toEqual([url]);
  });

  test.each([
    ["nothing", () => undefined, "is an image of unknown size. Give imageSize"],
    ["no pixels", () => ({ width: 0, height: 4 }), "both at least 1"],
    ["no number", () => ({ width: NaN, height: 4 }), "both at least 1"],
    ["half", () => ({ width: 4 }), "both at least 1"],
  ])("imageSize gives %s", (_, imageSize, message) =>
    expect(() =>
      countChatTokens(o200kBase, image(), { model: "gpt-4o", imageSize: imageSize as () => ImageSize }),
    ).toThrow(expect.objectContaining({ code: "BPE_UNCOUNTABLE_CHAT", message: expect.stringContaining(message) })),
  );

  test("models without published tiles", () => {
    const imageSize = (): ImageSize => ({ width: 1, height: 1 });
    for (const model of ["gpt-5.6-sol", "o3-mini", "o1-mini"])
      expect(() => estimateChatTokens(o200kBase, image(), { model, imageSize })).toThrow(/is not published for/);
  });
});
