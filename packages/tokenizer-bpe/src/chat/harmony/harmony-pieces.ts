/** Harmony's messages as special tokens and texts between them, in the pieces that its library encodes one by one. */
import type { HarmonyMessage } from "./harmony-messages.ts";

/** A special token, or a text in which none is one. */
export type HarmonyPiece = { readonly special: string } | { readonly text: string };

const START: HarmonyPiece = { special: "<|start|>" };

export function harmonyPieces(messages: readonly HarmonyMessage[], addGenerationPrompt: boolean): HarmonyPiece[] {
  const pieces = messages.flatMap(piecesOf);
  return addGenerationPrompt ? [...pieces, START, { text: "assistant" }] : pieces;
}

function piecesOf({ author, recipient, channel, isJson, content }: HarmonyMessage): HarmonyPiece[] {
  const isCall = author[0] === "assistant" && recipient !== undefined;
  return [
    START,
    ...author.map((text) => ({ text })),
    ...(recipient === undefined ? [] : [{ text: ` to=${recipient}` }]),
    ...(channel === undefined ? [] : [{ special: "<|channel|>" }, { text: channel }]),
    ...(isJson === true ? [{ text: " " }, { special: "<|constrain|>" }, { text: "json" }] : []),
    { special: "<|message|>" },
    ...content.map((text) => ({ text })),
    { special: isCall ? "<|call|>" : "<|end|>" },
  ];
}
