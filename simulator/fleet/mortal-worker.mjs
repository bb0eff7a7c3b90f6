// A worker for the tests: it wraps the real one and dies, in mid-chunk, as often as its orders say.
// DESKSIM_TEST_DEATHS = {"folder": <an empty folder>, "deaths": {"<replication>": <times>}, "manner": "exit" | "throw" | "hang"}
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import runChunk from './worker.ts';

export default async function runMortalChunk(chunk) {
  const { folder, deaths, manner } = JSON.parse(process.env.DESKSIM_TEST_DEATHS);
  for (let replication = chunk.from; replication < chunk.from + chunk.count; replication++) {
    if (!mayDie(folder, replication, deaths[replication] ?? 0)) continue;
    await runChunk({ from: chunk.from, count: replication - chunk.from });
    if (manner === 'throw') throw new Error(`replication ${replication} is cursed`);
    if (manner === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
    process.exit(7);
  }
  return runChunk(chunk);
}

/** Threads forget when they die; files remember how often each replication was fatal. */
function mayDie(folder, replication, times) {
  for (let death = 0; death < times; death++) {
    try {
      writeFileSync(join(folder, `${replication}-${death}`), '', { flag: 'wx' });
      return true;
    } catch {
      // This death was died already.
    }
  }
  return false;
}
