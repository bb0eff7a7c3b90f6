import { CLOUD_ENTRY } from './cloud-entries.js';
import { depending, flag, kinds, list, members, nothing, number as plainNumber, object, orNull, row, sizeOf, text, under, whole, word, type Check } from './check.js';
import type { NumberEvent, Notice, Quality, TemplateCategory, TemplateStatus } from './cloud-ports.js';
import { isEndless, type CloudParts, type CloudState } from './cloud-state.js';
import type { Message } from './messages.js';
import type { Errand } from './office.js';
import type { TemplateState } from './template.js';

/** How much of everything there is: what indices may be. */
interface Counts {
  readonly numbers: number;
  readonly owners: number;
  readonly pairs: number;
  readonly records: number;
  readonly errands: number;
  readonly templates: number;
  /** Every contact is below. */
  readonly contacts: number;
}

/**
 * Whether something can be the state of a cloud. Instants and sums may be any numbers, indices only those of what is there.
 * @param given what is looked at: it says itself how many records it has @param own of a cloud with the same parameters
 * @param contacts every contact is below
 */
export function cloudStateCheck(given: unknown, own: CloudState, contacts: number): Check {
  const { business } = own as unknown as CloudParts;
  const counts: Counts = {
    numbers: business.meters.length, owners: business.limits.length, contacts,
    pairs: sizeOf(given, 'pairs', 'contact'), records: sizeOf(given, 'messages', 'records'),
    errands: sizeOf(given, 'business', 'office', 'errands'), templates: sizeOf(given, 'business', 'templates', 'list'),
  };
  const { pairs, records } = counts;
  return members<CloudParts>({
    nextMessage: whole(0),
    lastHeld: whole(-1),
    pairs: members<CloudParts['pairs']>({
      windowEndsAt: list(number, pairs), bucket: list(number, pairs), open: list(whole(0), pairs),
      contact: list(whole(-1, contacts)), number: list(whole(0, counts.numbers), pairs),
      exchange: list(whole(), 2 * pairs), index: list(whole(), 2 * pairs), free: list(whole(0, pairs)), cursor: whole(0, Math.max(1, pairs)),
    }),
    messages: members<CloudParts['messages']>({ records: inSlots((slot) => message(slot, counts)), spare: list(whole(0, records)) }),
    business: businessCheck(business, counts),
  });
}

/** An entry of the cloud on the agenda: its subject must be there when it rings. @param given the cloud's state, or anything */
export function cloudEntryCheck(given: unknown, owners: number): Check {
  const records = sizeOf(given, 'messages', 'records');
  const errands = under(given, 'business', 'office', 'errands');
  return depending((entry) => {
    const kind = under(entry, 'kind');
    const subject = under(entry, 'subject');
    const isErrand = kind === CLOUD_ENTRY.errand;
    const below = isErrand ? sizeOf(errands) : kind === CLOUD_ENTRY.raises ? owners : records;
    const isTaken: Check = (_, path) => (isErrand && Array.isArray(errands) && errands[subject as number] === null ? `\`${path}\` is no errand that waits` : null);
    return members<{ due: number; kind: number; subject: number }>({ due: number, kind: whole(CLOUD_ENTRY.arrives, CLOUD_ENTRY.lapses + 1), subject: (value, path) => whole(0, below)(value, path) ?? isTaken(value, path) });
  });
}

function message(slot: number, { pairs, numbers, contacts, templates }: Counts): Check {
  return members<Message>({
    slot: whole(slot, slot + 1), id: whole(0), pair: whole(0, pairs), number: whole(0, numbers), contact: whole(0, contacts), category: whole(0, 5), content: whole(), place: whole(),
    timestampMs: number, terms: whole(0, 8), template: whole(-1, templates), fee: number, acceptedAt: number, happenedAt: number, deliveredAt: number, readAt: number, code: whole(), entries: whole(0),
  });
}

type Business = CloudParts['business'];

function businessCheck(own: Business, counts: Counts): Check {
  const { numbers, owners, contacts, errands, templates, records } = counts;
  const contact = whole(0, contacts);
  const reached = recipients(contact);
  const each = (check: Check): Check => list(check, numbers);
  const one = <T extends object>(checks: { readonly [K in keyof T]-?: Check }): Check => members<T>(checks);
  return members<Business>({
    office: one<Business['office']>({ errands: list(orNull(errand(counts))), spare: list(whole(0, errands)) }),
    meters: each(one<Business['meters'][number]>({ mps: number, bookedUntil: number })),
    limits: list(one<Business['limits'][number]>({ raising: flag, today: reached, lately: reached }), owners),
    fees: one<Business['fees']>({ service: list(number, own.fees.service.length), markets: list(market(own)), monthEndsAt: number, conversations: list(reached, own.fees.conversations.length) }),
    conversations: list(row(whole(), number)),
    cap: depending((cap) => one<Business['cap']>({ at: list(number), who: list(contact, sizeOf(cap, 'at')), times: list(number, sizeOf(cap, 'at')), refused: reached })),
    enforcement: one<Business['enforcement']>({ rung: whole(0), climbedAt: number, templatesUntil: number, everythingUntil: number, locked: flag, misclassified: list(number), utilityUntil: number }),
    entryPoints: one<Business['entryPoints']>({ points: list(row(whole(), one<{ answerBy: number; endsAt: number }>({ answerBy: number, endsAt: number }))), sweepAt: number }),
    numbers: one<Business['numbers']>({
      registrations: each(one<Business['numbers']['registrations'][number]>({ registered: flag, at: list(number), blockedUntil: number })),
      signals: each(signals), quality: each(quality), checking: each(flag), flaggedUntil: each(number), level: each(word('STANDARD', 'HIGH', 'NOT_APPLICABLE', 'upgrading')),
      reached: list(reached, own.numbers.reached.length), closedBy: each(whole()), earnsRaises: list(flag, owners),
    }),
    templates: one<Business['templates']>({ list: inSlots((slot) => template(slot, records)), lastTo: list(row(contact, whole(0, templates))), created: list(number), utilityPacedUntil: number }),
    templateCode: list(whole(0), own.templateCode.length),
    verified: flag,
    stopped: list(contact),
    blocked: each(list(contact)),
  });
}

/** Each knows its own place. */
function inSlots(item: (slot: number) => Check): Check {
  return (value, path) => list(object)(value, path) ?? row(...(value as unknown[]).map((_, slot) => item(slot)))(value, path);
}

function recipients(contact: Check): Check {
  return depending((ledger) => members<Business['limits'][number]['today']>({ limit: number, holdMs: number, at: list(number), who: list(contact, sizeOf(ledger, 'at')) }));
}

function market(own: Business): Check {
  const international = members<{ days: unknown; startsAt: number }>({ days: list(members<{ day: number; count: number }>({ day: whole(), count: whole(0) })), startsAt: number });
  return members<Business['fees']['markets'][number]>({ name: text, charged: list(number, own.fees.markets[0]!.charged.length), international: orNull(international) });
}

/** Infinity stands in a cloud's state as a word. */
const number: Check = (value, path) => (isEndless(value) ? null : plainNumber(value, path));
const words = <T extends string>(all: Readonly<Record<T, true>>): Check => word(...Object.keys(all));
const quality = words<Quality>({ GREEN: true, YELLOW: true, RED: true, UNKNOWN: true });
const category = words<TemplateCategory>({ MARKETING: true, UTILITY: true, AUTHENTICATION: true });
const STATUSES: Readonly<Record<TemplateStatus, true>> = {
  PENDING: true, APPROVED: true, REJECTED: true, PAUSED: true, DISABLED: true, ARCHIVED: true, DELETED: true, IN_APPEAL: true, PENDING_DELETION: true, LIMIT_EXCEEDED: true, LOCKED: true, FLAGGED: true, REINSTATED: true,
};
/** Seven days of four kinds. */
const signals = members<Business['numbers']['signals'][number]>({ days: list(number, 28), dayEndsAt: number, today: whole(0, 7) });

function template(slot: number, records: number): Check {
  return members<TemplateState>({
    slot: whole(slot, slot + 1), id: text, name: text, language: text, category, components: orNull(list(object)), ttlS: orNull(number), status: words(STATUSES), quality, qualityAt: number, reason: text,
    pauses: whole(0), paced: flag, nextCategory: orNull(category), refusal: whole(0), pacedSends: whole(0), held: list(whole(0, records)), unjudged: whole(0),
    pauseEndsAt: number, verdictAt: number, reviewAt: number, lastUsedAt: number, editedAt: list(number), rewritten: flag, signals,
  });
}

function errand(counts: Counts): Check {
  const told = notice(counts);
  const kind = word('notice', 'templateReview', 'templateUnpause', 'templateVerdict', 'templateCategory', 'templateArchive', 'templateDeletion', 'qualityCheck', 'lowering', 'upgrade', 'lifting');
  return depending((one) => members<Errand>({
    kind, subject: whole(0, String(under(one, 'kind')).startsWith('template') ? counts.templates : counts.numbers),
    notice: under(one, 'kind') === 'notice' ? told : nothing,
  }));
}

/** Members of a notice, each kind by itself. */
function notice({ numbers, templates, contacts }: Counts): Check {
  type Told<K extends Notice['kind']> = Extract<Notice, { readonly kind: K }>;
  type Account<E> = Extract<Told<'accountUpdate'>, { readonly event: E }>;
  const of = whole(0, numbers);
  const slot = whole(0, templates);
  const kind = text;
  const event = words<NumberEvent>({ ONBOARDING: true, FLAGGED: true, UNFLAGGED: true, UPGRADE: true, DOWNGRADE: true, THROUGHPUT_UPGRADE: true });
  return kinds('kind', {
    limit: members<Told<'limit'>>({ kind, limit: number, number: whole(-1, numbers) }),
    alert: members<Told<'alert'>>({ kind, type: text }),
    numberQuality: members<Told<'numberQuality'>>({ kind, number: of, event, limit: number, oldLimit: number }),
    accountUpdate: kinds('event', {
      ACCOUNT_RESTRICTION: members<Account<'ACCOUNT_RESTRICTION'>>({ kind, event: text, restrictions: list(text), untilMs: number }),
      ACCOUNT_VIOLATION: members<Account<'ACCOUNT_VIOLATION'>>({ kind, event: text, violation: text }),
      AUTH_INTL_PRICE_ELIGIBILITY_UPDATE: members<Account<'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE'>>({ kind, event: text, market: text, startsAtMs: number }),
      DISABLED_UPDATE: members<Account<'DISABLED_UPDATE'>>({ kind, event: text, state: word('DISABLE', 'REINSTATE') }),
    }),
    volumeTier: members<Told<'volumeTier'>>({ kind, category: whole(0, 5), from: number, to: number, monthMs: number, market: text }),
    templateStatus: members<Told<'templateStatus'>>({ kind, template: slot, event: words<TemplateStatus | 'UNARCHIVED'>({ ...STATUSES, UNARCHIVED: true }), reason: text, title: orNull(text) }),
    templateQuality: members<Told<'templateQuality'>>({ kind, template: slot, from: quality, to: quality }),
    templateCategory: members<Told<'templateCategory'>>({ kind, template: slot, phase: word('announced', 'changed'), from: category, to: category, atMs: number }),
    templateComponents: members<Told<'templateComponents'>>({ kind, template: slot }),
    userPreference: members<Told<'userPreference'>>({ kind, number: of, contact: whole(0, contacts), value: word('stop', 'resume') }),
  });
}
