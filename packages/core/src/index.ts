export { quoted, visibleText } from "./visible-text.ts";
