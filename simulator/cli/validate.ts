import { EXIT, Stop } from './exit-codes.js';
import { findScenario } from './find-scenario.js';
import { loadScenario } from './load-scenario.js';
import { ruleSetTitle } from './rule-set-title.js';

/** Diagnostics only: stdout says which files are sound, stderr what is wrong with the others. */
export function validate(files: readonly string[]): number {
  let wrong = 0;
  for (const file of files) {
    try {
      const { warnings, shown, scenario } = loadScenario(findScenario(file));
      if (warnings !== '') process.stderr.write(`${warnings}\n\n`);
      process.stdout.write(`${shown}: sound (${scenario.name}, rules ${ruleSetTitle(scenario)})\n`);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      process.stderr.write(`${error.message}\n\n`);
      wrong++;
    }
  }
  return wrong === 0 ? EXIT.done : EXIT.usage;
}
