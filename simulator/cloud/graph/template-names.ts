import { SEND_KIND } from '../../../runtime/facts.js';
import { CATEGORY } from '../../../runtime/intent.js';

/** A template of the simulation: which name it has on the wire. */
export function templateName(kind: number, category: number): string {
  return `desksim_${kind === SEND_KIND.campaign ? 'campaign' : 'message'}_${CATEGORY_NAMES[category]}`;
}

/** Kind and category of a template of the simulation, or null. */
export function readTemplateName(name: string): { readonly kind: number; readonly category: number } | null {
  const match = /^desksim_(message|campaign)_([a-z]+)$/.exec(name);
  if (match === null) return null;
  const category = CATEGORY_NAMES.indexOf(match[2]!);
  if (category <= CATEGORY.service) return null;
  return { kind: match[1] === 'campaign' ? SEND_KIND.campaign : SEND_KIND.template, category };
}

/** By category, as `pricing.category` spells them. */
export const CATEGORY_NAMES: readonly string[] = ['none', 'service', 'utility', 'marketing', 'authentication'];
