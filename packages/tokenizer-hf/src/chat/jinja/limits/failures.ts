/** The ways in which a template ends without a text. */
import { HfError } from "../../../errors.ts";

/** The template itself is wrong. @param problem a sentence without its full stop */
export function invalidTemplate(problem: string, cause?: unknown): HfError {
  return new HfError("HF_INVALID_TEMPLATE", `The chat template can't be read: ${problem}.`, { problem, cause });
}

/** The template refuses the messages, by `raise_exception`. @param words its own */
export function templateRefused(words: string): HfError {
  return new HfError("HF_TEMPLATE_REFUSED", `The chat template refuses these messages: ${words}`, { words });
}

/** What Python would raise while it renders. @param problem in Jinja's words, without a full stop */
export function templateFailed(problem: string): HfError {
  return new HfError(
    "HF_TEMPLATE_FAILED",
    `The chat template failed: ${problem}. Check that the messages have the fields that the template reads.`,
    { problem },
  );
}

/** @param what a sentence without its full stop */
export function templateLimit(what: string): HfError {
  return new HfError(
    "HF_TEMPLATE_LIMIT",
    `The chat template was stopped. ${what}; it may have a loop that never ends.`,
  );
}
