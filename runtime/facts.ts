import type { Ms } from './units.js';

/**
 * Every fact a desk can tell, once: its number and what its three columns hold.
 * A column named `...Ms` is a duration; all others are ids or small codes. Facts carry the durations that
 * happened (waits, ages), so that a collector needs no memory of tickets.
 */
export const FACTS = {
  messageReceived: { kind: 0, a: 'ticket', b: 'contact', c: 'message' },
  messageRepeated: { kind: 1, a: 'contact', b: 'message', c: '' },
  ticketOpened: { kind: 2, a: 'ticket', b: 'contact', c: 'class' }, // class = priority + 4 * vip + 8 * intent
  ticketQueued: { kind: 3, a: 'ticket', b: 'reason', c: 'ageMs' }, // reason: QUEUED
  ticketAssigned: { kind: 4, a: 'ticket', b: 'agent', c: 'waitMs' }, // since it entered the waiting line
  ticketUnassigned: { kind: 5, a: 'ticket', b: 'agent', c: 'reason' },
  firstReplied: { kind: 6, a: 'ticket', b: 'agent', c: 'waitMs' }, // first human reply - first inbound
  replied: { kind: 7, a: 'ticket', b: 'agent', c: 'responseMs' }, // since the first unanswered message
  slotReleased: { kind: 8, a: 'ticket', b: 'agent', c: '' }, // pending too long to hold a slot
  ticketResolved: { kind: 9, a: 'ticket', b: 'agent', c: 'ageMs' }, // agent NONE: resolved by time
  ticketReopened: { kind: 10, a: 'ticket', b: 'agent', c: 'sinceMs' },
  ticketClosed: { kind: 11, a: 'ticket', b: 'replies', c: 'ageMs' },
  ticketWithdrawn: { kind: 12, a: 'ticket', b: 'contact', c: 'waitMs' }, // the customer left aloud
  slaWarned: { kind: 13, a: 'ticket', b: 'clock', c: 'ageMs' },
  slaBreached: { kind: 14, a: 'ticket', b: 'clock', c: 'ageMs' },
  slaMet: { kind: 15, a: 'ticket', b: 'clock', c: 'usedMs' },
  ticketEscalated: { kind: 16, a: 'ticket', b: 'level', c: 'ageMs' },
  windowOpened: { kind: 17, a: 'contact', b: 'number', c: '' },
  windowWarned: { kind: 18, a: 'contact', b: 'ticket', c: 'leftMs' },
  windowClosed: { kind: 19, a: 'contact', b: 'ticket', c: 'waitingOnUs' }, // ticket NONE: nothing open
  agentSignedIn: { kind: 20, a: 'agent', b: 'slots', c: '' },
  agentSignedOut: { kind: 21, a: 'agent', b: 'open', c: '' },
  agentPaused: { kind: 22, a: 'agent', b: 'open', c: '' },
  agentResumed: { kind: 23, a: 'agent', b: '', c: '' },
  sendIntended: { kind: 24, a: 'intent', b: 'contact', c: 'kind' }, // kind: SEND_KIND
  sendAccepted: { kind: 25, a: 'intent', b: 'message', c: 'heldMs' },
  sendRefused: { kind: 26, a: 'intent', b: 'code', c: 'attempt' },
  sendHeld: { kind: 27, a: 'intent', b: 'rule', c: 'forMs' }, // rule: OBEDIENCE
  sendDropped: { kind: 28, a: 'intent', b: 'rule', c: '' },
  statusChanged: { kind: 29, a: 'message', b: 'status', c: 'code' }, // status: STATUS
  ticketTransferred: { kind: 30, a: 'ticket', b: 'from', c: 'to' },
  limitChanged: { kind: 31, a: 'limit', b: '', c: '' },
} as const satisfies Record<string, FactShape>;

export interface FactShape {
  readonly kind: number;
  readonly a: string;
  readonly b: string;
  readonly c: string;
}

export type FactName = keyof typeof FACTS;

/** SLA clocks, column `clock`. */
export const CLOCK = { firstResponse: 0, resolution: 1 } as const;
/** What left the desk, column `kind` of `sendIntended`. */
export const SEND_KIND = { reply: 0, template: 1, campaign: 2 } as const;
/** The rules an outbox may obey, column `rule`. */
export const OBEDIENCE = { window: 0, optIn: 1, pair: 2, throughput: 3, tier: 4 } as const;
/** Message statuses in their order; `failed` carries a code. */
export const STATUS = { accepted: 0, sent: 1, delivered: 2, read: 3, failed: 4 } as const;
/** Why a ticket stands in line. */
export const QUEUED = { noAgent: 0, agentLeft: 1, routerDeclined: 2, returned: 3 } as const;

/** Whoever listens to what happens. Called once for each fact, in order; must not call the desk. */
export interface FactSink {
  tell(kind: number, at: Ms, a: number, b: number, c: number): void;
}

export const silentSink: FactSink = { tell() {} };
