import { NONE, type Ms } from '../../../runtime/units.js';
import type { TemplateCategory } from '../cloud-ports.js';
import type { Cloud } from '../cloud.js';
import { CODE, ERRORS } from '../errors.js';
import type { Template } from '../template.js';
import { isProblem, problem, success, type GraphAnswer, type Problem } from './graph-answer.js';
import type { Bases, GraphCall, Routes } from './graph-call.js';
import { isObject, textOf, type Members } from './members.js';
import { askedFields, shown, type Fields } from './node-fields.js';
import { page } from './paging.js';
import { componentsProblem } from './template-definition.js';
import { isNamed, variablesIn } from './template-variables.js';

/** /{waba-id}/message_templates and the nodes of templates. Their lives are the cloud's. */
export class MessageTemplates {
  readonly routes: Routes = {
    'GET waba message_templates': (call) => this.#list(call),
    'POST waba message_templates': (call) => this.#create(call),
    'DELETE waba message_templates': (call) => this.#delete(call),
    'GET template': (call) => this.#get(call),
    'POST template': (call) => this.#edit(call),
    'POST template unpause': (call) => this.#unpause(call),
  };
  readonly #cloud: Cloud;
  readonly #bases: Bases;

  constructor(cloud: Cloud, bases: Bases) {
    this.#cloud = cloud;
    this.#bases = bases;
  }

  has(id: string): boolean {
    return this.#find(id) !== undefined;
  }

  #list(call: GraphCall): GraphAnswer | Problem {
    const names = askedFields(call.members, FIELDS, USUAL, NODE_TYPE);
    if (isProblem(names)) return names;
    const templates = this.#cloud.templates.all().filter((template) => FILTERS.every(([member, valueOf]) => {
      const wanted = call.members[member];
      return wanted === undefined || (textOf(wanted) ?? String(wanted)).split(',').map((one) => one.trim().toLowerCase()).includes(valueOf(template).toLowerCase());
    }));
    return page(call, templates, ({ id }) => id, (template) => shown(template, names, FIELDS), this.#bases.graph);
  }

  #create({ members, now }: GraphCall): GraphAnswer | Problem {
    const name = textOf(members['name']) ?? '';
    const language = textOf(members['language']) ?? '';
    const category = categoryOf(members);
    if (!/^[a-z0-9_]{1,512}$/.test(name)) return problem(CODE.badParameter, 'Param name must hold 1 to 512 lower case letters, digits and underscores.');
    if (!/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(language)) return problem(CODE.badParameter, 'Param language must be the code of a language.');
    if (category === null) return problem(CODE.badParameter, `Param category must be one of {${CATEGORIES.join(', ')}}`);
    const components = members['components'];
    const objection = componentsProblem(components, category) ?? formatProblem(members) ?? ttlProblem(members, category);
    if (objection !== null) return objection;
    const slot = this.#cloud.templates.create(now, { name, language, category, components, ttlS: ttlOf(members) ?? null });
    if (slot < 0) return refused(-slot);
    const { id, status } = this.#cloud.templates.at(slot);
    return success({ id, status, category });
  }

  #get({ id, members }: GraphCall): GraphAnswer | Problem {
    const names = askedFields(members, FIELDS, USUAL, NODE_TYPE);
    return isProblem(names) ? names : success(shown(this.#find(id)!, names, FIELDS));
  }

  #edit({ id, members, now }: GraphCall): GraphAnswer | Problem {
    const template = this.#find(id)!;
    const { components } = members;
    const category = members['category'] === undefined ? template.category : categoryOf(members);
    if (category === null) return problem(CODE.badParameter, `Param category must be one of {${CATEGORIES.join(', ')}}`);
    const ttlS = ttlOf(members);
    if (components === undefined && members['category'] === undefined && ttlS === undefined) return problem(CODE.badParameter, 'One of the parameters components and category is required.');
    const objection = componentsProblem(components ?? template.components, category) ?? ttlProblem(members, category);
    if (objection !== null) return objection;
    const code = this.#cloud.templates.edit(now, template.slot, { category, ...(components === undefined ? {} : { components }), ...(ttlS === undefined ? {} : { ttlS }) });
    return code < 0 ? refused(-code) : success({ success: true });
  }

  #unpause({ id, now }: GraphCall): GraphAnswer | Problem {
    const code = this.#cloud.templates.unpause(now, this.#find(id)!.slot);
    return code < 0 ? refused(-code) : success({ success: true });
  }

  /** A name alone deletes all its languages. */
  #delete({ members, now }: GraphCall): GraphAnswer | Problem {
    const name = textOf(members['name']);
    const id = textOf(members['hsm_id']);
    if (name === undefined) return problem(CODE.badParameter, 'The parameter name is required.');
    const doomed = this.#cloud.templates.all().filter((template) => template.name === name && (id === undefined || template.id === id));
    if (doomed.length === 0) return problem(CODE.badParameter, null, { message: 'Message Template Not Found', subcode: 2593002, http: 404 });
    this.#remove(now, doomed);
    return success({ success: true });
  }

  #remove(now: Ms, doomed: readonly Template[]): void {
    for (const { slot } of doomed) this.#cloud.templates.remove(now, slot);
  }

  #find(id: string): Template | undefined {
    const first = this.#cloud.templates.all()[0];
    if (first === undefined || id.length !== first.id.length) return undefined;
    // Ids count up with slots, and slots stay where they are.
    const slot = Number(id) - Number(first.id) + first.slot;
    const template = Number.isInteger(slot) && slot >= 0 ? this.#cloud.templates.at(slot) as Template | undefined : undefined;
    return template?.id === id && template.status !== 'DELETED' ? template : undefined;
  }
}

/** The slot of a template in one language, or NONE. */
export function slotOf(cloud: Cloud, node: Readonly<Record<string, unknown>>): number {
  const language = node['language'];
  return isObject(language) ? cloud.templates.find(String(node['name']), String(language['code'])) : NONE;
}

/** Errors of templates come as subcodes of 100; too many calls do not. */
function refused(code: number): Problem {
  if (code === CODE.accountCalls) return problem(4, null, { message: 'Too many templates were created. Please wait before submitting again', subcode: 2446080, isTransient: true });
  const { title, when } = ERRORS.get(code)!;
  return problem(CODE.badParameter, when, { subcode: code, userTitle: title, userMessage: when, isTransient: false });
}

function categoryOf(members: Members): TemplateCategory | null {
  const category = String(members['category']).toUpperCase();
  return CATEGORIES.find((one) => one === category) ?? null;
}

function ttlOf(members: Members): number | undefined {
  const said = textOf(members['message_send_ttl_seconds']);
  return said === undefined ? undefined : Number(said);
}

function ttlProblem(members: Members, category: TemplateCategory): Problem | null {
  const ttlS = ttlOf(members);
  const [least, most] = TTL_RANGES[category];
  if (ttlS === undefined || (Number.isInteger(ttlS) && ttlS >= least && ttlS <= most) || (ttlS === -1 && category !== 'MARKETING')) return null;
  return problem(CODE.badParameter, `Param message_send_ttl_seconds must be between ${least} and ${most} for ${category}.`);
}

/** `parameter_format` follows from the text; what the business says must agree. */
function formatProblem(members: Members): Problem | null {
  const said = members['parameter_format'];
  if (said === undefined) return null;
  const format = String(said).toUpperCase();
  if (format !== 'NAMED' && format !== 'POSITIONAL') return problem(CODE.badParameter, 'Param parameter_format must be one of {NAMED, POSITIONAL}');
  const variables = textsOf(members['components']).flatMap(variablesIn);
  return variables.length === 0 || isNamed(variables) === (format === 'NAMED') ? null : problem(CODE.badParameter, `Variables do not fit parameter_format ${format}.`);
}

function textsOf(components: unknown): string[] {
  return Array.isArray(components) ? components.flatMap((component: unknown) => (isObject(component) && typeof component['text'] === 'string' ? [component['text']] : [])) : [];
}

const NODE_TYPE = 'WhatsAppMessageTemplate';
const CATEGORIES: readonly TemplateCategory[] = ['MARKETING', 'UTILITY', 'AUTHENTICATION'];
/** Seconds (M-TTTL); -1 is thirty days, for what the Cloud API sends. */
const TTL_RANGES: Readonly<Record<TemplateCategory, readonly [number, number]>> = { AUTHENTICATION: [30, 900], UTILITY: [30, 43_200], MARKETING: [43_200, 2_592_000] };
const USUAL = ['name', 'parameter_format', 'components', 'language', 'status', 'category', 'id'];
const FIELDS: Fields<Template> = {
  name: ({ name }) => name,
  parameter_format: ({ components }) => (isNamed(textsOf(components).flatMap(variablesIn)) ? 'NAMED' : 'POSITIONAL'),
  components: ({ components }) => components ?? [],
  language: ({ language }) => language,
  status: ({ status }) => status,
  category: ({ category }) => category,
  correct_category: ({ nextCategory }) => nextCategory ?? undefined,
  message_send_ttl_seconds: ({ ttlS }) => ttlS ?? undefined,
  quality_score: ({ quality, qualityAt }) => ({ score: quality, date: Math.floor(qualityAt / 1_000) }),
  rejected_reason: ({ status, reason }) => (status === 'REJECTED' ? reason : 'NONE'),
  id: ({ id }) => id,
};
const FILTERS: readonly (readonly [string, (template: Template) => string])[] = [
  ['name', ({ name }) => name],
  ['language', ({ language }) => language],
  ['status', ({ status }) => status],
  ['category', ({ category }) => category],
  ['quality_score', ({ quality }) => quality],
];
