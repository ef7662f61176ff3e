export { HubServer, TOKEN } from "./hub-server.ts";
export { COMMIT, OLDER, smallModel, TOKENIZER } from "./small-model.ts";
