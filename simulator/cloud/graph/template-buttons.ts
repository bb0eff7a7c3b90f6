import { firstProblem, listOf, optionalText, requiredText } from './field-checks.js';
import { isProblem, problem, type Problem } from './graph-answer.js';
import { isObject } from './members.js';
import { variablesIn } from './template-variables.js';

type Button = Readonly<Record<string, unknown>>;

/** What is wrong with a component of type BUTTONS. */
export function buttonsProblem(component: Button, category: string): Problem | null {
  const buttons = listOf(component['buttons'], "buttons['buttons']", 1, 10);
  if (isProblem(buttons)) return buttons;
  const objection = firstProblem(buttons, (button) => buttonProblem(button, category));
  if (objection !== null) return objection;
  for (const [type, most] of MOST) {
    if (buttons.filter((button) => buttonTypeOf(button) === type).length > most) return wrong(`A template has at most ${most} buttons of type ${type}.`);
  }
  return null;
}

/** Upper case; '' for none. */
export function buttonTypeOf(button: Button): string {
  return typeof button['type'] === 'string' ? button['type'].toUpperCase() : '';
}

function buttonProblem(button: Button, category: string): Problem | null {
  const type = buttonTypeOf(button);
  if (!TYPES.has(type)) return wrong(`Param type of a button must be one of {${[...TYPES].join(', ')}}`);
  if ((type === 'OTP') !== (category === 'AUTHENTICATION')) return wrong('Authentication templates have buttons of type OTP, no other template has.');
  if (type === 'OTP') return otpProblem(button);
  const text = type === 'COPY_CODE' ? optionalText : requiredText;
  return text(button['text'], "button['text']", 25) ?? extraProblem(type, button);
}

function extraProblem(type: string, button: Button): Problem | null {
  if (type === 'PHONE_NUMBER') return requiredText(button['phone_number'], "button['phone_number']", 20);
  if (type === 'COPY_CODE') return button['example'] === undefined ? wrong('A button of type COPY_CODE needs an example.') : null;
  if (type !== 'URL') return null;
  const objection = requiredText(button['url'], "button['url']", 2_000);
  if (objection !== null) return objection;
  const url = String(button['url']);
  if (!/^https?:\/\//i.test(url)) return wrong("Param button['url'] is not a valid URL.");
  const variables = variablesIn(url);
  if (variables.length > 1 || (variables.length === 1 && !url.endsWith('}}'))) return wrong('A URL holds one variable at most, at its end.');
  return variables.length === 0 || button['example'] !== undefined ? null : wrong('A URL with a variable needs an example.');
}

function otpProblem(button: Button): Problem | null {
  const kind = String(button['otp_type']).toUpperCase();
  if (!OTP_TYPES.has(kind)) return wrong(`Param otp_type must be one of {${[...OTP_TYPES].join(', ')}}`);
  const apps = button['supported_apps'];
  if (kind === 'COPY_CODE') return optionalText(button['text'], "button['text']", 25);
  const hasApp = (Array.isArray(apps) && apps.length > 0 && apps.every(isObject)) || typeof button['package_name'] === 'string';
  return hasApp ? null : wrong('A button that hands over the code needs supported_apps.');
}

function wrong(details: string): Problem {
  return problem(100, details);
}

const TYPES: ReadonlySet<string> = new Set(['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'OTP', 'CATALOG', 'MPM', 'SPM', 'FLOW', 'VOICE_CALL', 'ORDER_DETAILS']);
const OTP_TYPES: ReadonlySet<string> = new Set(['COPY_CODE', 'ONE_TAP', 'ZERO_TAP']);
const MOST: readonly (readonly [string, number])[] = [['URL', 2], ['PHONE_NUMBER', 1], ['COPY_CODE', 1], ['OTP', 1], ['CATALOG', 1], ['MPM', 1]];
