import type { Ms } from '../../../runtime/units.js';
import type { Cloud } from '../cloud.js';
import type { TemplateCategory, TemplateStatus } from '../cloud-ports.js';

/** What the platform finds out about the business, or decides by hand. `template`: the id of one that was created over the API. */
export type PlatformDecision =
  /** The business is verified: the first messaging limit is left at once, and more templates may be stored. */
  | { readonly decision: 'verified' }
  /** A violation of its policies: one rung of the ladder of sanctions. */
  | { readonly decision: 'violation' }
  /** A template belongs to another category: announced now, done after the time of the notice. */
  | { readonly decision: 'category'; readonly template: string; readonly category: TemplateCategory }
  | { readonly decision: 'status'; readonly template: string; readonly status: TemplateStatus };

/** Lets a decision take effect, whatever it is. @returns null, or what is wrong with it */
export function decide(now: Ms, cloud: Cloud, { decision, template: id, category, status }: Record<string, unknown>): string | null {
  const { business, templates } = cloud;
  if (decision === 'violation') business.violate(now);
  else if (decision === 'verified') business.verify(now);
  else if (decision !== 'category' && decision !== 'status') return '`decision` is one of violation, verified, category, status';
  else {
    const template = templates.all().find((one) => one.id === String(id));
    if (template === undefined) return '`template` is the id of a template';
    const toCategory = CATEGORIES.find((one) => one === category);
    const toStatus = STATUSES.find((one) => one === status);
    if (decision === 'category' && toCategory === undefined) return `\`category\` is one of ${CATEGORIES.join(', ')}`;
    if (decision === 'status' && toStatus === undefined) return `\`status\` is one of ${STATUSES.join(', ')}`;
    if (decision === 'category') templates.recategorise(now, template.slot, toCategory!);
    else templates.set(now, template.slot, toStatus!);
  }
  return null;
}

const CATEGORIES: readonly TemplateCategory[] = ['MARKETING', 'UTILITY', 'AUTHENTICATION'];
/** PENDING and DELETED are the business's doing. */
const STATUSES: readonly TemplateStatus[] = [
  'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'ARCHIVED', 'IN_APPEAL', 'PENDING_DELETION', 'LIMIT_EXCEEDED', 'LOCKED', 'FLAGGED', 'REINSTATED',
];
