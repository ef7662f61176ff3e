/** Whether a model's ids are those of its SentencePiece model: some tokenizers of transformers change texts or ids. */
import { isRecord, shown, unsupported } from "../fields/fields.ts";

/** Those that add special tokens alone. */
const CLASSES = /^(?:Llama|CodeLlama|Gemma|T5|MT5|BigBird|Reformer)Tokenizer(?:Fast)?$/;
/** What the models are called whose ids are one more than those of the file, such as XLM-RoBERTa. */
const SHIFTED = "sentencepiece.bpe.model";

/**
 * @param file its name
 * @throws HfError HF_UNSUPPORTED_FILE
 */
export function checkSentencePieceClass(config: unknown, file: string): void {
  const tokenizer = isRecord(config) ? (config["tokenizer_class"] ?? undefined) : undefined;
  if (tokenizer === undefined ? file !== SHIFTED : typeof tokenizer === "string" && CLASSES.test(tokenizer)) return;
  throw unsupported(
    "config.tokenizer_class",
    `is ${shown(tokenizer)} next to ${file}: such a tokenizer may have different ids from that SentencePiece model. ` +
      "HfTokenizer.fromSentencePiece reads the model as sentencepiece does.",
    { file },
  );
}
