import { Generator } from "@windrow/random";

const generator = new Generator(69);
console.log(generator.randn(2).join(" "));
console.log(generator.randperm(5).join(" "));
