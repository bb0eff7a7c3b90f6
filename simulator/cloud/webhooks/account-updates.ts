import { NONE, type Ms } from '../../../runtime/units.js';
import type { NumberEvent } from '../cloud-ports.js';
import { displayPhoneOf, phoneNumberIdOf } from '../graph/addresses.js';
import type { Person } from './person.js';
import { unixSeconds, type Update } from './webhook.js';

/** `version`: of the webhooks; up to 24 they still carry the fields that Meta removed in February 2026. */

/** business_capability_update. @param limit Infinity = unlimited @param asTier written TIER_2K and not 2000 (Meta's page has both) */
export function capabilityUpdate(limit: number, version: number, asTier: boolean): Update {
  const perBusiness = asTier ? tierName(limit) : limit === Infinity ? -1 : limit;
  const numbers = limit <= 250 ? { max_phone_numbers_per_business: 2 } : { max_phone_numbers_per_waba: 25 };
  const old = version < 24 ? { max_daily_conversation_per_phone: perBusiness } : { max_daily_conversations_per_business: perBusiness };
  return ofAccount('business_capability_update', { ...old, ...numbers });
}

/** phone_number_quality_update. Since late 2025 it tells throughput; the events about colours and limits are of the older rules. */
export function numberUpdate(number: number, event: NumberEvent, limit: number, oldLimit: number, version: number): Update {
  const tier = tierName(limit);
  const older = { ...(oldLimit === limit ? {} : { old_limit: tierName(oldLimit) }), current_limit: tier };
  const limits = version < 24 ? older : version < 25 ? { ...older, max_daily_conversations_per_business: tier } : { max_daily_conversations_per_business: tier };
  return { number, lane: 0, field: 'phone_number_quality_update', value: { display_phone_number: displayPhoneOf(number), event, ...limits } };
}

/** account_update about restrictions, until an instant. */
export function restrictionUpdate(types: readonly string[], untilMs: Ms): Update {
  const expiration = unixSeconds(untilMs);
  return accountUpdate('ACCOUNT_RESTRICTION', { restriction_info: types.map((restriction_type) => ({ restriction_type, expiration })) });
}

/** account_update: VOLUME_BASED_PRICING_TIER_UPDATE. @param max Infinity for the last tier @param month such as 2026-11 */
export function volumeTierUpdate(now: Ms, category: string, min: number, max: number, month: string, region: string): Update {
  const tier = `${min}:${max === Infinity ? '' : max}`;
  return accountUpdate('VOLUME_BASED_PRICING_TIER_UPDATE', {
    volume_tier_info: { tier_update_time: unixSeconds(now), pricing_category: category.toUpperCase(), tier, effective_month: month, region },
  });
}

/** account_update with the members that belong to its event. */
export function accountUpdate(event: string, members: object): Update {
  return ofAccount('account_update', { event, ...members });
}

export function accountAlert(entityId: string, alertType: string, severity: 'CRITICAL' | 'INFORMATIONAL' | 'WARNING', description: string): Update {
  return ofAccount('account_alerts', {
    entity_type: 'BUSINESS',
    entity_id: entityId,
    alert_info: { alert_severity: severity, alert_status: 'ACTIVE', alert_type: alertType, alert_description: description },
  });
}

/** user_preferences: a customer stops or resumes marketing. */
export function preferencesUpdate(number: number, lane: number, person: Person, contact: object, value: 'stop' | 'resume' | 'signup', now: Ms): Update {
  const detail = value === 'stop' ? 'User requested to stop marketing messages' : value === 'resume' ? 'User requested to resume marketing messages' : 'User signed up for marketing messages';
  return {
    number,
    lane,
    field: 'user_preferences',
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: displayPhoneOf(number), phone_number_id: phoneNumberIdOf(number) },
      contacts: [contact],
      user_preferences: [{ ...(person.withheld ? {} : { wa_id: person.phone }), ...(person.userId === null ? {} : { user_id: person.userId }), detail, category: 'marketing_messages', value, timestamp: unixSeconds(now) }],
    },
  };
}

/** TIER_250, TIER_2K, ... TIER_UNLIMITED. */
export function tierName(limit: number): string {
  if (limit === Infinity) return 'TIER_UNLIMITED';
  return limit < 1_000 ? `TIER_${limit}` : `TIER_${limit / 1_000}K`;
}

function ofAccount(field: string, value: object): Update {
  return { number: NONE, lane: 0, field, value };
}
