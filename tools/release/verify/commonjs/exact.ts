// From TypeScript 5.7 on, arrays whose memory is nobody else's are known as such: a Blob takes no others.
import { gpt2 } from "@windrow/tokenizer-bpe/gpt2";

const bytes: Uint8Array<ArrayBuffer> = gpt2.decodeBytes(gpt2.encode("The hay"));
const token: Uint8Array<ArrayBuffer> = gpt2.decodeSingleTokenBytes(464);
console.log(bytes.length + token.length);
