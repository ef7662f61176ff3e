/** Copies all ids of a text, also those that are not shown. */
import { useMemo, useState } from "preact/hooks";
import type { JSX } from "preact";
import type { TokenizerWorker } from "../tokenizer-worker.ts";
import type { TokenizeAnswer } from "../worker/messages.ts";
import { plural } from "./format.ts";

interface CopyIdsProps {
  readonly name: string;
  readonly worker: TokenizerWorker;
  /** What is shown of the text: what was said of another one is taken back. */
  readonly answer: TokenizeAnswer;
}

export function CopyIds({ name, worker, answer: shown }: CopyIdsProps): JSX.Element {
  const [said, setSaid] = useState<{ readonly words: string; readonly of: TokenizeAnswer }>();
  const line = useMemo(() => worker.line(), [worker]);
  const copy = async (): Promise<void> => {
    const answer = await line.ask({ kind: "ids" });
    if (answer?.kind !== "ids") return;
    const isCopied = await writeToClipboard(answer.ids);
    const words = isCopied ? `${plural(answer.tokens, "id")} copied` : "the browser does not allow copying here";
    setSaid({ words, of: shown });
  };
  return (
    <span class="copy">
      <button type="button" onClick={() => void copy()} aria-label={`Copy ids of ${name}`}>
        Copy ids
      </button>
      <span role="status">{said?.of === shown ? said.words : ""}</span>
    </span>
  );
}

async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyFromField(text);
  }
}

/** The older way, for pages that may not use the clipboard's interface, as some browsers hold of files. */
function copyFromField(text: string): boolean {
  const before = document.activeElement as HTMLElement | null;
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
    before?.focus();
  }
}
