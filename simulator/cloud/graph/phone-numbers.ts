import { displayPhoneOf } from './addresses.js';
import type { Cloud } from '../cloud.js';
import { success, type GraphAnswer } from './graph-answer.js';
import type { GraphCall, Routes } from './graph-call.js';

export class NumberNode {
  readonly routes: Routes = { 'GET number': (call) => this.#get(call) };
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  #get({ id, number }: GraphCall): GraphAnswer {
    return success({
      id,
      display_phone_number: `+${displayPhoneOf(number)}`,
      verified_name: 'desksim',
      quality_rating: 'GREEN',
      platform_type: 'CLOUD_API',
      throughput: { level: 'STANDARD' },
      whatsapp_business_manager_messaging_limit: tierName(this.#cloud.limitOf(number)),
    });
  }
}

/** TIER_250, TIER_2K, ... TIER_UNLIMITED. */
function tierName(limit: number): string {
  if (limit === Infinity) return 'TIER_UNLIMITED';
  return limit < 1_000 ? `TIER_${limit}` : `TIER_${limit / 1_000}K`;
}
