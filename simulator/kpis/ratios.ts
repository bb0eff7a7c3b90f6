import type { Scenario } from '../scenario/scenario.js';
import type { KpiId } from './definitions.js';
import { SCALAR, type Layout, type ScalarName } from './layout.js';
import { REFUSAL_CODES } from './refusal-codes.js';

/** One replication's part of a KPI: the value is the sum of numerators / the sum of denominators. */
export interface Ratio {
  readonly num: number;
  readonly den: number;
  /** What was counted, where that is not the denominator: a KPI with no samples says nothing. */
  readonly samples: number;
}

/** The part of one KPI in one block of `values`. */
export function ratioOf(id: KpiId, scenario: Scenario, layout: Layout, values: Float64Array, block: number): Ratio {
  const offset = block * layout.blockLength;
  const at = (name: ScalarName): number => values[offset + SCALAR[name]]!;
  const formula = FORMULAS[id];
  if (formula === undefined) return eachRun(values[offset + layout.refusals + codeIndex(id)]!, at('sendsAccepted') + at('sendsRefused'));
  return formula(at, scenario);
}

/** Whether the denominator counts things (tickets, replies), so that a share is a proportion of them. */
export function countsThings(id: KpiId): boolean {
  return !OVER_TIME.has(id) && !ONCE_A_RUN.has(id);
}

type At = (name: ScalarName) => number;
type Formula = (at: At, scenario: Scenario) => Ratio;

const of = (num: number, den: number): Ratio => ({ num, den, samples: den });
/** A total of the run: divided by the number of replications. */
const eachRun = (num: number, samples = 1): Ratio => ({ num, den: 1, samples });
/** A quantity over time; one run is one sample of it. */
const overTime = (num: number, den: number): Ratio => ({ num, den, samples: den > 0 ? 1 : 0 });

const OVER_TIME: ReadonlySet<KpiId> = new Set([
  'backlog', 'backlogOnUs', 'backlogOnCustomer', 'occupancy', 'occupancyAnyChat', 'occupancySlots', 'utilisation',
]);

/** One figure for each replication. */
const ONCE_A_RUN: ReadonlySet<KpiId> = new Set(['tierHeadroom', 'tierHeadroomMin', 'longestHold', 'firstTierRaise', 'secondTierRaise']);

const FORMULAS: Readonly<Partial<Record<KpiId, Formula>>> & Readonly<Record<Exclude<KpiId, `refusals${number}`>, Formula>> = {
  arrivals: (at) => eachRun(at('opened')),
  firstResponse: (at) => of(at('firstResponseMs'), at('answered')),
  anyResponse: (at) => of(at('firstResponseMs'), at('answered')),
  slotWait: (at) => of(at('slotWaitMs'), at('handled')),
  responseTime: (at) => of(at('responseMs'), at('replies')),
  resolution: (at) => of(at('resolutionMs'), at('resolved')),
  lastResolution: (at) => of(at('lastResolutionMs'), at('lastResolved')),
  firstResponseSla: (at) => of(at('firstMet'), at('firstMet') + at('firstBreached')),
  resolutionSla: (at) => of(at('resolutionMet'), at('resolutionMet') + at('resolutionBreached')),
  serviceLevel: (at) => of(at('inTime'), at('opened') - at('leftInTime') - at('notDue')),
  serviceLevelAll: (at) => of(at('inTime'), at('opened') - at('notDue')),
  serviceLevelServed: (at) => of(at('inTime'), at('answered')),
  unanswered: (at) => of(at('unanswered'), at('opened')),
  abandonment: (at) => of(at('withdrawn') + at('leftSilently'), at('opened')),
  abandonmentAloud: (at) => of(at('withdrawn'), at('opened')),
  abandonmentSilent: (at) => of(at('leftSilently'), at('opened')),
  abandonmentExpired: (at) => of(at('expiredUnanswered'), at('opened')),
  backlog: (at, scenario) => overTime(at('backlogMs'), scenario.lastsMs),
  backlogOnUs: (at, scenario) => overTime(at('backlogOnUsMs'), scenario.lastsMs),
  backlogOnCustomer: (at, scenario) => overTime(at('backlogMs') - at('backlogOnUsMs'), scenario.lastsMs),
  occupancy: (at) => overTime(at('workMs'), at('availableMs') + at('ghostMs')),
  occupancyAnyChat: (at) => overTime(at('withChatMs'), at('availableMs')),
  occupancySlots: (at) => overTime(at('openChatsMs'), at('openSlotsMs')),
  utilisation: (at) => overTime(at('workMs'), at('paidMs')),
  reopenRate: (at) => of(at('reopened'), at('reopenable')),
  transferRate: (at) => of(at('transferred'), at('handled')),
  escalationRate: (at) => of(at('escalated'), at('handled')),
  resolvedByTime: (at) => of(at('resolvedByTime'), at('lastResolved')),
  windowExpiry: (at) => of(at('expired'), at('opened')),
  sends: (at) => eachRun(at('sendsAccepted')),
  sendsOutsideWindow: (at) => eachRun(at('sendsOutsideWindow'), at('sendsAccepted') + at('sendsRefused')),
  sendsDropped: (at) => eachRun(at('sendsDropped')),
  refusals: (at) => eachRun(at('sendsRefused') + at('sendsFailed'), at('sendsAccepted') + at('sendsRefused')),
  tierHeadroom: (at) => of(at('headroom'), at('headroomSends')),
  longestHold: (at) => of(at('longestHoldMs'), at('sendsAccepted') > 0 ? 1 : 0),
  firstTierRaise: (at) => of(at('firstRaiseMs'), at('raises') > 0 ? 1 : 0),
  secondTierRaise: (at) => of(at('secondRaiseMs'), at('raises') > 1 ? 1 : 0),
  tierHeadroomMin: (at) => of(at('headroomSends') > 0 ? at('headroomMin') : 0, at('headroomSends') > 0 ? 1 : 0),
  messageFees: (at) => eachRun(at('feeMicroUsd') / MICRO),
  // Without a wage it would be the fees alone, under a wrong name.
  costPerResolution: (at) => of(at('paidCost') + at('feeMicroUsd') / MICRO, at('paidCost') > 0 ? at('resolvedByAgent') : 0),
  fairnessJain: (at) => of(at('jain'), at('fairnessAgents')),
  fairnessGini: (at) => of(at('gini'), at('fairnessAgents')),
  phoneFirstResponse: (at) => of(at('phoneFirstResponseMs'), at('phoneAnswered')),
  customerServed: (at) => of(at('served'), at('customers')),
};

const MICRO = 1_000_000;

function codeIndex(id: KpiId): number {
  return REFUSAL_CODES.findIndex((code) => id === `refusals${code}`);
}
