/** Copies all ids of a text, also those that are not shown. */
import { useState } from "preact/hooks";
import type { JSX } from "preact";
import type { TokenizerWorker } from "../tokenizer-worker.ts";
import { plural } from "./format.ts";

export function CopyIds({ name, worker }: { readonly name: string; readonly worker: TokenizerWorker }): JSX.Element {
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    const answer = await worker.ask({ kind: "ids" });
    if (answer?.kind !== "ids") return;
    const isCopied = await writeToClipboard(answer.ids);
    setSaid(isCopied ? `${plural(answer.tokens, "id")} copied` : "the browser does not allow copying here");
  };
  return (
    <span class="copy">
      <button type="button" onClick={() => void copy()} aria-label={`Copy ids of ${name}`}>
        Copy ids
      </button>
      <span role="status">{said}</span>
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
