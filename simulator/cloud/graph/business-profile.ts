import { CODE } from '../errors.js';
import { firstProblem, optionalText } from './field-checks.js';
import { problem, success, type GraphAnswer, type Problem } from './graph-answer.js';
import type { GraphCall, Routes } from './graph-call.js';
import { textOf, type Members } from './members.js';
import { askedFields, shown, type Fields } from './node-fields.js';

type Profile = Record<string, unknown>;

/** GET and POST /{phone-number-id}/whatsapp_business_profile. Limits: Meta's page on business profiles (16 Jun 2026). */
export class BusinessProfiles {
  readonly routes: Routes = {
    'GET number whatsapp_business_profile': (call) => this.#get(call),
    'POST number whatsapp_business_profile': (call) => this.#post(call),
  };
  readonly #profiles = new Map<number, Profile>();

  snapshot(): [number, Profile][] {
    return [...this.#profiles].map(([number, profile]) => [number, { ...profile }]);
  }

  restore(profiles: readonly (readonly [number, Profile])[]): void {
    this.#profiles.clear();
    for (const [number, profile] of profiles) this.#profiles.set(number, { ...profile });
  }

  #get({ number, members }: GraphCall): GraphAnswer | Problem {
    const names = askedFields(members, FIELDS, ['messaging_product'], 'WhatsAppBusinessProfile');
    if ('code' in names) return names;
    const asked = [...new Set([...names.filter((name) => name !== 'id'), 'messaging_product'])];
    return success({ data: [shown(this.#profiles.get(number) ?? {}, asked, FIELDS)] });
  }

  #post({ number, members }: GraphCall): GraphAnswer | Problem {
    if (members['messaging_product'] !== 'whatsapp') return problem(CODE.badParameter, 'The parameter messaging_product is required.');
    const objection = profileProblem(members);
    if (objection !== null) return objection;
    const profile = this.#profiles.get(number) ?? {};
    for (const name of [...TEXTS.map(([text]) => text), 'vertical', 'websites']) if (members[name] !== undefined) profile[name] = members[name];
    const handle = textOf(members['profile_picture_handle']);
    if (handle !== undefined) profile['profile_picture_url'] = `https://pps.whatsapp.net/v/${handle.slice(0, 64)}`;
    this.#profiles.set(number, profile);
    return success({ success: true });
  }
}

function profileProblem(members: Members): Problem | null {
  const { about, vertical, websites = [] } = members;
  if (about === '') return problem(CODE.badParameter, 'Param about must hold 1 to 139 characters.');
  if (vertical !== undefined && !VERTICALS.has(String(vertical))) return problem(CODE.badParameter, `Param vertical must be one of {${[...VERTICALS].filter((name) => name !== '').join(', ')}}`);
  if (!Array.isArray(websites) || websites.length > 2) return problem(CODE.badParameter, 'Param websites must be a list of at most 2 addresses.');
  return firstProblem(TEXTS, ([name, max]) => optionalText(members[name], name, max))
    ?? firstProblem(websites, (site) => (typeof site === 'string' && site.length <= 256 && /^https?:\/\//i.test(site) ? null : problem(CODE.badParameter, 'Param websites holds no valid URL.')));
}

const TEXTS: readonly (readonly [string, number])[] = [['about', 139], ['address', 256], ['description', 512], ['email', 128]];
const FIELDS: Fields<Profile> = {
  ...Object.fromEntries(['about', 'address', 'description', 'email', 'profile_picture_url', 'vertical', 'websites'].map((name) => [name, (profile: Profile) => profile[name]])),
  messaging_product: () => 'whatsapp',
  id: () => undefined,
};
const VERTICALS: ReadonlySet<string> = new Set([
  '', 'ALCOHOL', 'APPAREL', 'AUTO', 'BEAUTY', 'EDU', 'ENTERTAIN', 'EVENT_PLAN', 'FINANCE', 'GOVT', 'GROCERY', 'HEALTH', 'HOTEL', 'NONPROFIT',
  'ONLINE_GAMBLING', 'OTC_DRUGS', 'OTHER', 'PHYSICAL_GAMBLING', 'PROF_SERVICES', 'RESTAURANT', 'RETAIL', 'TRAVEL', 'UNDEFINED', 'NOT_A_BIZ',
]);
