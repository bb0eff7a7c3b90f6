import { HOUR, type Ms } from '../../../runtime/units.js';
import { BUSINESS_DIAL_CODE, displayPhoneOf, phoneNumberIdOf } from './addresses.js';
import type { Cloud } from '../cloud.js';
import { CODE } from '../errors.js';
import { isProblem, problem, success, type GraphAnswer, type Problem } from './graph-answer.js';
import type { Bases, GraphCall, Routes } from './graph-call.js';
import { textOf } from './members.js';
import { askedFields, shown, type Fields } from './node-fields.js';
import { page } from './paging.js';
import { RollingBudget } from './rolling-budget.js';
import type { Subscriptions } from './subscriptions.js';
import type { Usernames } from './usernames.js';

/** What the API keeps of a business number; the rest the cloud knows. */
interface NumberState {
  readonly number: number;
  /** Two-step verification; '' while it is off. */
  pin: string;
  wrongPins: number;
  isVerified: boolean;
  readonly codes: RollingBudget;
}

/** The same as JSON. */
export type RegistrationState = Omit<NumberState, 'number' | 'codes'> & { readonly codes: readonly Ms[] };

type NumberNow = NumberState & { readonly now: Ms };

/** The nodes of business numbers: what they tell, register and deregister, verification, two-step pin. */
export class PhoneNumbers {
  readonly routes: Routes = {
    'GET number': (call) => this.#get(call),
    'POST number': (call) => this.#change(call),
    'POST number register': (call) => this.#register(call),
    'POST number deregister': (call) => this.#deregister(call),
    'POST number request_code': (call) => this.#requestCode(call),
    'POST number verify_code': (call) => this.#verifyCode(call),
    'GET waba phone_numbers': (call) => this.#list(call),
  };
  readonly #cloud: Cloud;
  readonly #bases: Bases;
  readonly #subscriptions: Subscriptions;
  readonly #states: readonly NumberState[];
  readonly #fields: Fields<NumberNow>;

  constructor(cloud: Cloud, verifiedName: string, bases: Bases, subscriptions: Subscriptions, usernames: Usernames) {
    this.#cloud = cloud;
    this.#bases = bases;
    this.#subscriptions = subscriptions;
    this.#states = Array.from({ length: cloud.numbers }, (_, number) => ({ number, pin: '', wrongPins: 0, isVerified: true, codes: new RollingBudget(HOUR) }));
    this.#fields = fieldsOf(cloud, verifiedName, subscriptions, usernames);
  }

  snapshot(): RegistrationState[] {
    return this.#states.map(({ pin, wrongPins, isVerified, codes }) => ({ pin, wrongPins, isVerified, codes: codes.snapshot() }));
  }

  restore(states: readonly RegistrationState[]): void {
    for (const state of this.#states) {
      const { pin, wrongPins, isVerified, codes } = states[state.number]!;
      Object.assign(state, { pin, wrongPins, isVerified });
      state.codes.restore(codes);
    }
  }

  #get({ number, members, now }: GraphCall): GraphAnswer | Problem {
    const names = askedFields(members, this.#fields, NODE_FIELDS, NODE_TYPE);
    return isProblem(names) ? names : success(shown({ ...this.#states[number]!, now }, names, this.#fields));
  }

  #list(call: GraphCall): GraphAnswer | Problem {
    const names = askedFields(call.members, this.#fields, LIST_FIELDS, NODE_TYPE);
    if (isProblem(names)) return names;
    return page(call, this.#states, ({ number }) => phoneNumberIdOf(number), (state) => shown({ ...state, now: call.now }, names, this.#fields), this.#bases.graph);
  }

  /** Sets the pin of two-step verification, or where webhooks go. */
  #change(call: GraphCall): GraphAnswer | Problem {
    if (call.members['webhook_configuration'] !== undefined) return this.#subscriptions.configure(call);
    const pin = pinOf(call);
    if (typeof pin !== 'string') return pin;
    const state = this.#states[call.number]!;
    state.pin = pin;
    state.wrongPins = 0;
    return success({ success: true });
  }

  #register(call: GraphCall): GraphAnswer | Problem {
    const state = this.#states[call.number]!;
    if (call.members['messaging_product'] !== 'whatsapp') return problem(CODE.badParameter, 'The parameter messaging_product is required.');
    const pin = pinOf(call);
    if (typeof pin !== 'string') return pin;
    if (!state.isVerified) return problem(133006);
    if (state.wrongPins >= MOST_WRONG_PINS) return problem(133008);
    if (state.pin !== '' && state.pin !== pin) {
      state.wrongPins += 1;
      return problem(133005);
    }
    const code = this.#cloud.register(call.now, call.number);
    if (code < 0) return problem(-code);
    state.pin = pin;
    state.wrongPins = 0;
    return success({ success: true });
  }

  #deregister({ number, now }: GraphCall): GraphAnswer | Problem {
    const code = this.#cloud.deregister(now, number);
    return code < 0 ? problem(-code) : success({ success: true });
  }

  /** From here to `verify_code` the number counts as not verified. */
  #requestCode({ number, members, now }: GraphCall): GraphAnswer | Problem {
    const state = this.#states[number]!;
    if (!['SMS', 'VOICE'].includes(String(members['code_method']))) return problem(CODE.badParameter, 'Param code_method must be one of {SMS, VOICE}');
    if (textOf(members['language']) === undefined) return problem(CODE.badParameter, 'The parameter language is required.');
    if (state.codes.used(now) >= MOST_CODES) return problem(136024, null, { subcode: 2388091, isTransient: false, userTitle: "Couldn't send the code", userMessage: 'Try again after some time.' });
    state.codes.count(now);
    state.isVerified = false;
    return success({ success: true });
  }

  #verifyCode({ number, members }: GraphCall): GraphAnswer | Problem {
    const code = textOf(members['code']);
    if (code === undefined) return problem(CODE.badParameter, 'The parameter code is required.');
    if (code !== verificationCodeOf(number)) return problem(136025, null, { subcode: 2388093, isTransient: false, userTitle: "Couldn't verify the code", userMessage: 'The code that was entered is wrong.' });
    this.#states[number]!.isVerified = true;
    return success({ success: true });
  }
}

/** What the SMS to a business number would say: nobody reads it here, so it is the number's last six digits. */
export function verificationCodeOf(number: number): string {
  return displayPhoneOf(number).slice(-6);
}

function pinOf({ members }: GraphCall): string | Problem {
  const pin = textOf(members['pin']);
  if (pin === undefined) return problem(CODE.badParameter, 'The parameter pin is required.');
  return /^\d{6}$/.test(pin) ? pin : problem(CODE.badParameter, 'Param pin must be 6 digits.');
}

function fieldsOf(cloud: Cloud, verifiedName: string, subscriptions: Subscriptions, usernames: Usernames): Fields<NumberNow> {
  const status = ({ number, now }: NumberNow): string => cloud.business.numbers.statusOf(now, number);
  const limit = ({ number }: NumberNow): string => tierName(cloud.limitOf(number));
  return {
    verified_name: () => verifiedName,
    code_verification_status: ({ isVerified }) => (isVerified ? 'VERIFIED' : 'NOT_VERIFIED'),
    display_phone_number: ({ number }) => `+${displayPhoneOf(number)}`,
    quality_rating: ({ number }) => cloud.qualityOf(number),
    platform_type: () => 'CLOUD_API',
    host_platform: () => 'CLOUD_API',
    throughput: ({ number }) => ({ level: cloud.throughputOf(number) }),
    webhook_configuration: ({ number }) => subscriptions.configurationOf(number),
    whatsapp_business_manager_messaging_limit: limit,
    messaging_limit_tier: limit,
    status,
    name_status: () => 'APPROVED',
    new_name_status: () => 'NONE',
    unified_cert_status: () => 'APPROVED',
    account_mode: () => 'LIVE',
    country_code: () => 'US',
    country_dial_code: () => BUSINESS_DIAL_CODE,
    is_official_business_account: () => false,
    is_pin_enabled: ({ pin }) => pin !== '',
    username: ({ number }) => usernames.of(number) ?? null,
    id: ({ number }) => phoneNumberIdOf(number),
  };
}

/** TIER_250, TIER_2K, ... TIER_UNLIMITED. */
function tierName(limit: number): string {
  if (limit === Infinity) return 'TIER_UNLIMITED';
  return limit < 1_000 ? `TIER_${limit}` : `TIER_${limit / 1_000}K`;
}

const NODE_TYPE = 'WhatsAppBusinessPhoneNumber';
/** What a node shows when no fields are asked for; entries of the list show the same (samples of R-OPENAPI differ, all are subsets of FIELDS). */
const NODE_FIELDS = ['verified_name', 'code_verification_status', 'display_phone_number', 'quality_rating', 'platform_type', 'throughput', 'webhook_configuration', 'id'];
const LIST_FIELDS = NODE_FIELDS;
/** Assumed: the platform names no figures. */
const MOST_WRONG_PINS = 5;
const MOST_CODES = 5;
