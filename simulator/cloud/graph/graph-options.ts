import type { Ms } from '../../../runtime/units.js';
import type { AddressBook } from './addresses.js';
import type { MessageBody } from './send-body.js';
import type { Override } from './subscriptions.js';

/** What the business behind the API is called, who may ask, and who hears of what was accepted. All of it optional. */
export interface GraphOptions {
  readonly book?: AddressBook;
  /** The only bearer token that passes; null (the default): any. */
  readonly token?: string | null;
  /** From then on every token has expired. */
  readonly tokenExpiresAt?: Ms;
  readonly wabaId?: string;
  readonly appId?: string;
  readonly appName?: string;
  /** The app's own address for webhooks; undefined: it has none. */
  readonly webhookUrl?: string;
  /** Display name of the numbers. */
  readonly verifiedName?: string;
  /** Where the URLs inside answers begin (media, next pages): an HTTP door's address. The platform's own by default. */
  readonly urlBase?: string;
  /** Templates besides the simulation's own that every language knows and nobody checks: name to CATEGORY. */
  readonly templates?: ReadonlyMap<string, number>;
  /** Hears of every send that was accepted, before the answer leaves. */
  readonly accepted?: (send: AcceptedSend) => void;
  /** Hears of every callback that a request named for webhooks, so that it can be verified. */
  readonly overridden?: (override: Override) => void;
}

export interface AcceptedSend {
  /** Of the cloud. */
  readonly message: number;
  readonly wamid: string;
  readonly number: number;
  readonly contact: number;
  /** CATEGORY; service for everything that is no template. */
  readonly category: number;
  /** The recipient's phone digits. */
  readonly to: string;
  readonly body: MessageBody;
}
