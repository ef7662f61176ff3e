/** The post_processor of a file. */
import { byType, type Fields, invalidFile, isId, shown } from "../fields/fields.ts";
import { bertProcessor } from "../post-processors/bert.ts";
import type { Encoding } from "../post-processors/encoding.ts";
import type { PostProcessor } from "../post-processors/post-processor.ts";
import { roberta } from "../post-processors/roberta.ts";
import { template, type TemplatePiece } from "../post-processors/template.ts";
import { byteLevelProcessor } from "../post-processors/trim-offsets.ts";
import { readByteLevelFlags } from "./byte-level-flags.ts";

export function readPostProcessor(step: Fields): PostProcessor {
  return byType<PostProcessor>(step, {
    ByteLevel: (one) => {
      const { trims, addsSpace } = readByteLevelFlags(one);
      return byteLevelProcessor(trims, addsSpace);
    },
    RobertaProcessing: (one) =>
      roberta({
        cls: readToken(one, "cls"),
        sep: readToken(one, "sep"),
        trims: one.flag("trim_offsets"),
        addsSpace: one.flag("add_prefix_space"),
      }),
    BertProcessing: (one) => bertProcessor(readToken(one, "cls"), readToken(one, "sep")),
    TemplateProcessing: readTemplate,
    Sequence: (sequence) => inTurn(sequence.objects("processors").map(readPostProcessor)),
  });
}

function inTurn(steps: readonly PostProcessor[]): PostProcessor {
  return {
    process: (encodings, addsSpecial) =>
      steps.reduce<Encoding[]>((changed, one) => one.process(changed, addsSpecial), [...encodings]),
  };
}

function readToken(step: Fields, name: string): readonly [token: string, id: number] {
  const value = step.value(name);
  const [token, id] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof token === "string" && isId(id)) return [token, id];
  throw invalidFile(step.placeOf(name), `is ${shown(value)}; expected a token and its id, as ["</s>", 2].`);
}

function readTemplate(step: Fields): PostProcessor {
  const special = step.object("special_tokens");
  const read = (name: string): TemplatePiece[] => step.objects(name).map((piece) => readPiece(piece, special));
  const single = read("single");
  const other = single.findIndex((piece) => "sequence" in piece && piece.sequence === 1);
  if (other !== -1)
    throw invalidFile(`${step.placeOf("single")}[${other}]`, "has the sequence B, which a single text does not have.");
  return template(single, read("pair"));
}

function readPiece(piece: Fields, special: Fields): TemplatePiece {
  const sequence = piece.maybe("Sequence");
  if (sequence !== undefined)
    return { sequence: sequence.oneOf("id", ["A", "B"]) === "A" ? 0 : 1, typeId: sequence.count("type_id") };
  const token = piece.object("SpecialToken");
  const name = token.text("id");
  if (!special.has(name))
    throw invalidFile(token.placeOf("id"), `is ${shown(name)}, which special_tokens does not have.`);
  const { ids, tokens } = readSpecial(special.object(name));
  return { ids, tokens, typeId: token.count("type_id") };
}

function readSpecial(special: Fields): { ids: number[]; tokens: string[] } {
  const ids = special.list("ids");
  const tokens = special.list("tokens");
  const isFine = ids.length === tokens.length && ids.every(isId) && tokens.every((token) => typeof token === "string");
  if (isFine) return { ids: ids as number[], tokens: tokens as string[] };
  throw invalidFile(special.place, "has ids and tokens that are not lists of the same length.");
}
