import { between, depending, flag, list, members, number, object, orNull, optional, row, sizeOf, text, under, whole, type Check } from '../check.js';
import { cloudEntryCheck, cloudStateCheck } from '../cloud-state-check.js';
import { readFault } from '../faults/fault-spec.js';
import { FIRST_STRANGER } from '../graph/addresses.js';
import { isBatch, type Batch } from '../webhooks/batch.js';
import type { FakeState } from './fake-state.js';
import type { Profile } from './people.js';

/** What a customer may be described by. */
export const profileCheck: Check = members<Profile>({ name: optional(text), username: optional(text), parentUserId: optional(text), withheld: optional(flag), identityHash: optional(text), inChat: optional(flag) });

/** Whether something can be the state of a fake. @param given what is looked at @param own of a fake with the same options */
export function fakeStateCheck(given: unknown, own: FakeState): Check {
  const { numbers } = own;
  const contacts = FIRST_STRANGER + sizeOf(given, 'strangers');
  const contact = whole(0, contacts);
  return members<FakeState>({
    version: number,
    numbers: whole(numbers, numbers + 1),
    nowMs: between(0, LAST_INSTANT),
    speed: between(0, FASTEST),
    cloud: cloudStateCheck(under(given, 'cloud'), own.cloud, contacts),
    agenda: list(cloudEntryCheck(under(given, 'cloud'), sizeOf(own.cloud, 'business', 'limits'))),
    strangers: list(digits),
    people: members<FakeState['people']>({ profiles: list(row(contact, profileCheck)), met: list(row(whole(), number)) }),
    graph: graphCheck(numbers, contact),
    faults: members<FakeState['faults']>({ nextId: whole(1), standing: list(members<FakeState['faults']['standing'][number]>({ id: whole(1), spec: fault, matched: whole(0), struck: whole(0) })) }),
    batch,
    callbacks: list(members<FakeState['callbacks'][number]>({ url: address, verifyToken: text, verified: flag })),
    webhooks: list(delivery(numbers)),
    inbound: members<FakeState['inbound']>({ written: whole(0), waiting: list(row(whole(0), node)) }),
    given: list(row(whole(0), members<FakeState['given'][number][1]>({ opaque: text, toUserId: flag }))),
  });
}

type Graph = FakeState['graph'];

function graphCheck(numbers: number, contact: Check): Check {
  const number_ = whole(0, numbers);
  const override = members<{ url: string; verifyToken: string }>({ url: address, verifyToken: text });
  return members<Graph>({
    requests: whole(0),
    calls: list(number),
    media: members<Graph['media']>({ count: whole(0), files: list(members<Graph['media']['files'][number]>({ id: text, number: whole(-1, numbers), mime: text, base64: text, until: number })) }),
    blocked: list(list(contact), numbers),
    subscriptions: members<Graph['subscriptions']>({ isSubscribed: flag, account: orNull(override), numbers: list(row(number_, override)) }),
    numbers: list(members<Graph['numbers'][number]>({ pin: text, wrongPins: whole(0), isVerified: flag, codes: list(number) }), numbers),
    profiles: list(row(number_, object)),
    reactions: members<Graph['reactions']>({ hours: list(members<Graph['reactions']['hours'][number]>({ from: number, to: whole(-1) })), oldUpTo: whole(-1), barred: list(whole(0)) }),
    usernames: list(row(number_, text)),
  });
}

/** What the webhook will say is anybody's business. */
function delivery(numbers: number): Check {
  const update = members<FakeState['webhooks'][number]['updates'][number]>({ number: whole(-1, numbers), lane: whole(0), field: text, value: object });
  const updates: Check = (value, path) => list(update)(value, path) ?? (sizeOf(value) > 0 ? null : `\`${path}\` is empty`);
  return members<FakeState['webhooks'][number]>({ due: number, firstAt: number, attempts: whole(0), updates, badSignature: flag });
}

const digits: Check = (value, path) => text(value, path) ?? (/^\d*$/.test(value as string) ? null : `\`${path}\` is no phone number`);

const address: Check = (value, path) => text(value, path) ?? (URL.canParse(value as string) ? null : `\`${path}\` is no address`);

const fault: Check = (value, path) => {
  const read = readFault(value);
  return typeof read === 'string' ? `\`${path}\`: ${read}` : null;
};

const batch: Check = (value, path) => members<Batch>({ batchUpTo: number, batchWithinMs: number })(value, path) ?? (isBatch(value as Batch) ? null : `\`${path}\` is no batch`);

/** A customer's message: the rest is as the webhook will show it. */
const node: Check = depending((message) => (value, path) => object(value, path) ?? text(under(message, 'type'), `${path}.type`));

/** Of Date. */
const LAST_INSTANT = 8.64e15;
const FASTEST = 1_000_000;
