// npm run profile [-- SCENARIO]: a flame graph of one replication on the main thread (clinic sees no worker threads),
// from compiled JavaScript, into reports/profile.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const folder = join('reports', 'profile');
const scenario = process.argv[2] ?? 'holiday-peak';
rmSync(folder, { recursive: true, force: true });
const clinic = join('node_modules', '.bin', process.platform === 'win32' ? 'clinic.cmd' : 'clinic');
const command = [process.execPath, 'dist/simulator/cli/main.js', 'run', scenario, '--reps', '1', '--workers', '0', '--no-door-check', '--quiet', '--set', 'goals=[] ', '--out', join(folder, 'run')];
// Without goals: one replication cannot judge any, and clinic takes "inconclusive" for a failure. (The blank keeps
// clinic from reading the bracket as its own.)
// Without NO_INSIGHT and without a terminal clinic exits with 0 and has done nothing.
const env = { ...process.env, NO_INSIGHT: '1', NO_UPDATE_NOTIFIER: '1' };
spawnSync(clinic, ['flame', '--open=false', '--dest', folder, '--', ...command], { stdio: 'inherit', env });
const reports = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.html')) : [];
if (reports.length === 0) {
  console.error('clinic wrote no report');
  process.exit(1);
}
console.log(`${join(folder, reports[0])}`);
