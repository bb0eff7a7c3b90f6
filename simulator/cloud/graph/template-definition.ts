import { firstProblem, listOf, optionalText, requiredText } from './field-checks.js';
import { isProblem, problem, type Problem } from './graph-answer.js';
import { isObject } from './members.js';
import { isNamed, variablesIn } from './template-variables.js';
import { buttonsProblem } from './template-buttons.js';

type Component = Readonly<Record<string, unknown>>;

/** What is wrong with the components of a template that is created or edited. Limits: R-OPENAPI, R-WAJS, M-TPL. */
export function componentsProblem(value: unknown, category: string): Problem | null {
  const components = listOf(value, 'components', 1, 10);
  if (isProblem(components)) return components;
  const types = components.map(typeOf);
  const unknown = types.findIndex((type) => !TYPES.has(type));
  if (unknown >= 0) return wrong(`Param components[${unknown}]['type'] must be one of {${[...TYPES].join(', ')}}`);
  if (new Set(types).size < types.length) return wrong('Each type of component may be given once.');
  if (!types.includes('BODY')) return wrong('A template needs a component of type BODY.', BODY_FORMAT);
  const isAlone = types.length === 1;
  return firstProblem(components, (component, i) => componentProblem(component, types[i]!, category, isAlone)) ?? mixtureProblem(components);
}

/** Upper case; '' for none. */
export function typeOf(component: Component): string {
  return typeof component['type'] === 'string' ? component['type'].toUpperCase() : '';
}

function componentProblem(component: Component, type: string, category: string, isAlone: boolean): Problem | null {
  if (type === 'HEADER') return headerProblem(component);
  if (type === 'BODY') return category === 'AUTHENTICATION' ? null : bodyProblem(component, isAlone ? 32_768 : 1_024);
  if (type === 'FOOTER') return footerProblem(component, category);
  if (type === 'BUTTONS') return buttonsProblem(component, category);
  return type === 'CAROUSEL' ? carouselProblem(component, category) : offerProblem(component);
}

function headerProblem(header: Component): Problem | null {
  const format = typeof header['format'] === 'string' ? header['format'].toUpperCase() : '';
  if (!FORMATS.has(format)) return wrong(`Param format of a header must be one of {${[...FORMATS].join(', ')}}`, HEADER_FORMAT);
  const example = isObject(header['example']) ? header['example'] : {};
  if (format === 'TEXT') {
    const objection = requiredText(header['text'], "header['text']", 60);
    if (objection !== null) return { ...objection, subcode: HEADER_FORMAT };
    const variables = variablesIn(String(header['text']));
    if (variables.length > 1) return wrong('A header holds one variable at most.', HEADER_FORMAT);
    const examples = example['header_text'] ?? example['header_text_named_params'];
    return variables.length === 0 || (Array.isArray(examples) && examples.length === 1) ? null : wrong('A header with a variable needs an example of it: header_text.', HEADER_FORMAT);
  }
  if (!MEDIA_FORMATS.has(format)) return null;
  return Array.isArray(example['header_handle']) && example['header_handle'].length > 0 ? null : wrong('A header with media needs an example of it: header_handle.', HEADER_FORMAT);
}

function bodyProblem(body: Component, max: number): Problem | null {
  const objection = requiredText(body['text'], "body['text']", max);
  if (objection !== null) return { ...objection, subcode: objection.code === 100 ? TOO_LONG : BODY_FORMAT };
  const text = String(body['text']);
  const variables = [...new Set(variablesIn(text))];
  if (variables.length === 0) return null;
  if (/^\s*\{\{/.test(text) || /\}\}\s*$/.test(text)) return wrong('A body neither begins nor ends with a variable.', EDGE_VARIABLE);
  if (!isNamed(variables) && variables.some((name) => !(Number(name) >= 1 && Number(name) <= variables.length))) return wrong('Variables are numbered {{1}}, {{2}} and so on.', BODY_FORMAT);
  const words = text.replace(/\{\{\s*\w+\s*\}\}/g, ' ').split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (words < leastWords(variables.length)) return wrong('The body has too many variables for its length.', WORDS_RATIO);
  const example = isObject(body['example']) ? body['example'] : {};
  const rows = example['body_text'];
  const row: unknown = Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0] : rows;
  const given: unknown = isNamed(variables) ? example['body_text_named_params'] : row;
  return Array.isArray(given) && given.length === variables.length ? null : wrong('A body with variables needs an example of each: body_text.', BODY_FORMAT);
}

function footerProblem(footer: Component, category: string): Problem | null {
  const minutes = footer['code_expiration_minutes'];
  if (category === 'AUTHENTICATION') return minutes === undefined || (Number(minutes) >= 1 && Number(minutes) <= 90) ? null : wrong('Param code_expiration_minutes must be 1 to 90.', FOOTER_FORMAT);
  const objection = requiredText(footer['text'], "footer['text']", 60);
  if (objection !== null) return { ...objection, subcode: FOOTER_FORMAT };
  return variablesIn(String(footer['text'])).length === 0 ? null : wrong('A footer holds no variables.', FOOTER_FORMAT);
}

function carouselProblem(carousel: Component, category: string): Problem | null {
  const cards = listOf(carousel['cards'], "carousel['cards']", 1, 10);
  if (isProblem(cards)) return cards;
  return firstProblem(cards, (card) => {
    const components = listOf(card['components'], "card['components']", 1, 3);
    if (isProblem(components)) return components;
    return firstProblem(components, (component) => {
      const type = typeOf(component);
      if (type === 'BODY') return optionalText(component['text'], "card body['text']", 160);
      return type === 'HEADER' || type === 'BUTTONS' ? componentProblem(component, type, category, false) : wrong('A card has components of type HEADER, BODY and BUTTONS.');
    });
  });
}

function offerProblem(component: Component): Problem | null {
  const offer = component['limited_time_offer'];
  return isObject(offer) ? requiredText(offer['text'], "limited_time_offer['text']", 16) : wrong('The parameter limited_time_offer is required.');
}

/** Numbers or names, not both. */
function mixtureProblem(components: readonly Component[]): Problem | null {
  const all = components.flatMap((component) => (typeof component['text'] === 'string' ? variablesIn(component['text']) : []));
  return isNamed(all) && all.some((name) => /^\d+$/.test(name)) ? wrong('Variables have names or numbers, not both.', BODY_FORMAT) : null;
}

function wrong(details: string, subcode?: number): Problem {
  return problem(100, details, subcode === undefined ? {} : { subcode });
}

/** Reported by users of the platform for as many variables; the platform names no figure. */
function leastWords(variables: number): number {
  return 2 * variables + 1;
}

const TYPES: ReadonlySet<string> = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER']);
const MEDIA_FORMATS: ReadonlySet<string> = new Set(['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF']);
const FORMATS: ReadonlySet<string> = new Set(['TEXT', ...MEDIA_FORMATS, 'LOCATION', 'PRODUCT']);
const TOO_LONG = 2388040;
const HEADER_FORMAT = 2388047;
const BODY_FORMAT = 2388072;
const FOOTER_FORMAT = 2388073;
const WORDS_RATIO = 2388293;
const EDGE_VARIABLE = 2388299;
