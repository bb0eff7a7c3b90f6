import { NONE, type Ms } from '../../../runtime/units.js';
import type { Notice } from '../cloud-ports.js';
import { CATEGORY_NAMES } from '../graph/template-names.js';
import type { RuleSet } from '../rule-set.js';
import type { Template } from '../template.js';
import { accountAlert, accountUpdate, capabilityUpdate, numberUpdate, preferencesUpdate, restrictionUpdate, volumeTierUpdate } from './account-updates.js';
import { contactNode, type Person } from './person.js';
import { categoryNoticeUpdate, categoryUpdate, componentsUpdate, templateQualityUpdate, templateStatusUpdate, type TemplateComponent } from './template-updates.js';
import { unixSeconds, type Update } from './webhook.js';

/** Whom notices are about. */
export interface NoticeSubjects {
  template(slot: number): Template;
  person(now: Ms, number: number, contact: number): Person;
}

/** Everything rare that the platform tells, as the update of a webhook. */
export function noticeUpdate(now: Ms, notice: Notice, rules: RuleSet, subjects: NoticeSubjects): Update {
  const version = rules.webhookVersion.value;
  switch (notice.kind) {
    case 'limit':
      return capabilityUpdate(notice.limit, version, rules.limitOnTheWire.value === 'tier');
    case 'alert':
      return accountAlert(PORTFOLIO_ID, notice.type, 'WARNING', ALERTS[notice.type]);
    case 'numberQuality':
      return numberUpdate(notice.number, notice.event, notice.limit, notice.oldLimit, version);
    case 'accountUpdate':
      return accountNotice(now, notice);
    case 'volumeTier': {
      const max = notice.to === NONE ? Infinity : notice.to;
      return volumeTierUpdate(now, CATEGORY_NAMES[notice.category]!, notice.from + 1, max, new Date(notice.monthMs).toISOString().slice(0, 7), regionOf(notice.market));
    }
    case 'userPreference': {
      const person = subjects.person(now, notice.number, notice.contact);
      return preferencesUpdate(notice.number, notice.contact, person, contactNode(person), notice.value, now);
    }
    default:
      return templateNotice(now, notice, subjects.template(notice.template));
  }
}

function accountNotice(now: Ms, notice: Notice & { readonly kind: 'accountUpdate' }): Update {
  switch (notice.event) {
    case 'ACCOUNT_RESTRICTION':
      return restrictionUpdate(notice.restrictions, notice.untilMs);
    case 'ACCOUNT_VIOLATION':
      return accountUpdate(notice.event, { violation_info: { violation_type: notice.violation } });
    case 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE': {
      const start_time = unixSeconds(notice.startsAtMs);
      return accountUpdate(notice.event, { auth_international_rate_eligibility: { start_time, exception_countries: [{ country_code: notice.market, start_time }] } });
    }
    case 'DISABLED_UPDATE':
      return accountUpdate(notice.event, { ban_info: { waba_ban_state: notice.state, waba_ban_date: banDate(now) } });
  }
}

function templateNotice(now: Ms, notice: Extract<Notice, { readonly template: number }>, template: Template): Update {
  switch (notice.kind) {
    case 'templateStatus': {
      const { event, reason, title } = notice;
      const disabledAt = event === 'DISABLED' ? unixSeconds(now) : null;
      const rejection = event === 'REJECTED' && reason === 'INVALID_FORMAT' ? { reason, recommendation: 'Give every variable an example, and begin and end with text.' } : null;
      return templateStatusUpdate(template, { event, reason: event === 'DELETED' ? null : reason, category: template.category, title, disabledAt, rejection });
    }
    case 'templateQuality':
      return templateQualityUpdate(template, notice.from, notice.to);
    case 'templateCategory':
      return notice.phase === 'announced'
        ? categoryNoticeUpdate(template, notice.from, notice.to, unixSeconds(notice.atMs))
        : categoryUpdate(template, notice.from, notice.to);
    case 'templateComponents':
      return componentsUpdate(template, (Array.isArray(template.components) ? template.components : []) as TemplateComponent[]);
  }
}

/** A market by its name, as in the platform's sample: India. */
function regionOf(market: string): string {
  return /^[A-Z]{2}$/.test(market) ? (REGIONS.of(market) ?? market) : market;
}

/** Such as April 17, 2025. */
function banDate(now: Ms): string {
  const date = new Date(now);
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

const REGIONS = new Intl.DisplayNames(['en'], { type: 'region' });
const PORTFOLIO_ID = '506914307656634';
const ALERTS = {
  INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED: 'The messaging limit was not raised; it will be looked at again.',
  INCREASED_CAPABILITIES_ELIGIBILITY_FAILED: 'The messaging limit was not raised.',
  INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO: 'More has to be known about the business before the messaging limit is raised.',
} as const;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
