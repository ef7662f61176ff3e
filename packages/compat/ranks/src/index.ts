export { rankObject, tokenizerOfRanks, tokenizerOfText, type TiktokenBPE } from "./rank-object.ts";
export { patternOfJsTiktoken, patternOfTiktoken } from "./patterns.ts";
export { isEncodingName, type TiktokenEncoding } from "./encoding-names.ts";
export { encodingNameOfModel, type TiktokenModel } from "./models.ts";
