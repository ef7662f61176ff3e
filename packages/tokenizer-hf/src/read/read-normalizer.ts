/** The normalizer of a file. */
import { byType, type Fields } from "../fields/fields.ts";
import { BertNormalizer } from "../normalizers/bert.ts";
import { Nmt } from "../normalizers/nmt.ts";
import type { Normalizer } from "../normalizers/normalizer.ts";
import { Precompiled } from "../normalizers/precompiled.ts";
import { commonNormalizers } from "./common-steps.ts";

export function readNormalizer(step: Fields): Normalizer {
  return byType<Normalizer>(step, {
    ...commonNormalizers(readNormalizer),
    BertNormalizer: readBert,
    Precompiled: (map) => new Precompiled(map.bytes("precompiled_charsmap"), map.placeOf("precompiled_charsmap")),
    Nmt: () => new Nmt(),
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
