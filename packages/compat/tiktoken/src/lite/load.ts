export { load } from "../load-ranks.ts";
