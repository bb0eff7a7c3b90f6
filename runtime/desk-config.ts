import type { AgentConfig } from './agent.js';
import { DAY, HOUR, MINUTE, NEVER, SECOND, type Ms } from './units.js';

/** What a desk is told before it opens. Times in ms, masks as bits. */
export interface DeskConfig {
  readonly agents: readonly AgentConfig[];
  /** Business numbers; a conversation belongs to one of them. */
  readonly numbers: number;
  /** Targets by priority low..urgent. */
  readonly sla: readonly [SlaTargets, SlaTargets, SlaTargets, SlaTargets];
  readonly vipFactor: number;
  /** Opening hours in which the SLA clocks run; empty = always. */
  readonly openMs: readonly (readonly [Ms, Ms])[];
  readonly headStartMs: readonly [Ms, Ms, Ms, Ms];
  readonly vipHeadStartMs: Ms;
  /** Added when the window of a waiting ticket is about to close. */
  readonly windowHeadStartMs: Ms;
  /** How long before its end a window is warned of, longest first. */
  readonly windowWarnMs: readonly Ms[];
  readonly requireSkill: boolean;
  readonly requireLanguage: boolean;
  readonly pendingHoldsSlotMs: Ms;
  readonly autoResolveMs: Ms;
  readonly reopenMs: Ms;
  readonly closeMs: Ms;
  readonly graceMs: Ms;
  readonly markRead: boolean;
  readonly reengage: boolean;
  /** Rules the outbox keeps by itself: bits 1 << OBEDIENCE.x. */
  readonly obeys: number;
  readonly tier: number;
  readonly mps: number;
  /** Forget a conversation once its ticket is closed and its window too. */
  readonly forgets: boolean;
  readonly salt: number;
}

export interface SlaTargets {
  readonly firstResponseMs: Ms;
  readonly resolutionMs: Ms;
  readonly escalateMs: Ms;
}

export const DEFAULT_SLA: DeskConfig['sla'] = [
  { firstResponseMs: 4 * HOUR, resolutionMs: 24 * HOUR, escalateMs: 8 * HOUR },
  { firstResponseMs: HOUR, resolutionMs: 8 * HOUR, escalateMs: 2 * HOUR },
  { firstResponseMs: 15 * MINUTE, resolutionMs: 4 * HOUR, escalateMs: 30 * MINUTE },
  { firstResponseMs: 5 * MINUTE, resolutionMs: HOUR, escalateMs: 10 * MINUTE },
];

export const DEFAULT_DESK: DeskConfig = {
  agents: [],
  numbers: 1,
  sla: DEFAULT_SLA,
  vipFactor: 0.5,
  openMs: [],
  headStartMs: [0, 10 * MINUTE, 30 * MINUTE, 2 * HOUR],
  vipHeadStartMs: HOUR,
  windowHeadStartMs: 2 * HOUR,
  windowWarnMs: [2 * HOUR, 30 * MINUTE],
  requireSkill: false,
  requireLanguage: false,
  pendingHoldsSlotMs: 15 * MINUTE,
  autoResolveMs: 2 * DAY,
  reopenMs: 3 * DAY,
  closeMs: DAY,
  graceMs: 60 * SECOND,
  markRead: true,
  reengage: true,
  obeys: 31,
  tier: NEVER,
  mps: 80,
  forgets: true,
  salt: 0,
};
