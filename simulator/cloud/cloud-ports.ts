import type { Ms } from '../../runtime/units.js';

/** How the cloud asks for the future; whoever owns the agenda calls `ring` when an entry is due. */
export interface CloudTimers {
  at(due: Ms, kind: number, subject: number): void;
}

/** Who hears the cloud: phones on one side, the desk's webhook on the other. */
export interface CloudHooks {
  /** A business message reached a phone. */
  phoneReceives(now: Ms, customer: number, number: number, content: number): void;
  /** Blue ticks and typing reached a phone. */
  phoneSeesRead(now: Ms, customer: number): void;
  /** @param timestampMs the platform's, in whole seconds: windows are computed from it */
  webhookMessage(now: Ms, number: number, contact: number, message: number, timestampMs: Ms, content: number): void;
  /** @param status one of STATUS @param code error code of a failed message, otherwise 0 */
  webhookStatus(now: Ms, message: number, status: number, code: number): void;
  /** Everything rare that the platform tells about accounts, numbers, templates and customers' wishes. */
  webhookNotice(now: Ms, notice: Notice): void;
  /**
   * What always becomes of sends to this contact, for recipients with a fixed outcome: 0: whatever the rules say; one of
   * FATE; an error code: it fails with it; minus an error code: it is refused with it.
   */
  fateOf?(contact: number): number;
}

/** Fixed outcomes of accepted messages. `readAtOnce` is the last: greater numbers are error codes. */
export const FATE = { neverDelivered: 1, deliveredOnly: 2, readAtOnce: 3 } as const;

/**
 * What changed, in numbers of the inside: `number` is the business number, `template` a slot of `Templates`, `contact`
 * a customer. Rooms outside make JSON of it.
 */
export type Notice =
  /** business_capability_update. Infinity = unlimited. */
  | { readonly kind: 'limit'; readonly limit: number };
