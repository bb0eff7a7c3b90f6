import { FATE } from '../cloud-ports.js';
import { ERRORS } from '../errors.js';

/**
 * Recipients with a fixed fate, in a block of numbers that nobody has: `1557` and an error code in seven digits, such as
 * 15570131026, or one of three special ones. They work in every fake and cost nothing.
 *
 * @returns as `CloudHooks.fateOf`
 */
export function fateOf(phone: string): number {
  if (!phone.startsWith(PREFIX) || phone.length !== PREFIX.length + 7) return 0;
  const special = SPECIAL[phone];
  if (special !== undefined) return FATE[special];
  const code = Number(phone.slice(PREFIX.length));
  const error = ERRORS.get(code);
  if (error === undefined || error.channel === 'inbound' || code === 0) return 0;
  return error.channel === 'async' ? code : -code;
}

/** All of them, with what they do. */
export function magicNumbers(): Readonly<Record<string, string>> {
  const errors = [...ERRORS.values()].filter((error) => error.channel !== 'inbound' && error.code !== 0).map(({ code, channel, title }) => {
    return [`${PREFIX}${String(code).padStart(7, '0')}`, `${channel === 'async' ? 'fails' : 'is refused'} with ${code}: ${title}`] as const;
  });
  return Object.fromEntries([...Object.entries(SPECIAL).map(([phone, kind]) => [phone, MEANINGS[kind]] as const), ...errors]);
}

const PREFIX = '1557';
const SPECIAL: Readonly<Record<string, keyof typeof FATE>> = {
  '15579990001': 'readAtOnce', '15579990002': 'deliveredOnly', '15579990003': 'neverDelivered',
};
const MEANINGS = { readAtOnce: 'reads at once', deliveredOnly: 'gets it and never reads', neverDelivered: 'never gets it' };
