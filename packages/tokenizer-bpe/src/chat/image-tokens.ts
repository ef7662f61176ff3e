/**
 * How many tokens an image takes, as OpenAI publishes it in its guide "Images and vision", "Calculating costs"
 * (platform.openai.com/docs/guides/images-vision, text of 2025):
 *
 * - tiles: an image is scaled down into 2048 x 2048, then until its shorter side is 768, and cut into tiles of
 *   512 x 512; each takes some tokens, and the image some more. `low` takes the latter alone.
 * - patches: an image is cut into patches of 32 x 32, scaled down first where these were more than 1,536; their number
 *   is multiplied. `detail` changes nothing.
 *
 * What the API counted agrees: images of 1 x 1 and 1126 x 488 for gpt-4o and gpt-4o-mini
 * (github.com/pamelafox/openai-messages-token-helper, tests/image_messages.py, 2024), one of 128 x 64 for these,
 * gpt-4-turbo, gpt-4.1 with its sizes, o3 and o4-mini (community.openai.com/t/1262691, 2025). None is scaled up, and
 * `auto` counted as `high`.
 */
import { withoutProvider } from "../models.ts";
import type { ImageSize } from "./image-size.ts";

/** How a family's images are counted. */
type ImageRule = { readonly base: number; readonly tile: number } | { readonly perPatch: number };

/** By the name's beginning; the first that fits counts. */
const RULES: readonly (readonly [model: RegExp, ImageRule])[] = [
  [/^gpt-4o-mini/, { base: 2833, tile: 5667 }],
  [/^(?:gpt-4o|chatgpt-4o|gpt-4\.5|gpt-4-turbo|gpt-4-vision|gpt-4-1106-vision)/, { base: 85, tile: 170 }],
  [/^gpt-4\.1-mini/, { perPatch: 1.62 }],
  [/^gpt-4\.1-nano/, { perPatch: 2.46 }],
  [/^gpt-4\.1/, { base: 85, tile: 170 }],
  [/^o4-mini/, { perPatch: 1.72 }],
  [/^(?:o1|o1-pro|o3)(?:-\d{4}|$)/, { base: 75, tile: 150 }],
  [/^gpt-5-mini/, { perPatch: 1.62 }],
  [/^gpt-5-nano/, { perPatch: 2.46 }],
  [/^gpt-5(?:-chat|-\d{4}|$)/, { base: 70, tile: 140 }],
];

const MAX_SIDE = 2048;
const SHORT_SIDE = 768;
const TILE = 512;
const PATCH = 32;
const MAX_PATCHES = 1536;

/** The rule of a model, or undefined where none is published or it takes no images. */
export function imageRule(model: string): ImageRule | undefined {
  const name = withoutProvider(model).replace(/^ft:/, "");
  return RULES.find(([pattern]) => pattern.test(name))?.[1];
}

/** Whether an image's tokens depend on its size. */
export function needsSize(rule: ImageRule, detail: "low" | "high" | "auto"): boolean {
  return "perPatch" in rule || detail !== "low";
}

/** @param size in pixels, both at least 1; not needed where `needsSize` is false */
export function imageTokens(rule: ImageRule, detail: "low" | "high" | "auto", size: ImageSize | undefined): number {
  if (size === undefined) return "base" in rule ? rule.base : 0;
  if ("perPatch" in rule) return Math.ceil(patchesOf(size) * rule.perPatch);
  return detail === "low" ? rule.base : rule.base + rule.tile * tilesOf(size);
}

function tilesOf({ width, height }: ImageSize): number {
  const into = Math.min(1, MAX_SIDE / Math.max(width, height));
  // Whole pixels after each step, as an image has them.
  const [wide, high] = [Math.floor(width * into), Math.floor(height * into)];
  const shorter = Math.min(1, SHORT_SIDE / Math.max(1, Math.min(wide, high)));
  const across = Math.ceil(Math.max(1, Math.floor(wide * shorter)) / TILE);
  return across * Math.ceil(Math.max(1, Math.floor(high * shorter)) / TILE);
}

function patchesOf({ width, height }: ImageSize): number {
  const patches = (scale: number): [across: number, down: number] => [
    (width * scale) / PATCH,
    (height * scale) / PATCH,
  ];
  const [across, down] = patches(1).map(Math.ceil) as [number, number];
  if (across * down <= MAX_PATCHES) return across * down;
  const scale = Math.sqrt((PATCH * PATCH * MAX_PATCHES) / (width * height));
  const [wide, high] = patches(scale);
  // So far that one side is a whole number of patches, of at least one.
  const whole = (side: number): number => Math.max(1, Math.floor(side)) / side;
  const fit = scale * Math.min(whole(wide), whole(high));
  const [a, b] = patches(fit).map((side) => Math.ceil(side - 1e-9)) as [number, number];
  return Math.min(MAX_PATCHES, a * b);
}
