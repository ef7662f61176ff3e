export { isDetached } from "./detached.ts";
export { quoted, visibleText } from "./visible-text.ts";
