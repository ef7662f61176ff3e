import { SimpleTokenizer } from "@windrow/tokenizer-simple";

const tokenizer = new SimpleTokenizer("the hay is dry, and the rows are long");
const ids = tokenizer.encode("the rows are wet");
console.log(ids.join(" "));
console.log(tokenizer.decode(ids));
