/** The types of `gpt-tokenizer/modelTypes` that describe a model: what `estimateCost` takes. No model is described here. */

/** What goes into a model or comes out. */
export type Modality = "audio" | "image" | "text" | "video";

/** An endpoint of OpenAI's API. */
export type Endpoint =
  | "assistants"
  | "batch"
  | "chat_completions"
  | "completions"
  | "embeddings"
  | "fine_tuning"
  | "image_edit"
  | "image_generation"
  | "moderation"
  | "realtime"
  | "realtime_transcription"
  | "realtime_translation"
  | "responses"
  | "speech_generation"
  | "transcription"
  | "translation"
  | "videos";

/** What a model can be asked for. */
export type Feature =
  | "agents"
  | "distillation"
  | "evals"
  | "file_search"
  | "file_uploads"
  | "fine_tuning"
  | "function_calling"
  | "image_generation"
  | "image_input"
  | "inpainting"
  | "mcp"
  | "predicted_outputs"
  | "prompt_caching"
  | "stored_completions"
  | "streaming"
  | "structured_outputs"
  | "system_messages"
  | "web_search";

/** Another name for `Feature`. */
export type SupportedFeature = Feature;

/** A tool that a model can use. */
export type SupportedTool =
  | "apply_patch"
  | "code_interpreter"
  | "computer_use"
  | "file_search"
  | "function_calling"
  | "hosted_shell"
  | "image_generation"
  | "mcp"
  | "skills"
  | "tool_search"
  | "web_search";

/** What goes into a model, and what comes out. */
export interface Modalities {
  input: Modality[];
  output: Modality[];
}

/** Prices for a million tokens, or what some tokens cost. */
export interface PriceData {
  main?: {
    input?: number;
    output?: number;
    cached_input?: number;
    cached_output?: number;
  };
  batch?: {
    input?: number;
    output?: number;
    cached_input?: number;
    cached_output?: number;
  };
}

/** A model as the caller describes it; only `name`, `price_data` and `supported_features` are read here. */
export interface ModelSpec {
  name: string;
  slug?: string;
  performance?: number;
  latency?: number;
  modalities: Modalities;
  context_window?: number;
  max_input_tokens?: number;
  max_output_tokens?: number;
  knowledge_cutoff?: Date;
  supported_endpoints: Endpoint[];
  supported_features?: Feature[];
  supported_tools?: SupportedTool[];
  reasoning_tokens?: boolean;
  price_data?: PriceData;
  current_snapshot?: string;
  deprecated?: boolean;
}
