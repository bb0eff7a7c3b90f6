import type { Ms } from '../../runtime/units.js';

/** One rule of the platform: its value, and how we know. */
export interface Rule<T> {
  readonly value: T;
  /** `documented`: the platform says so. `assumed`: our reading, where it says nothing or sources differ. */
  readonly basis: 'documented' | 'assumed';
  /** Keys of sources.ts. */
  readonly source: string;
}

/** How the platform treated a business from one date on. A knob holds what the platform does, never what a scenario wants. */
export interface RuleSet {
  readonly name: string;
  /** First day on which all of it was in force, ISO date. */
  readonly since: string;

  /** Who owns a messaging limit. */
  readonly limitScope: Rule<'portfolio' | 'number'>;
  /** Unique recipients outside a window in a moving 24 h, ascending. */
  readonly limitSteps: Rule<readonly number[]>;
  /** Way out of the first step: as many unique recipients within this time. */
  readonly firstRaise: Rule<{ readonly from: number; readonly users: number; readonly withinMs: Ms }>;
  /** Further steps: this share of the current limit used within this time, at high quality. */
  readonly raise: Rule<{ readonly share: number; readonly withinMs: Ms }>;
  readonly raiseDelayMs: Rule<Ms>;
  /** Error of a message past the limit. */
  readonly limitCode: Rule<number>;

  /** Customer service window, from the platform's timestamp of the last inbound message. */
  readonly windowMs: Rule<Ms>;
  readonly pair: Rule<{ readonly intervalMs: Ms; readonly burst: number }>;
  /** `refill`: a token bucket. `debt`: after a burst of N nothing passes until N intervals are over. */
  readonly pairReading: Rule<'refill' | 'debt'>;

  /** What a fee is charged for: each delivered message, or each 24-h conversation and category. */
  readonly chargedFor: Rule<'message' | 'conversation'>;
  /** Free-form messages, free of charge for each number and calendar month (UTC); Infinity: never charged. */
  readonly freeServiceMessages: Rule<number>;
  readonly utilityFreeInWindow: Rule<boolean>;

  /** Markets where marketing templates are not delivered. */
  readonly noMarketingIn: Rule<readonly string[]>;
  /** Share of marketing messages stopped by the recipient's cap over all businesses. */
  readonly marketingCapShare: Rule<number>;
  /** Share of customers whose number has no WhatsApp. */
  readonly undeliverableShare: Rule<number>;
}
