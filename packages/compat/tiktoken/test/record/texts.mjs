/** Texts that the recorder puts to the original. */

const ALPHABETS = [
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
  " \t\n\r",
  "\u0085\u00a0\u2003\u2028\u3000\ufeff\u200b",
  "0123456789\u0661\u00b2\u2167",
  ".,:;?!_\"'()-/\\@#<>|",
  "\u00e9\u00df\u0130\u017f\u01c5\u0301\u4e2d\u6587\u3042\u05d0\u0627\u{1d49c}",
  "\u{1f600}\u{1f468}\u200d\u{1f469}\ue000\uffff\ud800\udc00",
].map((letters) => Array.from(letters));
const WORDS = ["<|endoftext|>", "<|fim_prefix|>", "<|endof", "|>", " the", "it's", "Hello", "\n\n", "    "];

/** Seeded random texts of up to `maxLength` symbols; runs of one alphabet are common, as in real text. */
function randomTexts(seed, count, maxLength) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state / 2 ** 32;
  };
  const pick = (from) => from[Math.floor(random() * from.length)];
  return Array.from({ length: count }, () => {
    const symbols = [];
    let alphabet = pick(ALPHABETS);
    for (let left = Math.floor(random() * (maxLength + 1)); left > 0; left--) {
      if (random() < 0.3) alphabet = pick(ALPHABETS);
      symbols.push(random() < 0.15 ? pick(WORDS) : pick(alphabet));
    }
    return symbols.join("");
  });
}

export const TEXTS = [
  "",
  "a",
  "hello world",
  "Rake it, she SAID: it's 12345 rows!\n\n  \t \u8349 \u{1f600} a\n",
  "\ufeffhay \u0085's \u017f",
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  ...randomTexts(1, 40, 30),
];

export const SPECIAL_TEXTS = [
  "a <|endoftext|> hay",
  "<|fim_prefix|>test<|fim_suffix|>",
  "<|endoftext|><|endofprompt|><|im_start|>user",
  "<|endof text|>",
  ...randomTexts(2, 5, 25),
];

export const UNSTABLE_NAMES = ["gpt2", "p50k_edit", "cl100k_base", "o200k_base"];
export const UNSTABLE_TEXTS = [
  "",
  "a",
  "hello fanta",
  "hello wor",
  "\n\n",
  "x \n",
  "a  \n \n",
  "a \t",
  "b\r\n ",
  "1 \r",
  "it'",
  "it's",
  "12",
  "!!",
  "n\u00e9",
  "\u8349",
  "\u8349\u539f",
  "\u{1f600}",
  "\u{1f468}\u200d",
  "a\u3000",
  "a\u0085",
  "a\ufeff",
  "\ud800",
  "<|endoftext|>",
  "a<|endoftext|>",
  "<|endoftext|> ro",
  "<|endoftext|>\n \n",
  "def f(x):\n    ret",
  "x = [",
  "http://",
  "abcdefghijklmnopqrstuvwxyz".repeat(3),
  "internationalizatio",
  "The quick brown fox jumps over the la",
  ...randomTexts(3, 90, 12),
];
