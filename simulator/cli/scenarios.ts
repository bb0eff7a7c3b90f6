import { readFileSync } from 'node:fs';
import { parseScenario } from '../scenario/parse-scenario.js';
import { shippedScenarios } from './find-scenario.js';
import { EXIT } from './exit-codes.js';

/** The shipped scenarios, a line each. */
export function listScenarios(): number {
  const shipped = [...shippedScenarios()];
  const width = Math.max(...shipped.map(([name]) => name.length));
  for (const [name, path] of shipped) {
    const { scenario } = parseScenario(readFileSync(path, 'utf8'), name);
    process.stdout.write(`${name.padEnd(width)}  ${scenario?.about ?? 'has problems: desksim validate tells them'}\n`);
  }
  return EXIT.done;
}
