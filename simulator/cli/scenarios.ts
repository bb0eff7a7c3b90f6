import { readFileSync } from 'node:fs';
import { parseScenario } from '../scenario/parse-scenario.js';
import { shippedScenarios } from './find-scenario.js';
import { EXIT } from './exit-codes.js';
import { wrap } from './wrap.js';

/** The shipped scenarios, a line each; a narrower screen breaks the lines. @param screen columns; Infinity for a pipe */
export function listScenarios(screen: number): number {
  const shipped = [...shippedScenarios()];
  const width = Math.max(...shipped.map(([name]) => name.length)) + 2;
  for (const [name, path] of shipped) {
    const { scenario } = parseScenario(readFileSync(path, 'utf8'), name);
    const about = scenario?.about ?? 'has problems: desksim validate tells them';
    if (screen < 2 * width) process.stdout.write(`${name}\n${wrap(`  ${about}`, screen, 2)}\n`);
    else process.stdout.write(`${name.padEnd(width)}${wrap(' '.repeat(width) + about, screen, width).trimStart()}\n`);
  }
  return EXIT.done;
}
