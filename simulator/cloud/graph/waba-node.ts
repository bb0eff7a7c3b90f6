import type { Cloud } from '../cloud.js';
import { isProblem, success } from './graph-answer.js';
import type { Routes } from './graph-call.js';
import { askedFields, shown, type Fields } from './node-fields.js';

/** GET /{waba-id}: the account itself. Names of fields as public clients know them; those without a meaning here have one value. */
export function wabaRoutes(cloud: Cloud, wabaId: string, name: string): Routes {
  const fields: Fields<null> = {
    id: () => wabaId,
    name: () => name,
    timezone_id: () => '1',
    message_template_namespace: () => '00000000_0000_4000_8000_000000000001',
    currency: () => 'USD',
    account_review_status: () => 'APPROVED',
    business_verification_status: () => (cloud.business.verified ? 'verified' : 'not_verified'),
  };
  return {
    'GET waba': ({ members }) => {
      const names = askedFields(members, fields, USUAL, 'WhatsAppBusinessAccount');
      return isProblem(names) ? names : success(shown(null, names, fields));
    },
  };
}

/** What public clients type as always there. */
const USUAL = ['id', 'name', 'timezone_id', 'message_template_namespace'];
