/**
 * Documents that do not repeat, like English, code or many languages: as many megabytes as are asked
 * for, the same ones for the same seed.
 *
 * A document is a stretch of a corpus, from a random line on, in which the rarer words are replaced by
 * words drawn by Zipf's law (words.mjs), numbers by others, and long runs of a script without spaces by
 * new runs of its pairs of characters. What stands between words, and the frequent words, stay: structure
 * and distribution are those of real documents.
 *
 * The first 2 MB have as many different pieces of text as the corpora (thousands; English / code / many
 * languages): 34 / 28 / 46, where those have 35 / 27 / 52; 50 MB have 264 / 209 / 612. It takes about 4 s to make them.
 */
import { readFileSync } from "node:fs";
import { mulberry32 } from "../../tools/mulberry32.mjs";
import { corpus } from "../texts.mjs";
import { isUnspaced, scriptOf } from "./scripts.mjs";
import { composeCode, composeProse, rankedWords } from "./words.mjs";

/** By corpus: Zipf's exponent, and how a rare word is made. */
const FLAVOURS = {
  english2m: { exponent: 1.45, compose: composeProse },
  code2m: { exponent: 1.5, compose: composeCode },
  multilingual2m: { exponent: 1.4, compose: composeProse },
};

/** Words of a lower rank stay in their places. */
const KEPT = 100;
/** From so many characters on, a run of a script without spaces is not one word. */
const LONG_RUN = 4;
/** Characters of a document: half of them have less than 2,000, one in a hundred over 30,000. */
const [MEDIAN, SPREAD, MIN, MAX] = [2000, 1.2, 200, 200_000];

/** The parts of each corpus, which take longer than a megabyte of documents. */
const known = new Map();

/**
 * @param name the corpus that they are like
 * @param bytes in all, and at most one document more
 */
export function generatedDocuments(name, bytes, seed = 1) {
  const random = mulberry32(seed);
  if (!known.has(name)) known.set(name, partsOf(name));
  const parts = known.get(name);
  const starts = parts.flatMap(({ after }, i) => (after.includes("\n") ? [(i + 1) % parts.length] : []));
  const documents = [];
  for (let total = 0; total < bytes;) {
    const length = Math.min(MAX, Math.max(MIN, MEDIAN * Math.exp(SPREAD * normal(random))));
    let text = "";
    const names = new Map();
    for (let i = starts[Math.floor(random() * starts.length)]; text.length < length; i = (i + 1) % parts.length)
      text += parts[i].draw(random, names) + parts[i].after;
    // Through bytes, so that it is a flat string, as one from a file.
    const encoded = Buffer.from(text);
    documents.push(encoded.toString());
    total += encoded.length;
  }
  return documents;
}

/** A corpus as places where a word is drawn, each with the text from there to the next place. */
function partsOf(name) {
  const text = readFileSync(corpus(name).file, "utf8");
  const words = [...text.matchAll(/[\p{L}\p{M}]+|[0-9]+/gu)].map(({ 0: word, index }) => ({ word, index }));
  const drawers = drawersOf(words, FLAVOURS[name]);
  const places = words
    .map(({ word, index }) => ({ index, end: index + word.length, draw: drawers.get(sourceOf(word))(word) }))
    .filter(({ draw }) => draw !== undefined);
  return places.map(({ end, draw }, i) => ({ draw, after: text.slice(end, places[i + 1]?.index) }));
}

/** Where a word's replacement comes from. */
function sourceOf(word) {
  if (/^[0-9]/.test(word)) return "numbers";
  const script = scriptOf(word);
  return isUnspaced(script) && word.length >= LONG_RUN ? `${script}, runs` : script;
}

/** For each source a function of a word, to one that draws words in its place, or to undefined where it stays. */
function drawersOf(words, { exponent, compose }) {
  const sources = new Map();
  for (const { word } of words) {
    const source = sourceOf(word);
    if (!sources.has(source)) sources.set(source, []);
    sources.get(source).push(word);
  }
  const drawerOf = (source, all) => {
    if (source === "numbers") return (word) => (random) => otherNumber(word, random);
    if (source.endsWith("runs")) {
      const pairs = rankedWords(all.flatMap(pairsOf), { exponent, compose: (draw) => draw() });
      return (word) => (random) => runOf(pairs, word.length, random);
    }
    const ranked = rankedWords(all, { exponent, compose });
    return (word) =>
      ranked.rankOf(word) < KEPT
        ? undefined
        : (random, names) => sameInDocument(word, names, () => ranked.draw(random, KEPT));
  };
  return new Map([...sources].map(([source, all]) => [source, drawerOf(source, all)]));
}

/** A word that comes again in a document is replaced by the same one again: rare words come in clusters. */
function sameInDocument(word, names, draw) {
  if (!names.has(word)) names.set(word, draw());
  return names.get(word);
}

function otherNumber(word, random) {
  return Array.from(word, () => Math.floor(random() * 10)).join("");
}

const pairsOf = (run) => run.match(/..?/gsu);

function runOf(pairs, length, random) {
  let run = "";
  while (run.length < length) run += pairs.draw(random);
  return run;
}

/** A normal with mean 0 and deviation 1, by Box and Muller. */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
