import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The C reference of the benchmark models: compiled anew, run as a process of its own. */
export class Yardstick {
  private readonly binary: string;

  /** @param folder holds `c/desref.c`; needs gcc. Throws with the compiler's words when it does not compile. */
  constructor(folder: string) {
    this.binary = join(mkdtempSync(join(tmpdir(), 'desksim-bench-')), 'desref');
    const source = join(folder, 'c', 'desref.c');
    const compiled = spawnSync('gcc', ['-O3', '-march=native', source, '-lm', '-o', this.binary], { encoding: 'utf8' });
    if (compiled.status !== 0) throw new Error(`gcc could not compile ${source}: ${compiled.stderr || compiled.error?.message}`);
  }

  /** Its figures for one model: `evps` events a second, and KPIs. */
  run(model: 'a' | 'c' | 'l', size: number): Record<string, number> {
    const ran = spawnSync(this.binary, [model, String(size)], { encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(`the C reference failed on model ${model}: ${ran.stderr}`);
    return JSON.parse(ran.stdout);
  }

  /** Wall milliseconds of `processes` runs side by side. */
  async wallMs(model: 'a' | 'c', size: number, processes: number): Promise<number> {
    const start = performance.now();
    await Promise.all(
      Array.from({ length: processes }, () => new Promise<void>((resolve, reject) => {
        spawn(this.binary, [model, String(size)], { stdio: 'ignore' }).on('exit', () => resolve()).on('error', reject);
      })),
    );
    return performance.now() - start;
  }
}
