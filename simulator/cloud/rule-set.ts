import type { Ms } from '../../runtime/units.js';
import type { QualityRule } from './signal-meter.js';

/** One rule of the platform: its value, and how we know. */
export interface Rule<T> {
  readonly value: T;
  /** `documented`: the platform says so. `assumed`: our reading, where it says nothing or sources differ. `given`: a scenario or a test says so. */
  readonly basis: 'documented' | 'assumed' | 'given';
  /** Keys of sources.ts. */
  readonly source: string;
}

/**
 * How the platform treated a business from one date on. A knob holds what the platform does, never what a scenario wants;
 * KNOBS says in a sentence what each is, `override` changes them one by one.
 */
export interface RuleSet extends LimitRules, RateRules, TemplateRules, MarketingRules, PriceRules, WireRules {
  readonly name: string;
  /** First day on which all of it was in force, ISO date. */
  readonly since: string;
}

interface LimitRules {
  readonly limitScope: Rule<'portfolio' | 'number'>;
  readonly limitSteps: Rule<readonly number[]>;
  readonly firstRaise: Rule<{ readonly from: number; readonly users: number; readonly withinMs: Ms }>;
  readonly raise: Rule<{ readonly share: number; readonly withinMs: Ms }>;
  readonly raiseDelayMs: Rule<Ms>;
  readonly limitCode: Rule<number>;
  readonly countedAt: Rule<'accepted' | 'delivered'>;
  readonly lowerAfterMs: Rule<Ms>;
  readonly numberQuality: Rule<QualityRule>;
  readonly enforcement: Rule<{ readonly reportShare: number; readonly everyMs: Ms; readonly templatesMs: readonly Ms[]; readonly everythingMs: readonly Ms[] }>;
}

interface RateRules {
  readonly throughput: Rule<{ readonly standardMps: number; readonly highMps: number; readonly coexistenceMps: number }>;
  readonly upgrade: Rule<{ readonly users: number; readonly withinMs: Ms; readonly closedMs: Ms }>;
  readonly pair: Rule<{ readonly intervalMs: Ms; readonly burst: number }>;
  readonly pairReading: Rule<'refill' | 'debt'>;
  readonly pairRefusalCounts: Rule<boolean>;
  readonly windowMs: Rule<Ms>;
  readonly entryPoint: Rule<{ readonly answerWithinMs: Ms; readonly lastsMs: Ms }>;
  readonly registrations: Rule<{ readonly count: number; readonly withinMs: Ms; readonly blockedMs: Ms }>;
  readonly managementCalls: Rule<{ readonly perHour: number; readonly perHourActive: number }>;
}

interface TemplateRules {
  readonly reviewMs: Rule<Ms>;
  readonly reviewRejects: Rule<number>;
  readonly templates: Rule<{ readonly stored: number; readonly storedVerified: number; readonly createdPerHour: number; readonly edits: number; readonly editsWithinMs: Ms; readonly editEveryMs: Ms }>;
  readonly templateQuality: Rule<QualityRule>;
  readonly templatePauseMs: Rule<readonly Ms[]>;
  readonly pacing: Rule<{ readonly messages: number; readonly verdictMs: Ms; readonly utilityForMs: Ms }>;
  readonly recategoriseAfterMs: Rule<Ms>;
  readonly misclassified: Rule<{ readonly templates: number; readonly withinMs: Ms; readonly blockedMs: Ms }>;
  readonly messageLife: Rule<{ readonly usualMs: Ms; readonly authenticationMs: Ms }>;
  readonly archive: Rule<{ readonly idleMs: Ms; readonly keptMs: Ms }>;
}

interface MarketingRules {
  readonly noMarketingIn: Rule<readonly string[]>;
  readonly marketingCap: Rule<{ readonly messages: number; readonly withinMs: Ms; readonly retryMs: Ms }>;
  readonly marketingCapShare: Rule<number>;
  readonly noCapIn: Rule<readonly string[]>;
  readonly undeliverableShare: Rule<number>;
}

interface PriceRules {
  readonly chargedFor: Rule<'message' | 'conversation'>;
  readonly freeServiceMessages: Rule<number>;
  readonly freeServiceScope: Rule<'number' | 'account'>;
  readonly accountUtcOffsetHours: Rule<number>;
  readonly utilityFreeInWindow: Rule<boolean>;
  readonly internationalRate: Rule<{ readonly messages: number; readonly withinMs: Ms; readonly noticeMs: Ms }>;
  readonly volumeTiers: Rule<readonly VolumeTier[]>;
  readonly unpaid: Rule<'afterFree' | 'atOnce' | 'never'>;
}

/** What the doors write; the engine does not read it. */
interface WireRules {
  readonly webhookVersion: Rule<number>;
  readonly webhookRetryMs: Rule<readonly Ms[]>;
  readonly webhookRetryForMs: Rule<Ms>;
  readonly webhookTimeoutMs: Rule<Ms>;
  readonly bsuids: Rule<boolean>;
  readonly usernameShare: Rule<number>;
  readonly numbersWithheld: Rule<boolean>;
  readonly numberShownForMs: Rule<Ms>;
  readonly qualityEvents: Rule<boolean>;
  readonly messageStatusFor: Rule<'templates' | 'all'>;
  readonly freeServiceType: Rule<'free_customer_service' | 'regular'>;
  readonly limitOnTheWire: Rule<'number' | 'tier'>;
  readonly internationalOnTheWire: Rule<'authentication-international' | 'authentication_international'>;
  readonly opensWindow: Rule<{ readonly reaction: boolean; readonly edit: boolean; readonly revoke: boolean }>;
  readonly waIds: Rule<'platform' | 'asDialled'>;
  readonly toWithoutPlus: Rule<'asItStands' | 'ofTheBusiness'>;
  readonly listBodyChars: Rule<number>;
  readonly flowCtaChars: Rule<number>;
  readonly contactsPerMessage: Rule<number>;
  readonly httpOf: Rule<Readonly<Record<string, number>>>;
  readonly channelOf: Rule<Readonly<Record<string, 'sync' | 'async' | 'both'>>>;
}

/** Beyond `after` charged messages of a calendar month, a message of the category costs `share` of the list price in the market. */
export interface VolumeTier {
  readonly market: string;
  readonly category: 'utility' | 'authentication';
  readonly after: number;
  readonly share: number;
}

/** The name of a rule. */
export type Knob = Exclude<keyof RuleSet, 'name' | 'since'>;
