export { init } from "../initialize.ts";
export { Tiktoken } from "../tiktoken.ts";
