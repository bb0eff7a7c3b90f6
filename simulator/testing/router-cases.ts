import fc from 'fast-check';
import type { Router } from '../../runtime/router.js';
import { HOUR, MINUTE, NONE, SECOND, type Ms } from '../../runtime/units.js';
import { deskCommands, perform, type DeskCommand } from './desk-commands.js';
import { agentOf, tinyDesk, type TinyDesk, type TinyOptions } from './tiny-desk.js';
import { must } from './violation.js';
import { Watch } from './watch.js';

export interface RouterCase {
  readonly name: string;
  /** Throws when the router does not behave. */
  readonly run: () => void;
}

export interface RouterCasesOptions {
  readonly newRouter: () => Router;
  /** An exception to the contract needs a reason and a list of cases. */
  readonly skip?: readonly { readonly reason: string; readonly cases: readonly string[] }[];
}

/**
 * What every router must do, whichever agent it prefers. Loop over it with any test runner.
 *
 * @example for (const { name, run } of routerCases({ newRouter: () => router })) test(name, run);
 */
export function routerCases({ newRouter, skip = [] }: RouterCasesOptions): readonly RouterCase[] {
  const skipped = skip.flatMap(({ reason, cases }) => {
    must(reason !== '', 'a skipped case needs a reason');
    return cases;
  });
  const unknown = skipped.filter((name) => !CASES.some((one) => one.name === name));
  must(unknown.length === 0, `there is no case named ${unknown.map((name) => `"${name}"`).join(', ')}`);
  return CASES.filter(({ name }) => !skipped.includes(name)).map(({ name, run }) => ({ name, run: () => run(newRouter) }));
}

interface Case {
  readonly name: string;
  readonly run: (newRouter: () => Router) => void;
}

const CASES: readonly Case[] = [
  { name: 'gives a ticket to the agent who has room', run: givesToRoom },
  { name: 'lets a ticket wait while nobody is there, and gives it to whoever comes', run: waitsForSomebody },
  { name: 'lets a ticket wait when every slot is taken, and gives it to the slot that falls free', run: waitsForRoom },
  { name: 'names nobody who is on a break or has gone home', run: leavesTheAbsent },
  { name: 'names only agents who have the skill and the language', run: heedsNeeds },
  { name: 'serves the waiting line in its order', run: keepsTheOrder },
  { name: 'spreads tickets evenly over agents who are equals', run: spreadsEvenly },
  { name: 'lets nobody wait for ever behind urgent tickets', run: boundsTheWait },
  { name: 'answers the same questions in the same way', run: repeatsItself },
  { name: 'breaks no invariant on any day', run: breaksNothing },
];

function givesToRoom(newRouter: () => Router): void {
  const desk = tinyDesk({ router: newRouter(), agents: [{}, {}] });
  desk.at(SECOND).writes(1).writes(2);
  must(agentOf(desk, 1) !== NONE && agentOf(desk, 2) !== NONE, 'two agents had a slot each, and a ticket waits');
}

function waitsForSomebody(newRouter: () => Router): void {
  const desk = tinyDesk({ router: newRouter(), present: false, agents: [{}, {}] });
  desk.at(SECOND).writes(1).at(MINUTE).signsIn(1);
  must(agentOf(desk, 1) === 1, 'an agent came, and the ticket still waits');
}

function waitsForRoom(newRouter: () => Router): void {
  const desk = tinyDesk({ router: newRouter(), agents: [{ slots: 2 }] });
  desk.at(SECOND).writes(1).writes(2).writes(3).writes(4);
  must(agentOf(desk, 3) === NONE && agentOf(desk, 4) === NONE, 'an agent with two slots has more than two chats');
  desk.at(MINUTE).replies(0, 1).resolves(0, 1);
  must(agentOf(desk, 3) === 0, 'a slot fell free, and the first in line still waits');
  must(agentOf(desk, 4) === NONE, 'one slot fell free, and two tickets were given');
}

function leavesTheAbsent(newRouter: () => Router): void {
  const desk = tinyDesk({ router: newRouter(), agents: [{ slots: 9 }, { slots: 9 }, { slots: 9 }] });
  desk.at(SECOND).pauses(0).signsOut(2);
  for (let contact = 0; contact < 6; contact++) desk.later(SECOND).writes(contact);
  for (let contact = 0; contact < 6; contact++) must(agentOf(desk, contact) === 1, 'a ticket did not go to the only agent who is there');
}

function heedsNeeds(newRouter: () => Router): void {
  const agents = [{ skills: 1, languages: 1 }, { skills: 2, languages: 3 }, { skills: 3, languages: 2 }].map((agent) => ({ ...agent, slots: 2 }));
  const desk = tinyDesk({ router: newRouter(), agents, requireSkill: true, requireLanguage: true });
  desk.at(SECOND).writes(1, { intent: 1, language: 0 }).writes(2, { intent: 0, language: 1 }).writes(3, { intent: 5 });
  must(agentOf(desk, 1) === 1, 'only agent 1 has skill 1 and language 0');
  must(agentOf(desk, 2) === 2, 'only agent 2 has skill 0 and language 1');
  must(agentOf(desk, 3) === NONE, 'nobody has skill 5');
}

function keepsTheOrder(newRouter: () => Router): void {
  const desk = tinyDesk({ router: newRouter(), present: false });
  desk.at(SECOND).writes(1, { priority: 1 }).writes(2, { priority: 1 }).later(MINUTE).writes(3, { priority: 3 }).writes(4, { priority: 1 });
  desk.later(MINUTE).signsIn(0);
  const served: number[] = [];
  for (let i = 0; i < 4; i++) {
    const contact = desk.desk.liveTickets.find((ticket) => ticket.agent === 0)?.contact ?? NONE;
    served.push(contact);
    if (contact !== NONE) desk.later(MINUTE).replies(0, contact).resolves(0, contact);
  }
  must(served.join() === '3,1,2,4', `the line stood 3,1,2,4 and was served ${served.join()}`);
}

/** INV-16: the counts of equals who are there all the time differ by one at most, whatever pace tickets come at. */
function spreadsEvenly(newRouter: () => Router): void {
  for (const gapMs of [MINUTE, 0]) {
    for (const resolves of [true, false]) {
      const desk = tinyDesk({ router: newRouter(), agents: [{ slots: 12 }, { slots: 12 }, { slots: 12 }] });
      const counts = [0, 0, 0];
      for (let contact = 0; contact < 30; contact++) {
        desk.later(gapMs).writes(contact);
        const agent = agentOf(desk, contact);
        must(agent !== NONE, `ticket ${contact} waits beside agents with room`);
        counts[agent]!++;
        if (resolves) desk.replies(agent, contact).resolves(agent, contact);
        const spread = Math.max(...counts) - Math.min(...counts);
        must(spread <= 1, `after ${contact + 1} tickets, ${gapMs} ms apart, equal agents had ${counts.join(', ')}`);
      }
    }
  }
}

/** INV-19: a ticket is overtaken only by those that come within the difference of their head starts. */
function boundsTheWait(newRouter: () => Router): void {
  const desk = tinyDesk({ router: newRouter() });
  const [headStartMs, workMs] = [desk.config.headStartMs[3], 10 * MINUTE];
  desk.at(SECOND).writes(0, { priority: 3 }).writes(1, { priority: 0 });
  let servedAt: Ms = NONE;
  for (let contact = 2; servedAt === NONE && desk.now < 10 * HOUR; contact++) {
    desk.writes(contact, { priority: 3 }).later(workMs);
    const present = desk.desk.liveTickets.find((ticket) => ticket.agent === 0);
    must(present !== undefined, 'the agent is idle beside a line');
    desk.replies(0, present.contact).resolves(0, present.contact);
    if (agentOf(desk, 1) === 0) servedAt = desk.now;
  }
  must(servedAt !== NONE, 'a low ticket waited ten hours while urgent ones came and went');
  must(servedAt <= headStartMs + 3 * workMs, `a low ticket waited ${servedAt} ms; urgent ones have a head start of ${headStartMs} ms`);
}

function repeatsItself(newRouter: () => Router): void {
  for (const commands of days(4, 3)) {
    const [first, second] = [dayOf(newRouter(), commands, ONE_DESK), dayOf(newRouter(), commands, ONE_DESK)];
    must(first.lines().join('\n') === second.lines().join('\n'), 'two fresh routers told the same day in two ways');
  }
}

function breaksNothing(newRouter: () => Router): void {
  for (const commands of days(30, 4)) dayOf(newRouter(), commands, ONE_DESK);
}

const ONE_DESK: TinyOptions = {
  agents: [{ slots: 1, skills: 1 }, { slots: 2 }, { slots: 3, languages: 1 }, { skills: 2 }],
  requireSkill: true,
};

/** The same days for everybody who is compared. */
function days(count: number, seed: number): readonly (readonly DeskCommand[])[] {
  return fc.sample(deskCommands({ agents: 4, contacts: 8, maxCommands: 80 }), { numRuns: count, seed });
}

function dayOf(router: Router, commands: readonly DeskCommand[], options: TinyOptions): TinyDesk {
  const config = tinyDesk(options).config;
  const watch = new Watch(config, router);
  const desk = tinyDesk({ ...options, router: watch.router!, sinks: [watch] });
  desk.settled = (now) => watch.atRest(now, desk.desk);
  for (const command of commands) perform(desk, command);
  desk.runUntil(desk.now + 4 * 24 * HOUR);
  return desk;
}
