import type { Ask } from '../runtime/intent.js';
import type { Ms } from '../runtime/units.js';
import type { World } from './world.js';

/** A way to the platform: answers an ask with the message id, or minus the platform's error code. */
export interface Door {
  ask(now: Ms, ask: Ask): Promise<number>;
}

/** Asks between two turns of the event loop: a loop that never yields makes interception keep every request. */
const YIELD_EVERY = 50;

/**
 * Runs a world through a door, one ask in flight. Virtual time stands still while an ask is under way, so the journal
 * is the same as through the direct door.
 * @returns The number of asks that were sends (read receipts are not counted).
 */
export async function runThroughDoor(world: World, door: Door, maxSends = Infinity): Promise<number> {
  let sends = 0;
  let asked = 0;
  for (;;) {
    const step = world.step();
    if (step === 'done') return sends;
    if (step === 'entry') continue;
    const ask = world.pending!;
    world.answer(await door.ask(world.agenda.now, ask));
    if (++asked % YIELD_EVERY === 0) await new Promise((resolve) => setImmediate(resolve));
    if (!ask.readReceipt && ++sends >= maxSends) return sends;
  }
}

/** The same steps through the direct door. */
export function runDirectly(world: World, maxSends = Infinity): number {
  let sends = 0;
  for (;;) {
    const step = world.step();
    if (step === 'done') return sends;
    if (step === 'entry') continue;
    const ask = world.pending!;
    world.answer(world.ask(ask));
    if (!ask.readReceipt && ++sends >= maxSends) return sends;
  }
}
