/**
 * NFC of the stretches of a text that it may change, which most texts have few of or none: the engine's own normalization
 * takes longer for a text than encoding it does, and so does a regular expression. Hot.
 */
import { property } from "@windrow/tokenizer-bpe/internal";
import { classOf } from "../characters/class-of.ts";
import { LATER_FORMS } from "./later-characters.ts";

/** Letters and signs that NFC changes, and those that it composes with what is before them; marks are beside them. */
const CHANGED = /* @__PURE__ */ classOf(
  "374 37e 387 958-95f 9dc-9df a33-a36 a59-a5e b5c-b5d f43-f69 1161-11c2 1f71-1fff 2000-2001 2126-212b 2329-232a " +
    "2adc f900-fad9 fb1d-fb4e 16d67 1d15e-1d164 1d1bb-1d1c0",
);
/** Code points of the table. Behind them are ideographs, of which those from OTHERS on are changed, and variation selectors. */
const KNOWN = 0x20000;
const OTHERS = 0x2f800;
/** Nothing below moves. */
const FIRST_MARK = 0x300;
/** UTF-16 units of a stretch at least: where there is one such character there are more. */
const STRETCH = 1024;

let table: Uint8Array | undefined;

/** 1 for what may be changed, composed with what is before it, or moved; 0 for what nothing before it has to do with. */
function movingTable(): Uint8Array {
  const moving = new Uint8Array(KNOWN);
  const marks = property("m")!;
  for (let i = 0; i < marks.length; i += 2) moving.fill(1, marks[i], marks[i + 1]! + 1);
  for (const [, first, last = first] of `${CHANGED}${LATER_FORMS}`.matchAll(/\\u\{(\w+)\}(?:-\\u\{(\w+)\})?/g))
    moving.fill(1, parseInt(first!, 16), parseInt(last!, 16) + 1);
  return moving;
}

/** @param compose the NFC of a text */
export function withStretches(text: string, compose: (stretch: string) => string): string {
  const moving = (table ??= movingTable());
  let result = "";
  let done = 0;
  for (let first = placeOf(1, moving, text, 0); first < text.length; first = placeOf(1, moving, text, done)) {
    // It may be composed with the character before.
    const start = first === done ? done : first - (isLowHalf(text, first - 1) ? 2 : 1);
    const from = Math.min(first + STRETCH, text.length);
    const end = placeOf(0, moving, text, isLowHalf(text, from) ? from - 1 : from);
    result += text.slice(done, start) + compose(text.slice(start, end));
    done = end;
  }
  return done === 0 ? text : result + text.slice(done);
}

/** What engines find faster than a loop does, where it is far. */
const marks = /[\u0300-\uffff]/g;
/** UTF-16 units below these after which it is looked for so. */
const FAR = 16;

/** The first character from a place on that moves, or with 0 that does not; or the end of the text. */
function placeOf(wanted: number, moving: Uint8Array, text: string, from: number): number {
  let below = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < FIRST_MARK) {
      if (wanted === 0) return at;
      if (++below < FAR) continue;
      marks.lastIndex = at;
      if (!marks.test(text)) return text.length;
      at = marks.lastIndex - 2;
      below = 0;
    } else if ((unit & 0xfc00) !== 0xd800) {
      if (moving[unit] === wanted) return at;
    } else {
      const code = text.codePointAt(at)!;
      const found = code < KNOWN ? moving[code]! : code >= OTHERS ? 1 : 0;
      if (found === wanted) return at;
      if (code > 0xffff) at++;
    }
  }
  return text.length;
}

function isLowHalf(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
