import type { Ms } from '../../runtime/units.js';
import type { Quality, TemplateCategory, TemplateStatus } from './cloud-ports.js';
import { CODE } from './errors.js';
import { SignalMeter, type SignalState } from './signal-meter.js';

/** What a business asks for when it creates a template. `components` is kept as it is, never read. */
export interface TemplateDraft {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly components: unknown;
  /** `message_send_ttl_seconds`; -1 is the platform's longest. Absent or null: what is usual for the category. */
  readonly ttlS?: number | null;
}

/** One template in one language, read-only for whoever is not `Templates`. */
export interface Template extends TemplateDraft {
  readonly slot: number;
  /** Digits, as on the wire. */
  readonly id: string;
  readonly status: TemplateStatus;
  readonly quality: Quality;
  /** When the quality was last found to be so. */
  readonly qualityAt: Ms;
  /** Why it was rejected or paused: `reason` of the webhook. */
  readonly reason: string;
  /** Pauses for low quality so far. */
  readonly pauses: number;
  /** Its later messages are held until the first ones have been judged. */
  readonly paced: boolean;
  readonly ttlS: number | null;
  /** Category from an announced instant on; null without an announcement. */
  readonly nextCategory: TemplateCategory | null;
}

/** The same, as `Templates` writes it. */
export class TemplateRecord implements Template {
  readonly slot: number;
  readonly id: string;
  readonly name: string;
  readonly language: string;
  category: TemplateCategory;
  components: unknown;
  ttlS: number | null;
  status: TemplateStatus = 'PENDING';
  quality: Quality = 'UNKNOWN';
  qualityAt: Ms;
  reason = 'NONE';
  pauses = 0;
  paced = false;
  nextCategory: TemplateCategory | null = null;
  /** The error that a send meets; 0 while it is approved. */
  refusal = 0;
  readonly signals = new SignalMeter();
  /** Messages accepted since pacing began. */
  pacedSends = 0;
  /** Message slots held until a verdict. */
  held: number[] = [];
  /** Deliveries since its quality was last judged. */
  unjudged = 0;
  /** Deadlines, -1 for none: an errand that comes at another instant is void. */
  pauseEndsAt: Ms = -1;
  verdictAt: Ms = -1;
  reviewAt: Ms = -1;
  lastUsedAt: Ms;
  /** Edits of the last 30 days. */
  editedAt: readonly Ms[] = [];
  /** Its components were changed and are not reviewed yet. */
  rewritten = false;

  constructor(slot: number, { name, language, category, components, ttlS = null }: TemplateDraft, now: Ms) {
    this.slot = slot;
    this.id = String(FIRST_ID + slot);
    this.name = name;
    this.language = language;
    this.category = category;
    this.components = components;
    this.ttlS = ttlS;
    this.qualityAt = now;
    this.lastUsedAt = now;
  }

  become(status: TemplateStatus, reason: string): void {
    this.status = status;
    this.reason = reason;
    this.refusal = REFUSALS[status];
  }

  snapshot(): TemplateState {
    const { slot, id, name, language, category, components, ttlS, status, quality, qualityAt, reason, pauses, paced, nextCategory, refusal, pacedSends, held, unjudged, pauseEndsAt, verdictAt, reviewAt, lastUsedAt, editedAt, rewritten, signals } = this;
    return { slot, id, name, language, category, components, ttlS, status, quality, qualityAt, reason, pauses, paced, nextCategory, refusal, pacedSends, held: [...held], unjudged, pauseEndsAt, verdictAt, reviewAt, lastUsedAt, editedAt, rewritten, signals: signals.snapshot() };
  }

  static restored(state: TemplateState): TemplateRecord {
    const { signals, id: _id, slot, held, ...rest } = state;
    const template = new TemplateRecord(slot, state, 0);
    Object.assign(template, rest);
    template.held = [...held];
    template.signals.restore(signals);
    return template;
  }
}

export interface TemplateState extends Template {
  readonly refusal: number;
  readonly pacedSends: number;
  readonly held: readonly number[];
  readonly unjudged: number;
  readonly pauseEndsAt: Ms;
  readonly verdictAt: Ms;
  readonly reviewAt: Ms;
  readonly lastUsedAt: Ms;
  readonly editedAt: readonly Ms[];
  readonly rewritten: boolean;
  readonly signals: SignalState;
}

/** Sixteen digits, as Meta's samples have, and exact as a JSON number. */
const FIRST_ID = 1_689_556_908_129_832;

const REFUSALS: Readonly<Record<TemplateStatus, number>> = {
  APPROVED: 0,
  PENDING: CODE.unknownTemplate,
  REJECTED: CODE.unknownTemplate,
  ARCHIVED: CODE.unknownTemplate,
  DELETED: CODE.unknownTemplate,
  IN_APPEAL: CODE.unknownTemplate,
  PENDING_DELETION: CODE.unknownTemplate,
  LIMIT_EXCEEDED: CODE.unknownTemplate,
  LOCKED: CODE.disabledTemplate,
  PAUSED: CODE.pausedTemplate,
  DISABLED: CODE.disabledTemplate,
  // A warning, and a template that is back: both can be sent.
  FLAGGED: 0,
  REINSTATED: 0,
};
