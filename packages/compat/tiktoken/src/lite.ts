export { Tiktoken } from "./tiktoken.ts";
