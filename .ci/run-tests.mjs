// Finds the test files itself: `node --test` on Node 20 passes with zero files when it is given none.
// `npm test` runs *.test.ts; `npm run test:data -- DIR` runs *.data.ts, which read the real logs and tables in DIR.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const args = process.argv.slice(2);
const data = args[0] === '--data';
if (data) args.shift();
const env = { ...process.env };
if (data) {
  const dir = args.shift();
  if (!dir || !existsSync(dir)) {
    console.error(`test:data needs the folder of the real logs and tables: npm run test:data -- DIR${dir ? ` (${dir} does not exist)` : ''}`);
    process.exit(2);
  }
  env.DESKSIM_DATA = resolve(dir);
}
const only = args.filter((a) => !a.startsWith('-'));
const suffix = data ? '.data.ts' : '.test.ts';
const files = ['runtime', 'simulator', 'scenarios', 'reports']
  .flatMap((d) => readdirSync(d, { recursive: true }).map((f) => `${d}/${f}`))
  .filter((f) => f.endsWith(suffix) && (only.length === 0 || only.some((o) => f.includes(o))));
if (files.length === 0) {
  console.error(`no ${suffix} file found: a test run without tests fails`);
  process.exit(1);
}
const flags = args.filter((a) => a.startsWith('-'));
process.exit(spawnSync(process.execPath, ['--import', 'tsx', '--test', '--test-concurrency=2', ...flags, ...files], { stdio: 'inherit', env }).status ?? 1);
