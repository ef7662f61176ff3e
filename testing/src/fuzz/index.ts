export { type Draw, drawOf } from "./draw.ts";
export { fuzzTarget, mustHold, shownBytes, shownText, type FuzzTarget } from "./fuzz-target.ts";
export { mutateBytes } from "./mutate-bytes.ts";
export { mutateJson } from "./mutate-json.ts";
export { mutateText } from "./mutate-text.ts";
export { testFuzzTargets } from "./describe-fuzz.ts";
export { type Folder, mutateFolder, readFolder, shownFolder, withFolder } from "./folder.ts";
