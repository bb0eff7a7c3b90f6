import { charactersOf, firstProblem } from './field-checks.js';
import { problem, type Problem } from './graph-answer.js';
import { isObject, textOf } from './members.js';
import { buttonTypeOf } from './template-buttons.js';
import { typeOf } from './template-definition.js';
import { filled, isNamed, variablesIn } from './template-variables.js';

type Node = Readonly<Record<string, unknown>>;

/**
 * Whether a send's parameters fit the template as it was created: 132000 number, 132012 kind, 132005 length, 132018 characters.
 * The platform's wording is known for the number only (R-WHALOC).
 *
 * @param components of the template @param sent of the message
 */
export function parametersProblem(components: unknown, sent: unknown, category: string): Problem | null {
  if (!Array.isArray(components)) return null;
  const given = objectsIn(sent);
  const isAlone = components.length === 1;
  const created = objectsIn(components);
  return firstProblem(created, (component) => {
    const type = typeOf(component);
    if (type === 'HEADER') return headerProblem(component, parametersOf(given, 'HEADER'));
    if (type === 'BODY' && category === 'AUTHENTICATION') return countProblem('body', parametersOf(given, 'BODY').length, 1);
    if (type === 'BODY') return textProblem('body', String(component['text'] ?? ''), parametersOf(given, 'BODY'), isAlone ? 32_768 : 1_024);
    if (type === 'BUTTONS') return firstProblem(objectsIn(component['buttons']), (button, i) => buttonProblem(button, i, given));
    return type === 'CAROUSEL' ? carouselProblem(component, given, category) : null;
  }) ?? strangerProblem(created, given);
}

/** What of a list can be looked into. */
function objectsIn(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function parametersOf(given: readonly Node[], type: string): readonly Node[] {
  return objectsIn(given.find((one) => typeOf(one) === type)?.['parameters']);
}

function headerProblem(header: Node, parameters: readonly Node[]): Problem | null {
  const format = String(header['format']).toUpperCase();
  if (format === 'TEXT') return textProblem('header', String(header['text']), parameters, 60);
  const count = countProblem('header', parameters.length, 1);
  if (count !== null) return count;
  const wanted = format === 'GIF' ? 'VIDEO' : format;
  return typeOf(parameters[0]!) === wanted ? null : mismatch('header', wanted, typeOf(parameters[0]!));
}

function textProblem(where: string, text: string, parameters: readonly Node[], max: number): Problem | null {
  const variables = [...new Set(variablesIn(text))];
  const named = isNamed(variables);
  const count = countProblem(where, parameters.length, variables.length);
  if (count !== null) return count;
  const values = new Map<string, string>();
  for (const [i, parameter] of parameters.entries()) {
    const type = typeOf(parameter);
    if (!TEXTUAL.has(type)) return mismatch(where, 'TEXT', type);
    const name = named ? String(parameter['parameter_name']) : String(i + 1);
    if (!variables.includes(name)) return problem(132012, `${where}: Parameter name is missing or not in the template`);
    const value = valueOf(type, parameter);
    if (/[\n\t]| {5}/.test(value)) return problem(132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces');
    values.set(name, value);
  }
  if (values.size < variables.length) return problem(132012, `${where}: Parameter name is given twice`);
  const length = charactersOf(filled(text, values));
  return length <= max ? null : problem(132005, `${where}: the text with its parameters has ${length} characters, ${max} are allowed`);
}

function valueOf(type: string, parameter: Node): string {
  if (type === 'TEXT') return textOf(parameter['text']) ?? '';
  const node = parameter[type.toLowerCase()];
  return isObject(node) ? (textOf(node['fallback_value']) ?? '') : '';
}

/** Only what varies must be given: the rest of a URL, a coupon, a one-time code. */
function buttonProblem(button: Node, index: number, given: readonly Node[]): Problem | null {
  const sent = given.find((one) => typeOf(one) === 'BUTTON' && Number(one['index']) === index);
  const parameters = objectsIn(sent?.['parameters']);
  const type = buttonTypeOf(button);
  const varies = type === 'COPY_CODE' || type === 'OTP' || (type === 'URL' && variablesIn(String(button['url'])).length > 0);
  if (varies) return countProblem(`button at index ${index} of type ${type}`, parameters.length, 1) ?? (sent === undefined ? null : subTypeProblem(type, sent, index));
  if (type === 'URL' || type === 'PHONE_NUMBER') return countProblem(`button at index ${index} of type ${type}`, parameters.length, 0);
  return sent === undefined ? null : subTypeProblem(type, sent, index);
}

function subTypeProblem(type: string, sent: Node, index: number): Problem | null {
  const subType = String(sent['sub_type']).toUpperCase();
  // One-time codes travel as the rest of a URL.
  const fits = subType === type || (type === 'OTP' && (subType === 'URL' || subType === 'COPY_CODE'));
  return fits ? null : mismatch(`button at index ${index}`, type, subType);
}

function carouselProblem(carousel: Node, given: readonly Node[], category: string): Problem | null {
  const cards = objectsIn(carousel['cards']);
  const sent = objectsIn(given.find((one) => typeOf(one) === 'CAROUSEL')?.['cards']);
  const count = countProblem('carousel', sent.length, cards.length);
  if (count !== null) return count;
  return firstProblem(cards, (card, i) => parametersProblem(card['components'], sent[i]!['components'], category));
}

/** Parameters for a component, or a button, that the template does not have. */
function strangerProblem(components: readonly Node[], given: readonly Node[]): Problem | null {
  const buttons = objectsIn(components.find((component) => typeOf(component) === 'BUTTONS')?.['buttons']);
  return firstProblem(given, (one) => {
    const type = typeOf(one);
    const parameters = objectsIn(one['parameters']).length;
    if (type === 'BUTTON') return Number(one['index']) < buttons.length ? null : problem(132012, `button at index ${textOf(one['index'])} is not in the template`);
    return parameters === 0 || components.some((component) => typeOf(component) === type) ? null : countProblem(type.toLowerCase(), parameters, 0);
  });
}

function countProblem(where: string, given: number, expected: number): Problem | null {
  return given === expected ? null : problem(132000, `${where}: number of localizable_params (${given}) does not match the expected number of params (${expected})`);
}

function mismatch(where: string, expected: string, received: string): Problem {
  return problem(132012, `${where}: Format mismatch, expected ${expected}, received ${received === '' ? 'UNKNOWN' : received}`);
}

const TEXTUAL: ReadonlySet<string> = new Set(['TEXT', 'CURRENCY', 'DATE_TIME']);
