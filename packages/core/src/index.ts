export { isDetached } from "./detached.ts";
export { whyNotAnId } from "./not-an-id.ts";
export { quoted, visibleText } from "./visible-text.ts";
