import { CODE } from '../errors.js';
import type { RuleSet } from '../rule-set.js';
import { firstProblem, listOf, optionalText, requiredText } from './field-checks.js';
import { problem, type Problem } from './graph-answer.js';
import { isObject, textOf } from './members.js';

/** Limits that sources disagree on: rules of the platform. */
export type FieldLimits = Pick<RuleSet, 'listBodyChars' | 'flowCtaChars' | 'contactsPerMessage'>;

/** What is wrong with a node of the plain types. Limits: Meta's pages on each type, and R-OPENAPI. */
export function nodeProblem(type: string, node: unknown, limits: FieldLimits): Problem | null {
  if (type === 'contacts') return contactsProblem(node, limits.contactsPerMessage.value);
  if (!isObject(node)) return problem(CODE.badParameter, `Param ${type} must be an object.`);
  if (type === 'text') return requiredText(node['body'], "text['body']", 4_096);
  if (type === 'location') return coordinateProblem(node['latitude'], 'latitude', 90) ?? coordinateProblem(node['longitude'], 'longitude', 180);
  if (type === 'reaction') return reactionProblem(node);
  return mediaProblem(type, node);
}

/** An image, document and so on: by id or by link. */
export function mediaProblem(type: string, node: unknown): Problem | null {
  if (!isObject(node)) return problem(CODE.missingParameter, `The parameter ${type} is required.`);
  const id = textOf(node['id']);
  const link = node['link'];
  if (id === undefined && link === undefined) return problem(CODE.missingParameter, `The parameter ${type}['id'] or ${type}['link'] is required.`);
  if (link !== undefined && (typeof link !== 'string' || !/^https?:\/\/\S+$/i.test(link))) return problem(CODE.badValue, `Param ${type}['link'] is not a valid URL.`);
  if (node['caption'] !== undefined && CAPTIONLESS.has(type)) return problem(CODE.badParameter, `Unexpected key "caption" on param "${type}".`);
  if (node['filename'] !== undefined && type !== 'document') return problem(CODE.badParameter, `Unexpected key "filename" on param "${type}".`);
  return optionalText(node['caption'], `${type}['caption']`, 1_024) ?? optionalText(node['filename'], `${type}['filename']`, 240);
}

/** An uploaded file that a message shows, and as what. */
export interface ShownMedia {
  readonly type: string;
  readonly id: string;
}

/** `{"type":"image","image":{"id":"..."}}` or just the second member: what it shows; none by link. */
export function shownBy(holder: unknown): readonly ShownMedia[] {
  if (!isObject(holder)) return NONE_SHOWN;
  for (const type of MEDIA_TYPES) {
    const node = holder[type];
    const id = isObject(node) ? textOf(node['id']) : undefined;
    if (id !== undefined && id !== '') return [{ type, id }];
  }
  return NONE_SHOWN;
}

function coordinateProblem(value: unknown, name: string, most: number): Problem | null {
  if (value === undefined || value === '') return problem(CODE.missingParameter, `The parameter location['${name}'] is required.`);
  const degrees = Number(textOf(value));
  return Math.abs(degrees) <= most ? null : problem(CODE.badValue, `Param location['${name}'] must be a number of degrees.`);
}

/** An empty emoji takes a reaction back. */
function reactionProblem(node: Record<string, unknown>): Problem | null {
  const emoji = node['emoji'];
  if (typeof emoji !== 'string') return problem(CODE.missingParameter, "The parameter reaction['emoji'] is required.");
  if (emoji !== '' && !/^\P{ASCII}.*$/u.test(emoji) && !/^[#*0-9]\uFE0F?\u20E3$/u.test(emoji)) return problem(CODE.badValue, "Param reaction['emoji'] is not an emoji.");
  return requiredText(node['message_id'], "reaction['message_id']", 512) ?? optionalText(emoji, "reaction['emoji']", 32);
}

function contactsProblem(node: unknown, most: number): Problem | null {
  const contacts = listOf(node, 'contacts', 1, most);
  if ('code' in contacts) return contacts;
  return firstProblem(contacts as readonly Record<string, unknown>[], contactProblem);
}

function contactProblem(contact: Record<string, unknown>, index: number): Problem | null {
  const where = `contacts[${index}]`;
  const name = contact['name'];
  if (!isObject(name)) return problem(CODE.missingParameter, `The parameter ${where}['name'] is required.`);
  const birthday = contact['birthday'];
  if (birthday !== undefined && (typeof birthday !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(birthday))) return problem(CODE.badValue, `Param ${where}['birthday'] must be YYYY-MM-DD.`);
  return requiredText(name['formatted_name'], `${where}['name']['formatted_name']`, 1_024)
    ?? firstProblem(['phones', 'emails', 'addresses', 'urls'], (list) =>
      contact[list] === undefined || (Array.isArray(contact[list]) && contact[list].every(isObject)) ? null : problem(CODE.badParameter, `Param ${where}['${list}'] must be a list of objects.`))
    ?? (contact['org'] === undefined || isObject(contact['org']) ? null : problem(CODE.badParameter, `Param ${where}['org'] must be an object.`));
}

const NONE_SHOWN: readonly ShownMedia[] = [];
const MEDIA_TYPES: readonly string[] = ['image', 'audio', 'video', 'document', 'sticker'];
const CAPTIONLESS: ReadonlySet<string> = new Set(['audio', 'sticker']);
