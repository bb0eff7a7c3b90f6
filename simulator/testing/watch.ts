import type { DeskConfig } from '../../runtime/desk-config.js';
import type { Desk } from '../../runtime/desk.js';
import type { FactSink } from '../../runtime/facts.js';
import type { Router } from '../../runtime/router.js';
import type { Ms } from '../../runtime/units.js';
import { Declines } from './declines.js';
import { INVARIANTS, type Invariant } from './invariants.js';
import { Project } from './project.js';
import { Violation } from './violation.js';

/**
 * Holds the invariants against a desk. Give it to the desk as a sink, let the desk ask `router` where one is watched,
 * and call `atRest` when a command and all that follows from it is over.
 */
export class Watch implements FactSink {
  readonly journal: Project;
  /** The router to give to the desk; null when none was given to watch. */
  readonly router: Declines | null;
  private readonly invariants: readonly Invariant[];
  private readonly wrong: string[] = [];

  constructor(config: DeskConfig, router: Router | null = null, invariants: readonly Invariant[] = INVARIANTS) {
    this.journal = new Project(config);
    this.router = router === null ? null : new Declines(router);
    this.invariants = invariants;
  }

  tell(kind: number, at: Ms, a: number, b: number, c: number): void {
    const fact = { kind, at, a, b, c };
    for (const { id, atFact } of this.invariants) for (const wrong of atFact?.(fact, this.journal) ?? []) this.wrong.push(`${id} at ${at} ms: ${wrong}`);
    this.journal.tell(kind, at, a, b, c);
  }

  /** Throws when something does not hold. */
  atRest(now: Ms, desk: Desk): void {
    for (const { id, atRest } of this.invariants) {
      for (const wrong of atRest?.(now, desk, this.journal, this.router) ?? []) this.wrong.push(`${id} at ${now} ms: ${wrong}`);
    }
    if (this.wrong.length > 0) throw new Violation(this.wrong.join('\n'));
  }
}
