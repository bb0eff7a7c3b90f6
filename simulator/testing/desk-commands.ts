import fc from 'fast-check';
import { STATUS } from '../../runtime/facts.js';
import { NONE, DAY, HOUR, MINUTE, SECOND, type Ms } from '../../runtime/units.js';
import type { TinyDesk } from './tiny-desk.js';

/** One thing that happens to a desk, `afterMs` after the one before. What cannot be done at that moment is left undone. */
export type DeskCommand = { readonly afterMs: Ms } & (
  | { readonly does: 'write'; readonly contact: number; readonly number: number; readonly oldMs: Ms; readonly priority: 0 | 1 | 2 | 3; readonly vip: 0 | 1; readonly intent: number }
  | { readonly does: 'repeat'; readonly contact: number; readonly message: number }
  | { readonly does: 'withdraw'; readonly contact: number }
  | { readonly does: 'reply' | 'resolve' | 'transfer' | 'answerLast'; readonly nth: number }
  | { readonly does: 'signIn' | 'signOut' | 'pause' | 'resume'; readonly agent: number }
  | { readonly does: 'status'; readonly message: number; readonly status: number }
  | { readonly does: 'template'; readonly contact: number; readonly optedIn: boolean }
  | { readonly does: 'limit'; readonly tier: number }
);

export interface CommandOptions {
  readonly agents: number;
  readonly contacts?: number;
  readonly intents?: number;
  readonly numbers?: number;
  readonly maxCommands?: number;
}

/** Whole days on a desk: bursts, deadlines hit to the millisecond, comings and goings, late and repeated deliveries. */
export function deskCommands(options: CommandOptions): fc.Arbitrary<readonly DeskCommand[]> {
  const { agents, contacts = 5, intents = 2, numbers = 1, maxCommands = 60 } = options;
  const afterMs = fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 2 * MINUTE }) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 5 * HOUR }) },
    // The terms of the desk itself, so that commands fall on deadlines.
    { weight: 3, arbitrary: fc.constantFrom(SECOND, 60 * SECOND, 225 * SECOND, 5 * MINUTE, 15 * MINUTE, HOUR, 22 * HOUR, DAY, 2 * DAY, 3 * DAY) },
  );
  const contact = fc.nat(contacts - 1);
  const agent = fc.nat(agents - 1);
  const nth = fc.nat(7);
  const oldMs = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 * DAY }) });
  const command = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        does: fc.constant('write' as const), afterMs, contact, number: fc.nat(numbers - 1), oldMs,
        priority: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const), vip: fc.constantFrom(0 as const, 1 as const), intent: fc.nat(intents - 1),
      }),
    },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('repeat' as const), afterMs, contact, message: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('withdraw' as const), afterMs, contact }) },
    { weight: 8, arbitrary: fc.record({ does: fc.constantFrom('reply' as const, 'resolve' as const, 'transfer' as const, 'answerLast' as const), afterMs, nth }) },
    { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('signIn' as const, 'signOut' as const, 'pause' as const, 'resume' as const), afterMs, agent }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('status' as const), afterMs, message: fc.nat(5), status: fc.constantFrom(...Object.values(STATUS)) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('template' as const), afterMs, contact, optedIn: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('limit' as const), afterMs, tier: fc.integer({ min: 0, max: 4 }) }) },
  );
  return fc.array(command, { maxLength: maxCommands, size: 'max' });
}

/** Does one command. */
export function perform(desk: TinyDesk, command: DeskCommand): void {
  desk.later(command.afterMs);
  switch (command.does) {
    case 'write': {
      const { contact, number, priority, vip, intent, oldMs } = command;
      const timestampMs = Math.max(0, Math.floor((desk.now - oldMs) / SECOND) * SECOND);
      desk.writes(contact, { number, priority, vip, intent, timestampMs });
      return;
    }
    case 'repeat':
      if (command.message < desk.written) desk.writes(command.contact, { message: command.message });
      return;
    case 'withdraw':
      desk.withdraws(command.contact);
      return;
    case 'signIn':
      desk.signsIn(command.agent);
      return;
    case 'signOut':
      desk.signsOut(command.agent);
      return;
    case 'pause':
      desk.pauses(command.agent);
      return;
    case 'resume':
      desk.resumes(command.agent);
      return;
    case 'status':
      desk.hears(1_000_000 + command.message, command.status);
      return;
    case 'template':
      desk.sendsTemplate(command.contact, command.optedIn);
      return;
    case 'limit':
      desk.limit(command.tier);
      return;
    default:
      press(desk, command.does, command.nth);
  }
}

/** An agent presses a key on the nth ticket that has an agent. */
function press(desk: TinyDesk, key: 'reply' | 'resolve' | 'transfer' | 'answerLast', nth: number): void {
  const owned = desk.desk.liveTickets.filter((ticket) => ticket.agent !== NONE);
  const ticket = owned[nth % Math.max(1, owned.length)];
  if (ticket === undefined) return;
  const { agent, slot } = ticket;
  if (key === 'reply' || key === 'answerLast') desk.pressesReply(agent, slot);
  if (key === 'resolve' || key === 'answerLast') desk.pressesResolve(agent, slot);
  if (key === 'transfer') desk.pressesTransfer(agent, slot);
}
