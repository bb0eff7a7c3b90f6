import { CODE } from '../errors.js';
import { firstProblem, requiredText } from './field-checks.js';
import { problem, type Problem } from './graph-answer.js';
import { isObject, textOf } from './members.js';
import { mediaProblem } from './message-nodes.js';

/** What is wrong with a `template` node as such, whatever template it names. */
export function templateProblem(node: Record<string, unknown>): Problem | null {
  const language = node['language'];
  const components = node['components'];
  const unnamed = requiredText(typeof node['name'] === 'string' ? node['name'] : '', "template['name']", 512);
  if (unnamed !== null) return unnamed;
  if (!isObject(language) || typeof language['code'] !== 'string' || language['code'] === '') return problem(CODE.missingParameter, "The parameter template['language'] is required.");
  if (components === undefined) return null;
  if (!Array.isArray(components) || !components.every(isObject)) return problem(CODE.badParameter, "Param template['components'] must be a list of objects.");
  return firstProblem(components, componentProblem);
}

function componentProblem(component: Record<string, unknown>, i: number): Problem | null {
  const where = `components[${i}]`;
  const type = typeof component['type'] === 'string' ? component['type'].toLowerCase() : '';
  const parameters = component['parameters'];
  if (!COMPONENTS.has(type)) return problem(CODE.badParameter, `Param ${where}['type'] must be one of {${[...COMPONENTS].join(', ')}}`);
  if (type === 'button') {
    const index = Number(textOf(component['index']) ?? NaN);
    if (typeof component['sub_type'] !== 'string') return problem(CODE.missingParameter, `The parameter ${where}['sub_type'] is required.`);
    if (!(index >= 0 && index <= 9)) return problem(CODE.missingParameter, `The parameter ${where}['index'] is required.`);
  }
  if (parameters === undefined) return null;
  if (!Array.isArray(parameters) || !parameters.every(isObject)) return problem(CODE.badParameter, `Param ${where}['parameters'] must be a list of objects.`);
  return firstProblem(parameters, (parameter, j) => parameterProblem(parameter, `${where}['parameters'][${j}]`));
}

function parameterProblem(parameter: Record<string, unknown>, where: string): Problem | null {
  const type = typeof parameter['type'] === 'string' ? parameter['type'].toLowerCase() : '';
  if (!PARAMETERS.has(type)) return problem(CODE.badParameter, `Param ${where}['type'] must be one of {${[...PARAMETERS].join(', ')}}`);
  if (type === 'text' || type === 'payload' || type === 'coupon_code') return requiredText(parameter[type], `${where}['${type}']`, LONGEST_TEXT);
  if (type === 'image' || type === 'video' || type === 'document') return mediaProblem(type, parameter[type]);
  if (isObject(parameter[type])) return null;
  return problem(CODE.missingParameter, `The parameter ${where}['${type}'] is required.`);
}

const COMPONENTS: ReadonlySet<string> = new Set(['header', 'body', 'footer', 'button', 'carousel', 'limited_time_offer', 'order_status', 'tap_target_configuration']);
const PARAMETERS: ReadonlySet<string> = new Set([
  'action', 'coupon_code', 'currency', 'date_time', 'document', 'image', 'limited_time_offer', 'location', 'payload', 'product', 'tap_target_configuration', 'text', 'video',
]);
/** Of a template that is nothing but a body. */
const LONGEST_TEXT = 32_768;
