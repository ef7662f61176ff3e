export { trainBpe } from "./train-bpe.ts";
export type { TrainCheckpoint, TrainingText, TrainOptions, TrainProgress } from "./train-options.ts";
