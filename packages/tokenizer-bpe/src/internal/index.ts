/** What other packages of the house put an encoding together from: exactly this version, no promise to others. */
export { BpeError } from "../errors.ts";
export type { BpeErrorCode } from "../errors.ts";
export { checkEngineName, chooseEngine, openWasmMemory, wantsWasm } from "../encode/choose-engine.ts";
export type { Engine, EngineName, EngineOptions } from "../encode/engine.ts";
export { WholeTexts } from "../encode/whole-texts.ts";
export { TextStream } from "../encode/text-stream.ts";
export type { SpecialTokenRules } from "../encode/text-stream.ts";
export { encodeTransform } from "../encode/encode-stream.ts";
export { encodeParts, tokenCounter, tokenEncoder } from "../encode/token-encoder.ts";
export type { TokenCounter, TokenEncoder } from "../encode/token-encoder.ts";
export { decodeTransform } from "../decode/decode-stream.ts";
export { decodeParts, tokenDecoder } from "../decode/token-decoder.ts";
export type { TokenDecoder } from "../decode/token-decoder.ts";
export { splitByTokens } from "../chunks/split-by-tokens.ts";
export type { SplitTokenizer } from "../chunks/split-by-tokens.ts";
export { checkTruncate, truncateText } from "../chunks/truncate-text.ts";
export type { KeptPart, TruncateOptions } from "../chunks/truncate-text.ts";
export type { ChunkEnd, SplitByTokensOptions, TokenChunk } from "../chunks/split-options.ts";
export { IdBuffer } from "../id-buffer.ts";
export { ownSource } from "../vocabulary/vocabulary-source.ts";
export type { VocabularySource } from "../vocabulary/vocabulary-source.ts";
export { sourceOfPacked } from "../vocabulary-sources/packed/packed-source.ts";
export type { PackedVocabulary } from "../vocabulary-sources/packed/packed-vocabulary.ts";
export { packColumn, packVocabulary } from "../vocabulary-sources/packed/pack-vocabulary.ts";
export { readColumn } from "../vocabulary-sources/packed/packed-merges.ts";
export type { Vocabulary } from "../vocabulary/vocabulary.ts";
export { copyToken, offsetsOf, packTokens, withTokens } from "../vocabulary/token-bytes.ts";
export type { TokenBytes } from "../vocabulary/token-bytes.ts";
export { bytesOfAddedToken, charactersOfBytes, standsForOther, writeBytesOf } from "../vocabulary/byte-alphabet.ts";
export { vocabularyOfMerges } from "../vocabulary-sources/listed/vocabulary-of-merges.ts";
export { vocabularyOfTokens } from "../vocabulary-sources/listed/vocabulary-of-tokens.ts";
export { MAX_TOKENS } from "../vocabulary/pair-table.ts";
export { cutLists, findLists, skipSpace } from "../formats/cut-lists.ts";
export type { CutFile } from "../formats/cut-lists.ts";
export { MAX_FILE_BYTES, whyRefused } from "../formats/file-text.ts";
export { listByBytes } from "../formats/list-by-bytes.ts";
export type { BytesListing } from "../formats/list-by-bytes.ts";
export { readLists } from "../lists/read-lists.ts";
export type { ReadLists } from "../lists/read-lists.ts";
export { listByNames } from "../formats/list-by-names.ts";
export { NameReader } from "../formats/name-reader.ts";
export { NameTable } from "../vocabulary/name-table.ts";
export { vocabularyOfListing } from "../formats/listed-vocabulary.ts";
export type { ListedPlaces, ListedVocabulary, Listing, ListingOptions } from "../formats/listed-vocabulary.ts";
export { scannedPattern } from "../patterns/split-of-pattern.ts";
export { CL100K_PATTERN, hasScanner, R50K_PATTERN, scannerOf } from "../split/patterns.ts";
export type { PieceScanner } from "../split/patterns.ts";
export { TextWindow } from "../split/text-window.ts";
export type { ScanTable } from "../split/scan-table.ts";
export { isScanned } from "../split/split.ts";
export type { Split, Splitter } from "../split/split.ts";
export { lastPiece } from "../split/last-piece.ts";
export { matchesEverywhere } from "../patterns/matches-everywhere.ts";
export { withBetween } from "../patterns/with-between.ts";
export { decodedTokens } from "../decode/decoded-tokens.ts";
export type { DecodedTokens } from "../decode/decoded-tokens.ts";
export { IdDecoder } from "../decode/id-decoder.ts";
export type { OpenIds } from "../decode/id-decoder.ts";
export { writeTokenOffsets } from "../decode/token-offsets.ts";
export type { NamedToken } from "../decode/token-offsets.ts";
export { TokenWidths } from "../decode/token-widths.ts";
export type { OffsetUnit } from "../decode/token-widths.ts";
export { fingerprintOf } from "../fingerprint.ts";
export { furtherTokens } from "../special/further-tokens.ts";
export type { FurtherTokens } from "../special/further-tokens.ts";
export {
  MAX_SPECIAL_UNITS,
  searchFrom,
  type SearchState,
  SpecialTokenFinder,
  SpecialTokenSearch,
} from "../special/special-token-finder.ts";
export { SpecialTokens } from "../special/special-tokens.ts";
export { ENCODING_DEFINITIONS } from "../encoding-definitions.ts";
export { translatePattern } from "../patterns/translate-pattern.ts";
export { UntranslatablePattern } from "../patterns/pattern-reader.ts";
export {
  codePointSet,
  complementOf,
  differenceOf,
  intersectionOf,
  isWithin,
  setOfCharacters,
  sourceOfSet,
  unionOf,
} from "../patterns/code-point-set.ts";
export type { CodePointSet } from "../patterns/code-point-set.ts";
export { MAX_OPTIMIZED, sourceInClasses } from "../patterns/engine-classes.ts";
export { namedProperty } from "../patterns/named-properties.ts";
export { plainName, property } from "../patterns/unicode-properties.ts";
export type { PatternFlavour } from "../patterns/pattern-set.ts";
