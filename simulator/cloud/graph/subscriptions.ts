import { CODE } from '../errors.js';
import { problem, success, type GraphAnswer, type Problem } from './graph-answer.js';
import type { GraphCall, Routes } from './graph-call.js';
import { isObject, textOf, type Members } from './members.js';

/** Somewhere else that webhooks go to. */
export interface Override {
  readonly url: string;
  readonly verifyToken: string;
}

interface App {
  readonly id: string;
  readonly name: string;
  /** Its own address for webhooks; null: it has none. */
  readonly url: string | null;
}

/** Whether the app hears webhooks at all, and where else than at its own address. The most special override wins. */
export class Subscriptions {
  readonly routes: Routes = {
    'POST waba subscribed_apps': ({ members }) => this.#subscribe(members),
    'GET waba subscribed_apps': () => this.#list(),
    'DELETE waba subscribed_apps': () => this.#unsubscribe(),
  };
  readonly #app: App;
  readonly #overridden: (override: Override) => void;
  readonly #numbers = new Map<number, Override>();
  #account: Override | null = null;
  #isSubscribed = true;

  constructor(app: App, overridden: (override: Override) => void = () => {}) {
    this.#app = app;
    this.#overridden = overridden;
  }

  get isSubscribed(): boolean {
    return this.#isSubscribed;
  }

  /** Where the webhooks of a number go, or null: to the app's own address. */
  overrideOf(number: number): Override | null {
    return this.#numbers.get(number) ?? this.#account;
  }

  /** Field `webhook_configuration` of a number; undefined if there is nothing to tell. */
  configurationOf(number: number): object | undefined {
    const own = this.#numbers.get(number);
    if (own === undefined && this.#account === null && this.#app.url === null) return undefined;
    return {
      ...(this.#app.url === null ? {} : { application: this.#app.url }),
      ...(own === undefined ? {} : { phone_number: own.url }),
      ...(this.#account === null ? {} : { whatsapp_business_account: this.#account.url }),
    };
  }

  snapshot(): SubscriptionsState {
    return { isSubscribed: this.#isSubscribed, account: this.#account, numbers: [...this.#numbers] };
  }

  restore({ isSubscribed, account, numbers }: SubscriptionsState): void {
    this.#isSubscribed = isSubscribed;
    this.#account = account;
    this.#numbers.clear();
    for (const [number, override] of numbers) this.#numbers.set(number, override);
  }

  /** POST /{phone-number-id} with `webhook_configuration`; an empty address takes the override back. */
  configure({ number, members }: GraphCall): GraphAnswer | Problem {
    const configuration = members['webhook_configuration'];
    if (!isObject(configuration)) return problem(CODE.badParameter, 'Param webhook_configuration must be an object.');
    const override = readOverride(configuration);
    if (override !== null && 'code' in override) return override;
    if (override === null) this.#numbers.delete(number);
    else this.#numbers.set(number, override);
    if (override !== null) this.#overridden(override);
    return success({ success: true });
  }

  /** Without members it subscribes, and takes an override back. */
  #subscribe(members: Members): GraphAnswer | Problem {
    const override = readOverride(members);
    if (override !== null && 'code' in override) return override;
    this.#account = override;
    this.#isSubscribed = true;
    if (override !== null) this.#overridden(override);
    return success({ success: true });
  }

  #list(): GraphAnswer {
    const { id, name } = this.#app;
    const override = this.#account === null ? {} : { override_callback_uri: this.#account.url };
    const app = { whatsapp_business_api_data: { id, name, link: `https://www.facebook.com/games/?app_id=${id}` }, ...override };
    return success({ data: this.#isSubscribed ? [app] : [] });
  }

  #unsubscribe(): GraphAnswer {
    this.#isSubscribed = false;
    this.#account = null;
    return success({ success: true });
  }
}

export interface SubscriptionsState {
  readonly isSubscribed: boolean;
  readonly account: Override | null;
  readonly numbers: readonly (readonly [number, Override])[];
}

/** Answers do not wait for the handshake: a door that delivers webhooks makes it at once, and holds them until it succeeds. */
function readOverride(members: Members): Override | null | Problem {
  const url = textOf(members['override_callback_uri']) ?? '';
  const verifyToken = textOf(members['verify_token']) ?? '';
  if (url === '') return null;
  if (!/^https?:\/\/\S+$/i.test(url) || !URL.canParse(url)) return problem(CODE.badParameter, 'Param override_callback_uri is not a valid URL.');
  if (verifyToken === '') return problem(CODE.badParameter, 'The parameter verify_token is required.');
  return { url, verifyToken };
}
