/**
 * What no decoder of ids can do without: the string made of bytes that lie ready, and then used as
 * decode.mjs uses it. Prints the same.
 *
 * Usage: node string-alone.mjs FORM TASK
 *
 * FORM is `utf8`, which TextDecoder reads, or `utf16`, bytes of which Buffer makes a string. TASK is that of decode.mjs.
 */
import { readFileSync } from "node:fs";
import { clock } from "./clock.mjs";
import { timeStretches } from "./stretches.mjs";

const [form, taskFile] = process.argv.slice(2);
const { warm, warmSeconds, timed } = JSON.parse(readFileSync(taskFile, "utf8"));

const utf8 = new TextDecoder();
const stringOf = { utf8: (bytes) => utf8.decode(bytes), utf16: (bytes) => bytes.ucs2Slice(0, bytes.length) }[form];
const bytesOf = ({ text }) => Buffer.from(text, form === "utf16" ? "utf16le" : "utf8");
const [known, fresh] = [warm.map(bytesOf), timed.map(bytesOf)];
const total = (lists) => lists.reduce((sum, { length }) => sum + length, 0);
// UTF-8 may be longer than UTF-16, by half.
const written = Buffer.alloc(Math.max(total(known), total(fresh)) * 2, 1);

const warmEnd = clock.now() + warmSeconds * 1000;
do {
  let end = 0;
  for (const bytes of known) end += written.utf8Write(stringOf(bytes), end);
} while (clock.now() < warmEnd);

let end = 0;
const firstPass = timeStretches(fresh, {
  sizeOf: ({ length }) => length,
  work(bytes) {
    end += written.utf8Write(stringOf(bytes), end);
  },
  clock,
});
const isEqual = written.subarray(0, end).equals(Buffer.from(timed.map(({ text }) => text).join("")));
console.log(JSON.stringify({ isEqual, firstPass }));
