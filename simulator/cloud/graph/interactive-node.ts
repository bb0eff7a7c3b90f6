import { CODE } from '../errors.js';
import { carouselProblem } from './carousel-node.js';
import { buttonTypeProblem, firstProblem, listOf, optionalText, requiredText } from './field-checks.js';
import { isProblem, problem, type Problem } from './graph-answer.js';
import { isObject, type Members } from './members.js';
import { mediaProblem, type FieldLimits } from './message-nodes.js';

type Node = Record<string, unknown>;

/** What is wrong with an `interactive` node. Limits: Meta's pages on buttons and lists; conflicts as the reference decides them. */
export function interactiveProblem(node: Node, limits: FieldLimits): Problem | null {
  const type = typeof node['type'] === 'string' ? node['type'].toLowerCase() : '';
  const kind = KINDS[type];
  if (kind === undefined || !Object.hasOwn(KINDS, type)) return problem(CODE.badParameter, `Param interactive['type'] must be one of {${Object.keys(KINDS).join(', ')}}`);
  const action = node['action'];
  if (!isObject(action)) return problem(CODE.missingParameter, "The parameter interactive['action'] is required.");
  return headerProblem(node['header'], kind.headers) ?? bodyProblem(node['body'], kind, limits) ?? footerProblem(node['footer']) ?? kind.action(action, limits);
}

interface Kind {
  readonly headers: readonly string[];
  readonly bodyMax: number | 'listBodyChars';
  readonly bodyOptional?: boolean;
  readonly action: (action: Members, limits: FieldLimits) => Problem | null;
}

function headerProblem(header: unknown, allowed: readonly string[]): Problem | null {
  if (header === undefined) return null;
  const type = isObject(header) && typeof header['type'] === 'string' ? header['type'].toLowerCase() : '';
  if (!allowed.includes(type)) return problem(CODE.badParameter, allowed.length === 0 ? 'Unexpected key "header" on param "interactive".' : `Param interactive['header']['type'] must be one of {${allowed.join(', ')}}`);
  if (type === 'text') return requiredText((header as Node)['text'], "interactive['header']['text']", 60);
  return mediaProblem(type, (header as Node)[type]);
}

function bodyProblem(body: unknown, { bodyMax, bodyOptional }: Kind, limits: FieldLimits): Problem | null {
  if (body === undefined && bodyOptional === true) return null;
  return requiredText(isObject(body) ? body['text'] : undefined, "interactive['body']['text']", typeof bodyMax === 'number' ? bodyMax : limits[bodyMax].value);
}

function footerProblem(footer: unknown): Problem | null {
  if (footer === undefined) return null;
  return requiredText(isObject(footer) ? footer['text'] : undefined, "interactive['footer']['text']", 60);
}

function buttonsProblem(action: Members): Problem | null {
  const buttons = listOf(action['buttons'], "interactive['action']['buttons']", 1, 3);
  if (isProblem(buttons)) return buttons;
  const replies = buttons.map((button) => (isObject(button['reply']) ? button['reply'] : {}));
  return firstProblem(buttons, (button, i) => buttonTypeProblem(button, i, 'reply')) ?? firstProblem(replies, (reply, i) => requiredText(reply['id'], `buttons[${i}]['reply']['id']`, 256) ?? requiredText(reply['title'], `buttons[${i}]['reply']['title']`, 20))
    ?? uniqueProblem(replies, 'title', 'Button titles') ?? uniqueProblem(replies, 'id', 'Button ids');
}

function listProblem(action: Members): Problem | null {
  const sections = listOf(action['sections'], "interactive['action']['sections']", 1, 10);
  if (isProblem(sections)) return sections;
  const objection = requiredText(action['button'], "interactive['action']['button']", 20)
    ?? firstProblem(sections, (section, i) => {
      const title = sections.length > 1 ? requiredText : optionalText;
      const rows = listOf(section['rows'], `sections[${i}]['rows']`, 1, 10);
      return title(section['title'], `sections[${i}]['title']`, 24) ?? (isProblem(rows) ? rows : firstProblem(rows, rowProblem));
    });
  if (objection !== null) return objection;
  const rows = sections.flatMap((section) => section['rows'] as Node[]);
  return rows.length > 10 ? problem(CODE.badValue, `Total row count exceed max allowed count: 10`) : uniqueProblem(rows, 'id', 'Row ids');
}

function rowProblem(row: Node, i: number): Problem | null {
  return requiredText(row['id'], `rows[${i}]['id']`, 200) ?? requiredText(row['title'], `rows[${i}]['title']`, 24) ?? optionalText(row['description'], `rows[${i}]['description']`, 72);
}

function ctaProblem(action: Members): Problem | null {
  const wrong = named(action, 'cta_url');
  if (wrong !== null) return wrong;
  const parameters = action['parameters'] as Node;
  const url = parameters['url'];
  return requiredText(parameters['display_text'], "parameters['display_text']", 20) ?? requiredText(url, "parameters['url']", 2_000)
    ?? (/^https?:\/\/\S+$/i.test(String(url)) ? null : problem(CODE.badValue, "Param parameters['url'] is not a valid URL."));
}

function flowProblem(action: Members, { flowCtaChars }: FieldLimits): Problem | null {
  const wrong = named(action, 'flow');
  if (wrong !== null) return wrong;
  const parameters = action['parameters'] as Node;
  if ((parameters['flow_id'] === undefined) === (parameters['flow_name'] === undefined)) return problem(CODE.missingParameter, "One of parameters['flow_id'] and parameters['flow_name'] is required.");
  return requiredText(parameters['flow_message_version'], "parameters['flow_message_version']", 8)
    ?? requiredText(parameters['flow_cta'], "parameters['flow_cta']", flowCtaChars.value)
    ?? oneOf(parameters['mode'], "parameters['mode']", ['draft', 'published']) ?? oneOf(parameters['flow_action'], "parameters['flow_action']", ['navigate', 'data_exchange']);
}

function productListProblem(action: Members): Problem | null {
  const sections = listOf(action['sections'], "interactive['action']['sections']", 1, 10);
  if (isProblem(sections)) return sections;
  return requiredText(action['catalog_id'], "interactive['action']['catalog_id']", 256) ?? firstProblem(sections, (section, i) => {
    const items = listOf(section['product_items'], `sections[${i}]['product_items']`, 1, 30);
    if (isProblem(items)) return items;
    return firstProblem(items, (item, j) => requiredText(item['product_retailer_id'], `product_items[${j}]['product_retailer_id']`, 100));
  });
}

function productProblem(action: Members): Problem | null {
  return requiredText(action['catalog_id'], "interactive['action']['catalog_id']", 256) ?? requiredText(action['product_retailer_id'], "interactive['action']['product_retailer_id']", 100);
}

function orderProblem(action: Members): Problem | null {
  const wrong = named(action, 'review_and_pay');
  if (wrong !== null) return wrong;
  const parameters = action['parameters'] as Node;
  return requiredText(parameters['reference_id'], "parameters['reference_id']", 35) ?? (isObject(parameters['order']) ? null : problem(CODE.missingParameter, "The parameter parameters['order'] is required."));
}

/** An action without parameters worth checking. */
function plain(name: string): (action: Members) => Problem | null {
  return (action) => (action['name'] === name ? null : problem(CODE.badParameter, `Param interactive['action']['name'] must be one of {${name}}`));
}

/** An action with parameters of its own. */
function named(action: Members, name: string): Problem | null {
  return plain(name)(action) ?? (isObject(action['parameters']) ? null : problem(CODE.missingParameter, "The parameter interactive['action']['parameters'] is required."));
}

function oneOf(value: unknown, where: string, values: readonly string[]): Problem | null {
  return value === undefined || values.includes(String(value)) ? null : problem(CODE.badParameter, `Param ${where} must be one of {${values.join(', ')}}`);
}

function uniqueProblem(nodes: readonly Node[], member: string, what: string): Problem | null {
  return new Set(nodes.map((node) => String(node[member]))).size === nodes.length ? null : problem(CODE.badValue, `${what} must be unique.`);
}

const ANY_HEADER: readonly string[] = ['text', 'image', 'video', 'document'];
const KINDS: Readonly<Record<string, Kind>> = {
  button: { headers: ANY_HEADER, bodyMax: 1_024, action: buttonsProblem },
  list: { headers: ['text'], bodyMax: 'listBodyChars', action: listProblem },
  cta_url: { headers: ANY_HEADER, bodyMax: 1_024, action: ctaProblem },
  flow: { headers: ANY_HEADER, bodyMax: 1_024, action: flowProblem },
  location_request_message: { headers: [], bodyMax: 1_024, action: plain('send_location') },
  // Public clients (R-WAJS and others) send the first spelling, the reference has the second: both pass.
  request_contact_info: { headers: [], bodyMax: 1_024, action: plain('request_contact_info') },
  contact_request: { headers: [], bodyMax: 1_024, action: plain('request_contact_info') },
  product: { headers: [], bodyMax: 1_024, bodyOptional: true, action: productProblem },
  product_list: { headers: ['text'], bodyMax: 1_024, action: productListProblem },
  catalog_message: { headers: [], bodyMax: 1_024, action: plain('catalog_message') },
  address_message: { headers: [], bodyMax: 1_024, action: plain('address_message') },
  call_permission_request: { headers: [], bodyMax: 1_024, bodyOptional: true, action: plain('call_permission_request') },
  carousel: { headers: [], bodyMax: 1_024, action: carouselProblem },
  order_details: { headers: ANY_HEADER, bodyMax: 1_024, action: orderProblem },
};
