import type { Reporter } from "vitest/reporters";

export interface EndReporterSettings {
  /** Files are named relative to it. */
  readonly root: string;
  /** Where the names of the skipped tests are written. */
  readonly listFile: string;
  /** Whether a file of which every test was skipped is only listed, and no failure. */
  readonly mayBeSkipped: boolean;
}

export declare function endReporter(settings: EndReporterSettings): Reporter;
