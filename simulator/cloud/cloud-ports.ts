import type { Ms } from '../../runtime/units.js';

/** How the cloud asks for the future; whoever owns the agenda calls `ring` when an entry is due. */
export interface CloudTimers {
  at(due: Ms, kind: number, subject: number): void;
}

/** Who hears the cloud: phones on one side, the desk's webhook on the other. */
export interface CloudHooks {
  /** A business message reached a phone. */
  phoneReceives(now: Ms, customer: number, number: number, content: number): void;
  /** Blue ticks and typing reached a phone. */
  phoneSeesRead(now: Ms, customer: number): void;
  /** @param timestampMs the platform's, in whole seconds: windows are computed from it */
  webhookMessage(now: Ms, number: number, contact: number, message: number, timestampMs: Ms, content: number): void;
  /**
   * `Cloud.told` and `Cloud.pricing` say more about the message until this returns.
   * @param status one of STATUS @param code error code of a failed message, otherwise 0
   */
  webhookStatus(now: Ms, message: number, status: number, code: number): void;
  /** Everything rare that the platform tells about accounts, numbers, templates and customers' wishes. */
  webhookNotice(now: Ms, notice: Notice): void;
  /**
   * What always becomes of sends to this contact, for recipients with a fixed outcome: 0: whatever the rules say; one of
   * FATE; an error code: it fails with it; minus an error code: it is refused with it.
   */
  fateOf?(contact: number): number;
  /** Country of this contact, for prices and rules of marketing; null: the business's usual market. Left out: theirs is everybody's. */
  marketOf?(contact: number): string | null;
}

/** Fixed outcomes of accepted messages. `readAtOnce` is the last: greater numbers are error codes. */
export const FATE = { neverDelivered: 1, deliveredOnly: 2, readAtOnce: 3 } as const;

/**
 * What changed, in numbers of the inside: `number` is the business number, `template` a slot of `Templates`, `contact`
 * a customer. Rooms outside make JSON of it. All of it is plain data without Infinity but for limits.
 */
export type Notice =
  /** business_capability_update: a limit went up or down. Infinity = unlimited. `number`: whose, NONE for the portfolio's. */
  | { readonly kind: 'limit'; readonly limit: number; readonly number: number }
  /** account_alerts: a raise was not granted. */
  | { readonly kind: 'alert'; readonly type: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED' | 'INCREASED_CAPABILITIES_ELIGIBILITY_FAILED' | 'INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO' }
  /** phone_number_quality_update. Only ONBOARDING and THROUGHPUT_UPGRADE exist since October 2025. `limit`: the number's now; `oldLimit`: before, the same unless this is about a change. */
  | { readonly kind: 'numberQuality'; readonly number: number; readonly event: NumberEvent; readonly limit: number; readonly oldLimit: number }
  /** account_update: ACCOUNT_RESTRICTION until an instant, or ACCOUNT_VIOLATION (a warning), or DISABLED_UPDATE, or a dearer rate of one-time codes from an instant on. */
  | { readonly kind: 'accountUpdate'; readonly event: 'ACCOUNT_RESTRICTION'; readonly restrictions: readonly Restriction[]; readonly untilMs: Ms }
  | { readonly kind: 'accountUpdate'; readonly event: 'ACCOUNT_VIOLATION'; readonly violation: string }
  | { readonly kind: 'accountUpdate'; readonly event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE'; readonly market: string; readonly startsAtMs: Ms }
  | { readonly kind: 'accountUpdate'; readonly event: 'DISABLED_UPDATE'; readonly state: 'DISABLE' | 'REINSTATE' }
  /** account_update, VOLUME_BASED_PRICING_TIER_UPDATE: messages above `from` up to `to` (NONE: no end) of this month cost less. `monthMs`: an instant of the month, by the account's clock. */
  | { readonly kind: 'volumeTier'; readonly category: number; readonly from: number; readonly to: number; readonly monthMs: Ms; readonly market: string }
  /** message_template_status_update. `title`: of `other_info`, null without. */
  | { readonly kind: 'templateStatus'; readonly template: number; readonly event: TemplateStatus | 'UNARCHIVED'; readonly reason: string; readonly title: TemplateTitle | null }
  /** message_template_quality_update */
  | { readonly kind: 'templateQuality'; readonly template: number; readonly from: Quality; readonly to: Quality }
  /** template_category_update: announced a day before, then done. */
  | { readonly kind: 'templateCategory'; readonly template: number; readonly phase: 'announced' | 'changed'; readonly from: TemplateCategory; readonly to: TemplateCategory; readonly atMs: Ms }
  /** message_template_components_update: an edit was approved. */
  | { readonly kind: 'templateComponents'; readonly template: number }
  /** user_preferences, category marketing_messages. */
  | { readonly kind: 'userPreference'; readonly number: number; readonly contact: number; readonly value: 'stop' | 'resume' };

export type NumberEvent = 'ONBOARDING' | 'FLAGGED' | 'UNFLAGGED' | 'UPGRADE' | 'DOWNGRADE' | 'THROUGHPUT_UPGRADE';
export type Restriction = 'RESTRICTED_BIZ_INITIATED_MESSAGING' | 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING' | 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' | 'RESTRICTED_UTILITY_TEMPLATES';
export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
export type TemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
export type TemplateStatus =
  | 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED' | 'ARCHIVED' | 'DELETED'
  /** Only by a decision from outside: nothing in the model leads to them. */
  | 'IN_APPEAL' | 'PENDING_DELETION' | 'LIMIT_EXCEEDED' | 'LOCKED' | 'FLAGGED' | 'REINSTATED';
export type TemplateTitle = 'FIRST_PAUSE' | 'SECOND_PAUSE' | 'RATE_LIMITING_PAUSE' | 'UNPAUSE' | 'DISABLED';
