import type { Ms } from '../units.js';
import { listOf, maybe, needed, number, objectOf, secondsNumber, text, type Form } from './form.js';
import type { Json, JsonObject } from './json.js';

/** The account was restricted, banned, reviewed and so on; `event` says which. */
export interface AccountValue {
  readonly event: string;
  readonly violation: { readonly type: string; readonly rest: JsonObject } | null;
  readonly restrictions: readonly { readonly type: string; readonly expiresAtMs: Ms | null; readonly rest: JsonObject }[] | null;
  readonly ban: { readonly state: string; readonly date: string | null; readonly rest: JsonObject } | null;
  readonly volumeTier: { readonly category: string; readonly tier: string; readonly month: string; readonly region: string; readonly updatedAtMs: Ms | null; readonly rest: JsonObject } | null;
  readonly rest: JsonObject;
}

export interface AlertValue {
  readonly entityType: string;
  readonly entityId: string | null;
  readonly alert: { readonly severity: string; readonly status: string | null; readonly type: string; readonly description: string | null; readonly rest: JsonObject };
  readonly rest: JsonObject;
}

/** What the business may do now. */
export interface CapabilityValue {
  /** Unique recipients in 24 h outside windows: a number, -1 for no limit, or `TIER_...` (the platform documents both). */
  readonly limit: number | string | null;
  /** The same for each number, as it was told before limits belonged to portfolios. */
  readonly limitPerNumber: number | string | null;
  readonly rest: JsonObject;
}

/** A number's throughput or, in older rules, quality and limit changed. */
export interface NumberQualityValue {
  readonly display: string;
  readonly event: string;
  readonly currentLimit: string | null;
  readonly oldLimit: string | null;
  readonly limit: number | string | null;
  readonly rest: JsonObject;
}

/** Which template a notice is about; ids of templates are numbers here, text in the API. */
export interface TemplateNotice {
  readonly templateId: number;
  readonly name: string;
  readonly language: string;
  readonly rest: JsonObject;
}

export interface TemplateStatusValue extends TemplateNotice {
  /** `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED` and so on. */
  readonly event: string;
  readonly reason: string | null;
  readonly category: string | null;
  readonly info: { readonly title: string; readonly description: string | null; readonly rest: JsonObject } | null;
}

export interface TemplateQualityValue extends TemplateNotice {
  readonly quality: string;
  readonly previousQuality: string | null;
}

export interface TemplateCategoryValue extends TemplateNotice {
  readonly category: string;
  readonly previousCategory: string | null;
  /** Announced for the next day. */
  readonly correctCategory: string | null;
  readonly changesAtMs: Ms | null;
}

export const ACCOUNT_VALUE = objectOf<AccountValue>({
  event: needed('event', text),
  violation: maybe('violation_info', objectOf({ type: needed('violation_type', text) })),
  restrictions: maybe('restriction_info', listOf(objectOf({ type: needed('restriction_type', text), expiresAtMs: maybe('expiration', secondsNumber) }))),
  ban: maybe('ban_info', objectOf({ state: needed('waba_ban_state', text), date: maybe('waba_ban_date', text) })),
  volumeTier: maybe('volume_tier_info', objectOf({
    category: needed('pricing_category', text), tier: needed('tier', text), month: needed('effective_month', text), region: needed('region', text),
    updatedAtMs: maybe('tier_update_time', secondsNumber),
  })),
});

export const ALERT_VALUE = objectOf<AlertValue>({
  entityType: needed('entity_type', text),
  entityId: maybe('entity_id', text),
  alert: needed('alert_info', objectOf({
    severity: needed('alert_severity', text), status: maybe('alert_status', text), type: needed('alert_type', text), description: maybe('alert_description', text),
  })),
});

const numberOrText: Form<number | string> = {
  read(json: Json, path, problems) {
    return typeof json === 'string' ? json : number.read(json, path, problems);
  },
  write: (value) => value,
};

export const CAPABILITY_VALUE = objectOf<CapabilityValue>({
  limit: maybe('max_daily_conversations_per_business', numberOrText),
  limitPerNumber: maybe('max_daily_conversation_per_phone', numberOrText),
});

export const NUMBER_QUALITY_VALUE = objectOf<NumberQualityValue>({
  display: needed('display_phone_number', text),
  event: needed('event', text),
  currentLimit: maybe('current_limit', text),
  oldLimit: maybe('old_limit', text),
  limit: maybe('max_daily_conversations_per_business', numberOrText),
});

const NOTICE = {
  templateId: needed('message_template_id', number),
  name: needed('message_template_name', text),
  language: needed('message_template_language', text),
};

export const TEMPLATE_VALUE = objectOf<TemplateNotice>(NOTICE);

export const TEMPLATE_STATUS_VALUE = objectOf<TemplateStatusValue>({
  ...NOTICE,
  event: needed('event', text),
  reason: maybe('reason', text),
  category: maybe('message_template_category', text),
  info: maybe('other_info', objectOf({ title: needed('title', text), description: maybe('description', text) })),
});

export const TEMPLATE_QUALITY_VALUE = objectOf<TemplateQualityValue>({
  ...NOTICE,
  quality: needed('new_quality_score', text),
  previousQuality: maybe('previous_quality_score', text),
});

export const TEMPLATE_CATEGORY_VALUE = objectOf<TemplateCategoryValue>({
  ...NOTICE,
  category: needed('new_category', text),
  previousCategory: maybe('previous_category', text),
  correctCategory: maybe('correct_category', text),
  changesAtMs: maybe('category_update_timestamp', secondsNumber),
});
