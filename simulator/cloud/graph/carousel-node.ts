import { CODE } from '../errors.js';
import { buttonTypeProblem, firstProblem, listOf, optionalText, requiredText } from './field-checks.js';
import { isProblem, problem, type Problem } from './graph-answer.js';
import { isObject, type Members } from './members.js';
import { mediaProblem } from './message-nodes.js';

/** Cards of a media carousel: two to ten, all with the same kind and number of buttons (Meta's page on media carousels, 22 Dec 2025). */
export function carouselProblem(action: Members): Problem | null {
  const cards = listOf(action['cards'], "interactive['action']['cards']", 2, 10);
  if (isProblem(cards)) return cards;
  const objection = firstProblem(cards, cardProblem);
  if (objection !== null) return objection;
  return new Set(cards.map(buttonsOf)).size === 1 ? null : problem(CODE.badValue, 'Button types and numbers must match across all cards.');
}

function cardProblem(card: Members, i: number): Problem | null {
  const { header, body, action } = card;
  const type = isObject(header) ? String(header['type']) : '';
  if (type !== 'image' && type !== 'video') return problem(CODE.badParameter, `Param cards[${i}]['header']['type'] must be one of {image, video}`);
  if (!isObject(action)) return problem(CODE.missingParameter, `The parameter cards[${i}]['action'] is required.`);
  return mediaProblem(type, (header as Members)[type]) ?? (isObject(body) ? optionalText(body['text'], `cards[${i}]['body']['text']`, 160) : null) ?? buttonProblem(action, i);
}

function buttonProblem(action: Members, i: number): Problem | null {
  const { parameters } = action;
  if (action['name'] === 'cta_url') {
    if (!isObject(parameters)) return problem(CODE.missingParameter, `The parameter cards[${i}]['action']['parameters'] is required.`);
    return requiredText(parameters['display_text'], `cards[${i}]['display_text']`, 20) ?? requiredText(parameters['url'], `cards[${i}]['url']`, 2_000);
  }
  const buttons = listOf(action['buttons'], `cards[${i}]['action']['buttons']`, 1, 3);
  if (isProblem(buttons)) return buttons;
  const replies = buttons.map((button) => (isObject(button['quick_reply']) ? button['quick_reply'] : {}));
  return firstProblem(buttons, (button, j) => buttonTypeProblem(button, j, 'quick_reply')) ?? firstProblem(replies, (reply, j) => requiredText(reply['id'], `buttons[${j}]['quick_reply']['id']`, 256) ?? requiredText(reply['title'], `buttons[${j}]['quick_reply']['title']`, 20));
}

function buttonsOf(card: Members): string {
  const action = card['action'] as Members;
  return action['name'] === 'cta_url' ? 'cta_url' : `${(action['buttons'] as readonly unknown[]).length} replies`;
}
