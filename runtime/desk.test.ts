import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { deskCommands, perform, type DeskCommand } from '../simulator/testing/desk-commands.js';
import { holds } from '../simulator/testing/seed.js';
import { tinyDesk, type TinyDesk, type TinyOptions } from '../simulator/testing/tiny-desk.js';
import { Watch } from '../simulator/testing/watch.js';
import { OBEDIENCE, SEND_KIND } from './facts.js';
import { createSelector } from './routers/selectors.js';
import type { Router } from './router.js';
import { DAY, HOUR, MINUTE, NONE, SECOND } from './units.js';

const RUNS = 250;
const DESKS: Readonly<Record<string, TinyOptions>> = {
  'an ordinary desk': { agents: [{ slots: 1 }, { slots: 2 }, { slots: 3 }] },
  'a desk of specialists': {
    agents: [{ slots: 2, skills: 0b01 }, { slots: 2, skills: 0b10, languages: 0b1 }, { slots: 1, skills: 0b11 }],
    requireSkill: true,
    requireLanguage: true,
    router: createSelector('skills', 'leastRecent'),
  },
  'a desk with opening hours, two numbers and short terms': {
    agents: [{ slots: 1 }, { slots: 1 }, { slots: 4 }],
    numbers: 2,
    openMs: Array.from({ length: 60 }, (_, day) => [day * DAY + 9 * HOUR, day * DAY + 17 * HOUR] as const),
    closeMs: HOUR,
    autoResolveMs: 5 * HOUR,
    router: createSelector('leastOpen', 'listed'),
  },
  'a desk under tight limits': { agents: [{ slots: 9 }, { slots: 9 }, { slots: 9 }], mps: 1, tier: 1, pendingHoldsSlotMs: DAY },
  'a desk that forgets nothing and keeps slots for ever': { agents: [{}, {}, {}], forgets: false, pendingHoldsSlotMs: Infinity, windowWarnMs: [], reengage: false },
};

for (const [name, options] of Object.entries(DESKS)) {
  test(`${name} keeps every invariant, and its journal tells its state, after every command (law 3, law 4)`, () => {
    const commands = deskCommands({ agents: 3, contacts: 6, numbers: options.numbers ?? 1 });
    holds(process.env, RUNS, fc.property(commands, (all) => void day(options, all)));
  });
}

test('a platform that refuses at random breaks no invariant', () => {
  const answers = fc.infiniteStream(fc.constantFrom(0, 0, 130429, 131056, 131047, 131026));
  const commands = deskCommands({ agents: 2, contacts: 3, maxCommands: 40 });
  holds(process.env, RUNS, fc.property(commands, answers, (all, codes) => {
    const desk = watched({ agents: [{ slots: 3 }, { slots: 3 }], tier: 2 });
    let id = 1_000_000;
    desk.answer = () => -(codes.next().value ?? 0) || id++;
    play(desk, all);
  }));
});

test('a router that lets tickets wait as it likes is held to nothing but its answers', () => {
  const commands = deskCommands({ agents: 2, contacts: 5, maxCommands: 40 });
  holds(process.env, RUNS, fc.property(commands, fc.nat(6), (all, mood) => {
    const plain = createSelector('leastOpen', 'leastRecent');
    const moody: Router = {
      name: 'moody',
      selectAgent: (ticket, desk) => ((ticket.number + mood) % 3 === 0 ? NONE : plain.selectAgent(ticket, desk)),
      selectTicket: (agent, desk) => ((desk.waitingCount + mood) % 3 === 0 ? NONE : plain.selectTicket(agent, desk)),
    };
    day({ agents: [{ slots: 2 }, { slots: 1 }], router: moody }, all);
  }));
});

test('no free-form message leaves after its window, whatever holds it up (INV-36)', () => {
  const writes = fc.array(fc.record({ contact: fc.nat(3), afterMs: fc.constantFrom(0, 0, 300, SECOND), replies: fc.integer({ min: 1, max: 20 }) }), { maxLength: 8 });
  holds(process.env, 100, fc.property(writes, (all) => {
    const desk = tinyDesk({ agents: [{ slots: 9 }], mps: 2, autoResolveMs: 9 * DAY, obeys: (1 << OBEDIENCE.window) | (1 << OBEDIENCE.throughput) });
    for (const { contact, afterMs } of all) desk.later(afterMs).writes(contact);
    desk.at(DAY - 5 * SECOND);
    for (const { contact, afterMs, replies } of all) for (let i = 0; i < replies; i++) desk.later(afterMs / 4).replies(0, contact);
    desk.runUntil(desk.now + 10 * MINUTE);
    for (const { at, contact, kind } of desk.asks) if (kind === SEND_KIND.reply) assert.ok(at < desk.lastInbound.get(contact)! + DAY);
  }));
});

test('the same commands tell the same journal', () => {
  const [commands] = fc.sample(deskCommands({ agents: 3, maxCommands: 200 }), { numRuns: 1, seed: 5 });
  const [one, other] = [day({ agents: [{}, {}, {}] }, commands!), day({ agents: [{}, {}, {}] }, commands!)];
  assert.deepEqual(one.lines(), other.lines());
});

function day(options: TinyOptions, commands: readonly DeskCommand[]): TinyDesk {
  return play(watched(options), commands);
}

function watched(options: TinyOptions): TinyDesk {
  const watch = new Watch(tinyDesk(options).config, options.router ?? createSelector('leastRecent', 'leastRecent'));
  const desk = tinyDesk({ ...options, router: watch.router!, sinks: [watch] });
  desk.settled = (now) => watch.atRest(now, desk.desk);
  return desk;
}

/** All commands, and then the days it takes until nothing is left to happen. */
function play(desk: TinyDesk, commands: readonly DeskCommand[]): TinyDesk {
  for (const command of commands) perform(desk, command);
  return desk.runUntil(desk.now + 5 * DAY);
}
