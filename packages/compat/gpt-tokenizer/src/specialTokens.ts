/** The special tokens of `gpt-tokenizer/specialTokens`, by the original's names. Which of them an encoding has: encodings.ts. */

/** Ends a document, in every encoding. */
export const EndOfText = "<|endoftext|>";
/** What stands before the gap, for filling in the middle. */
export const FimPrefix = "<|fim_prefix|>";
/** What fills the gap. */
export const FimMiddle = "<|fim_middle|>";
/** What stands after the gap. */
export const FimSuffix = "<|fim_suffix|>";
/** Begins a chat message. */
export const ImStart = "<|im_start|>";
/** Ends a chat message. */
export const ImEnd = "<|im_end|>";
/** Between a message's role and its content. */
export const ImSep = "<|im_sep|>";
/** Ends a prompt. */
export const EndOfPrompt = "<|endofprompt|>";
/** Begins a text, in o200k_harmony as those that follow. */
export const HarmonyStartOfText = "<|startoftext|>";
/** Begins a message. */
export const HarmonyStart = "<|start|>";
/** Ends a message. */
export const HarmonyEnd = "<|end|>";
/** Between a message's header and its content. */
export const HarmonyMessage = "<|message|>";
/** Before the name of a message's channel. */
export const HarmonyChannel = "<|channel|>";
/** Ends the last message of an answer. */
export const HarmonyReturn = "<|return|>";
/** Before what a message's content is constrained to, such as `json`. */
export const HarmonyConstrain = "<|constrain|>";
/** Ends a message that calls a tool. */
export const HarmonyCall = "<|call|>";
