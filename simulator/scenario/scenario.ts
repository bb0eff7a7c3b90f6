import type { SlaTargets } from '../../runtime/desk-config.js';
import type { Ms } from '../../runtime/units.js';
import type { RuleOverrides } from '../cloud/rule-overrides.js';
import type { DistributionSpec } from '../distributions.js';

/**
 * A scenario as the simulation reads it: every duration in milliseconds, every instant counted from the start,
 * every share between 0 and 1, calendars resolved. Plain data: it crosses to worker threads by structured clone.
 */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  /** Dated rule set of the platform, e.g. `meta-2026-10`. */
  readonly ruleSet: string;
  /** Start of the run: epoch milliseconds of local midnight (or of the given time). */
  readonly startsAtEpochMs: number;
  readonly zone: string;
  /** Arrivals stop here; conversations may go on until `drainMs` later. */
  readonly lastsMs: Ms;
  readonly drainMs: Ms;
  /** Starts of the local days, and the end: 0, 24 h, ... (a day may have 23 or 25 hours). */
  readonly dayStartsMs: readonly Ms[];
  readonly arrivals: Arrivals;
  readonly campaigns: readonly Campaign[];
  readonly customers: Customers;
  readonly agents: readonly AgentPlan[];
  readonly teams: readonly string[];
  /** Of `costPerHour`, such as `EUR`; empty when the author named none. */
  readonly currency: string;
  readonly desk: DeskPlan;
  readonly platform: Platform;
  readonly network: Network;
  readonly goals: readonly Goal[];
  /** Every quantity the author left out, with the value taken: printed by `run`. */
  readonly assumed: readonly { readonly path: string; readonly value: string }[];
}

export interface Arrivals {
  /** Piecewise-constant forecast rate: piece i covers [boundsMs[i], boundsMs[i+1]). */
  readonly boundsMs: readonly Ms[];
  readonly perHour: readonly number[];
  /** Index into the days for each piece: all pieces of a day share its random factor. */
  readonly dayOf: readonly number[];
  /** Gamma day factor with mean 1; cv 0 switches it off. */
  readonly dayFactorCv: number;
  /** Surges nobody forecast: extra arrivals on top, reported apart from the goals. */
  readonly shocks: readonly { readonly fromMs: Ms; readonly toMs: Ms; readonly perHour: number; readonly why: string }[];
  /** Replayed arrivals; when present the rate above is empty. Columns of equal length, sorted by time. */
  readonly history: History | null;
}

export interface History {
  readonly atMs: Float64Array;
  /** Index into `customers.intents`; 255 where the history does not say: drawn by the shares. */
  readonly intent: Uint8Array;
  /** 1, 0, or 255 where the history does not say: drawn by `customers.vipShare`. */
  readonly vip: Uint8Array;
  /** Observed outcome for comparison: wait in ms, and 1 = abandoned, 0 = served; NaN/255 where unknown. */
  readonly observedWaitMs: Float64Array;
  readonly observedLeft: Uint8Array;
  /** Who waited longer than this counts as queued, observed and simulated alike. */
  readonly queuedAfterMs: Ms;
  /** Hours of the local clock to compare one by one, as [from, to) since midnight. */
  readonly comparedHoursMs: readonly [Ms, Ms];
  /** Told apart when observed and simulated are compared: what no model should be fitted to. */
  readonly exclude: readonly { readonly fromMs: Ms; readonly toMs: Ms }[];
}

export interface Campaign {
  readonly name: string;
  readonly atMs: Ms;
  readonly contacts: number;
  readonly category: 'marketing' | 'utility' | 'authentication';
  /** Share of recipients who opted in. */
  readonly optIn: number;
  /** Share of recipients who write back, and after how long. */
  readonly replyShare: number;
  readonly replyDelayMs: DistributionSpec;
  /** Shares of recipients who block or report the business on receiving it; left out: 0. */
  readonly blockShare?: number;
  readonly reportShare?: number;
}

export interface Customers {
  readonly intents: readonly { readonly name: string; readonly share: number }[];
  readonly languages: readonly { readonly name: string; readonly share: number }[];
  readonly vipShare: number;
  /** Share of customers whose first message comes from an ad that clicks to WhatsApp; left out: 0. */
  readonly fromAds?: number;
  /** Question-and-answer rounds of a conversation, at least 1 (rounded). */
  readonly exchanges: DistributionSpec;
  readonly burstSize: DistributionSpec;
  readonly burstGapMs: DistributionSpec;
  readonly replyDelayMs: DistributionSpec;
  /** How long a customer waits for an answer; null: for ever. */
  readonly patienceMs: DistributionSpec | null;
  /** Per intent, where it differs; same length as `intents`. */
  readonly patienceMsByIntent: readonly (DistributionSpec | null)[] | null;
  /** What ends the waiting: the blue ticks when an agent opens the chat, or the answer itself. */
  readonly patienceEnds: 'read' | 'reply';
  /** Whether patience also runs for later answers, or only for the first. */
  readonly patienceEvery: boolean;
  /** Share of leavers who say nothing (the desk works on a ghost). */
  readonly leaveSilently: number;
  readonly returns: { readonly share: number; readonly delayMs: DistributionSpec } | null;
  /** Agent work for one reply, by intent (same length as `intents`). */
  readonly workMs: readonly DistributionSpec[];
  /** Multiplies the work that begins in each hour of the run; left out: 1. */
  readonly workByHour?: readonly number[];
}

export interface AgentPlan {
  readonly name: string;
  readonly team: number;
  readonly slots: number;
  /** Indices into `customers.intents` and `customers.languages`; empty = all. */
  readonly skills: readonly number[];
  readonly languages: readonly number[];
  /** Multiplies work: 1 ordinary, 1.3 slower. */
  readonly pace: number;
  readonly costPerHour: number;
  readonly work: 'serial' | 'parallel';
  /** Lost each time the agent turns from one chat to another. */
  readonly switchMs: Ms;
  readonly shifts: readonly Shift[];
  /** Chance to miss a whole shift. */
  readonly absence: number;
  /** Left out or null: ready for the next chat as soon as there is room. */
  readonly readiness?: ReadinessPlan | null;
}

/** What lies between a reply and the next chat; see `people/readiness.ts`. */
export interface ReadinessPlan {
  /** Away from the desk after each reply. */
  readonly handoverMs: Ms;
  /** Share of agents ready at once when nobody waits for them after the handover. */
  readonly readyShare: number;
  /** How long callers wait for an agent who saw them waiting after the handover. */
  readonly pauseBusyMs: DistributionSpec;
  /** How long callers wait for an agent who saw nobody, and was not ready at once. */
  readonly pauseIdleMs: DistributionSpec;
}

export interface Shift {
  readonly fromMs: Ms;
  readonly toMs: Ms;
  readonly breaks: readonly { readonly fromMs: Ms; readonly toMs: Ms }[];
  /** So long before the end the agent begins to go home after a piece of work if somebody waits; 0 when left out. */
  readonly leavesEarlyMs?: Ms;
}

export interface DeskPlan {
  /** Built-in selector, or the path of a module that exports a router. */
  readonly select: 'leastRecent' | 'leastOpen' | 'skills' | (string & {});
  readonly ties: 'leastRecent' | 'listed';
  readonly requireSkill: boolean;
  readonly requireLanguage: boolean;
  readonly preferSkill: boolean;
  readonly preferLanguage: boolean;
  /** Head start in the waiting line, in ms of waiting, by priority low..urgent; vip adds its own. */
  readonly headStartMs: readonly [Ms, Ms, Ms, Ms];
  readonly vipHeadStartMs: Ms;
  readonly sla: readonly [SlaPolicy, SlaPolicy, SlaPolicy, SlaPolicy];
  /** VIP targets are multiplied by this. */
  readonly vipFactor: number;
  /** Share of tickets by priority low..urgent, drawn for each customer. */
  readonly priorityShares: readonly [number, number, number, number];
  /** Opening hours as [from, to) pairs; empty = always open. SLA clocks run in them. */
  readonly openMs: readonly (readonly [Ms, Ms])[];
  readonly pendingHoldsSlotMs: Ms;
  readonly autoResolveMs: Ms;
  readonly reopenMs: Ms;
  readonly closeMs: Ms;
  readonly graceMs: Ms;
  readonly markRead: boolean;
  /** Template sent when a reply comes too late for the window; null: the reply is dropped. */
  readonly reengage: boolean;
  readonly obeys: readonly ('window' | 'optIn' | 'pair' | 'throughput' | 'tier')[];
}

/** Targets of one priority; the desk reads them as they stand. */
export type SlaPolicy = SlaTargets;

export interface Platform {
  /** Portfolio messaging limit at the start: unique recipients outside a window in a moving 24 h; Infinity = unlimited. */
  readonly tier: number;
  readonly numbers: number;
  /** Messages a second for each number, in and out. */
  readonly mps: number;
  readonly qualityHigh: boolean;
  readonly market: string;
  /** Country of the business. Left out: the market. */
  readonly home?: string;
  /** Left out: true. Without one, what costs money fails. */
  readonly paymentMethod?: boolean;
  /** Rules of the platform that differ from the rule set's, by name. */
  readonly rules?: RuleOverrides;
}

export interface Network {
  /** `instant`: no latency and no status webhooks. */
  readonly instant: boolean;
  readonly inboundMs: DistributionSpec;
  readonly outboundMs: DistributionSpec;
  readonly webhookMs: DistributionSpec;
  readonly readShare: number;
  readonly readDelayMs: DistributionSpec;
  readonly faults: {
    readonly duplicate: number;
    readonly reorder: number;
    readonly delay: number;
    readonly delayMs: DistributionSpec;
    /** Storms: webhooks of this span are kept back and arrive together at its end. */
    readonly storms: readonly { readonly fromMs: Ms; readonly toMs: Ms }[];
  };
}

/** A goal as judged: `share` compares a share of samples within `withinMs`, `value` a KPI's value. */
export interface Goal {
  readonly text: string;
  readonly kpi: string;
  readonly kind: 'share' | 'value';
  readonly withinMs: Ms | null;
  readonly compare: '<=' | '>=' | '=' | '<' | '>';
  readonly target: number;
  /** Judge each interval of this length by itself. */
  readonly every: 'hour' | null;
}
