/** The text in a box that can be changed, and what each tokenizer makes of it, side by side. */
import { useRef } from "preact/hooks";
import type { JSX } from "preact";
import type { ReportData } from "../../../src/commands/report/report-data.ts";
import { directionOf } from "../parts/direction.ts";
import { count, plural } from "../parts/format.ts";
import type { Tokenized, Workers } from "../use-tokens.ts";
import { Section } from "./section.tsx";
import { TokenizerPanel } from "./tokenizer-panel.tsx";

/** The notebook's sentence with a word that no corpus has. */
export const UNKNOWN_WORD_TEXT = "Here is an unknown word: Alvazska";

/** The browser's own pasting takes seconds for a megabyte. Ours is quick, but can't be undone, so it is for long texts only. */
const LONG_PASTE = 100_000;

interface TextSectionProps {
  readonly report: ReportData;
  readonly workers: Workers;
  readonly tokenized: Tokenized;
  readonly showsWhitespace: boolean;
  readonly onWhitespace: (shows: boolean) => void;
}

export function TextSection(props: TextSectionProps): JSX.Element {
  const { report, workers, tokenized, showsWhitespace, onWhitespace } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const put = (text: string): void => {
    box.current!.value = text;
    changed(text);
  };
  const changed = (text: string): void => {
    // The browser's own dir="auto" looks at all of the text with every letter: 3 s for a megabyte.
    box.current!.dir = directionOf(text);
    tokenized.setText(text);
  };
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length < LONG_PASTE) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = box.current!;
    box.current!.setRangeText(text, selectionStart, selectionEnd, "end");
    changed(box.current!.value);
  };
  return (
    <Section step={1} title="Text becomes tokens">
      <p>
        A model reads numbers, not letters. A tokenizer cuts the text into pieces, the tokens, and each distinct token
        has a number, its id. Below are {report.tokenizers.length} tokenizers on one text. Change the text and watch;
        point at a token, or walk through them with the arrow keys.
      </p>
      {report.isCut && (
        <p class="notice">
          The file has {plural(report.whole.bytes, "byte")}; the box has its first {count(report.text.length)}{" "}
          characters. Figures marked “whole file” are for all of it.
        </p>
      )}
      <label class="box">
        <span>Your text</span>
        {/* Not controlled: a megabyte is not put back into the box with every letter. */}
        <textarea
          ref={box}
          defaultValue={report.text}
          rows={7}
          spellcheck={false}
          autocomplete="off"
          dir={directionOf(report.text)}
          onPaste={paste}
          onInput={({ currentTarget }) => changed(currentTarget.value)}
        />
      </label>
      <div class="controls">
        <button type="button" onClick={() => put(UNKNOWN_WORD_TEXT)}>
          Try a sentence with an unknown word
        </button>
        <button type="button" onClick={() => put("")}>
          Clear
        </button>
        <button type="button" onClick={() => put(report.text)}>
          Back to the report’s text
        </button>
        <label class="switch">
          <input
            type="checkbox"
            checked={showsWhitespace}
            onChange={({ currentTarget }) => onWhitespace(currentTarget.checked)}
          />
          Show white space
        </label>
      </div>
      <div class="panels">
        {report.tokenizers.map(({ name }) => (
          <TokenizerPanel
            key={name}
            name={name}
            answer={tokenized.answers[name]}
            worker={workers.get(name)!}
            showsWhitespace={showsWhitespace}
            onMore={tokenized.showMore}
          />
        ))}
      </div>
    </Section>
  );
}
