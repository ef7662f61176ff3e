/** The normalizer of a file. */
import { BertNormalizer } from "../normalizers/bert.ts";
import { ByteLevelNormalizer } from "../normalizers/byte-level.ts";
import { Lowercase } from "../normalizers/lowercase.ts";
import type { Normalizer } from "../normalizers/normalizer.ts";
import { Nmt } from "../normalizers/nmt.ts";
import { Precompiled } from "../normalizers/precompiled.ts";
import { Prepend } from "../normalizers/prepend.ts";
import { Replace } from "../normalizers/replace.ts";
import { NormalizerSequence } from "../normalizers/sequence.ts";
import { stripAccents } from "../normalizers/strip-accents.ts";
import { Strip } from "../normalizers/strip.ts";
import { UnicodeForm } from "../normalizers/unicode-forms.ts";
import { readPattern } from "../patterns/read-pattern.ts";
import { byType, type Fields } from "./fields.ts";

export function readNormalizer(step: Fields): Normalizer {
  return byType<Normalizer>(step, {
    NFC: () => new UnicodeForm("NFC"),
    NFD: () => new UnicodeForm("NFD"),
    NFKC: () => new UnicodeForm("NFKC"),
    NFKD: () => new UnicodeForm("NFKD"),
    Lowercase: () => new Lowercase(),
    Strip: (strip) => new Strip(strip.flag("strip_left"), strip.flag("strip_right")),
    StripAccents: () => stripAccents(),
    Replace: (replace) => new Replace(readPattern(replace), replace.text("content")),
    Prepend: (prepend) => new Prepend(prepend.text("prepend")),
    BertNormalizer: readBert,
    Precompiled: (map) => new Precompiled(map.bytes("precompiled_charsmap"), map.placeOf("precompiled_charsmap")),
    Nmt: () => new Nmt(),
    ByteLevel: () => new ByteLevelNormalizer(),
    Sequence: (sequence) => new NormalizerSequence(sequence.objects("normalizers").map(readNormalizer)),
  });
}

function readBert(bert: Fields): BertNormalizer {
  const lowercases = bert.flag("lowercase");
  return new BertNormalizer({
    cleansText: bert.flag("clean_text"),
    handlesChinese: bert.flag("handle_chinese_chars"),
    stripsAccents: bert.flag("strip_accents", lowercases),
    lowercases,
  });
}
