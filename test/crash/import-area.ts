import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { areaFiles, type TestArea } from './area.ts';
import { runCommand } from './program.ts';

/** Loads the area into a fresh store as its owner would: by the command line. @throws Error for any bad row. */
export async function importArea(area: TestArea, env: NodeJS.ProcessEnv, folder: string): Promise<void> {
  const files = areaFiles(area);
  for (const kind of ['areas', 'officers', 'prelist'] as const) {
    const path = join(folder, `${kind}.csv`);
    await writeFile(path, files[kind]);
    await runCommand(['import', kind, path, '--strict'], env, folder);
  }
}
