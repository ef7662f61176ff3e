/** What a training knows its files by. */
import { expect, test } from "vitest";
import { describeFiles } from "../../../src/commands/train/training-file.ts";
import { scratchFolder } from "../../helpers/scratch-folder.ts";

const scratch = scratchFolder();

test("a file that is gone meanwhile is named in the error", async () => {
  const path = scratch.path("gone.txt");
  await expect(describeFiles([path])).rejects.toMatchObject({
    name: "CliError",
    message: expect.stringMatching(/cannot read .*gone\.txt: there is no such file/),
  });
});
