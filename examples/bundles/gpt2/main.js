import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";

const ids = gpt2.encode("Rake it up, and cart it when it's fit.");
console.log(`${ids.length} tokens: ${ids.join(" ")}`);
console.log(gpt2.decode(ids.subarray(0, 4)));
