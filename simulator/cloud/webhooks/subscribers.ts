/** One callback of an app. */
export interface Subscriber {
  /** '' is the process itself: a function instead of an address. */
  readonly url: string;
  /** App secret that signs what it gets. */
  readonly secret: string;
  /** Token of the handshake; null: none is asked for. */
  readonly verifyToken: string | null;
  /** Nothing is delivered before the handshake has succeeded. */
  verified: boolean;
}

/** Who hears what. The callback of a number goes before that of the account, and that before those of the apps. */
export class Subscribers {
  readonly apps: Subscriber[] = [];
  #account: Subscriber | null = null;
  readonly #numbers = new Map<number, Subscriber>();
  /** The same list for the same answer, until something changes: deliveries of one list may share a batch. */
  readonly #lists = new Map<number, readonly Subscriber[]>();

  add(subscriber: Subscriber): void {
    this.apps.push(subscriber);
    this.#lists.clear();
  }

  /** null takes the override back. */
  overrideAccount(subscriber: Subscriber | null): void {
    this.#account = subscriber;
    this.#lists.clear();
  }

  overrideNumber(number: number, subscriber: Subscriber | null): void {
    if (subscriber === null) this.#numbers.delete(number);
    else this.#numbers.set(number, subscriber);
    this.#lists.clear();
  }

  verify(subscriber: Subscriber): void {
    subscriber.verified = true;
    this.#lists.clear();
  }

  all(): Subscriber[] {
    return [...this.apps, ...(this.#account === null ? [] : [this.#account]), ...this.#numbers.values()];
  }

  /** @param number business number, or NONE for what is about the account */
  of(number: number): readonly Subscriber[] {
    const known = this.#lists.get(number);
    if (known !== undefined) return known;
    const override = this.#numbers.get(number) ?? this.#account;
    const list = (override === null ? this.apps : [override]).filter((subscriber) => subscriber.verified);
    this.#lists.set(number, list);
    return list;
  }
}
