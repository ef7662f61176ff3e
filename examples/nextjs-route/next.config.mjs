import { join } from "node:path";

// oxlint-disable-next-line import/no-default-export -- what Next.js reads
export default {
  // The packages are links into this repository, which Turbopack has to be allowed to read. An installed one needs nothing.
  turbopack: { root: join(import.meta.dirname, "../..") },
};
