import type { Ms } from '../../../runtime/units.js';
import type { Cloud } from '../cloud.js';

/** What a customer does besides writing, and with which words control asks for it. */
export const CUSTOMER_SIGNALS = ['block', 'unblock', 'report', 'stopMarketing', 'resumeMarketing'] as const;

export type CustomerSignal = (typeof CUSTOMER_SIGNALS)[number];

export function takeSignal(now: Ms, cloud: Cloud, signal: CustomerSignal, number: number, contact: number): void {
  if (signal === 'block') cloud.block(now, number, contact);
  else if (signal === 'unblock') cloud.unblock(number, contact);
  else if (signal === 'report') cloud.report(now, number, contact);
  else cloud.business.preferMarketing(now, number, contact, signal === 'resumeMarketing');
}
