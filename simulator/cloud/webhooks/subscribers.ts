/** One callback of an app. */
export interface Subscriber {
  /** '' is the process itself: a function instead of an address. */
  readonly url: string;
  /** App secret that signs what it gets. */
  readonly secret: string;
  /** Token of the handshake; null: none is asked for. */
  readonly verifyToken: string | null;
  /** Nothing is posted before the handshake has succeeded: what is told until then waits, as for a receiver that is down. */
  verified: boolean;
}

/** What the business has said to the API about where its webhooks go. */
export interface Overrides {
  readonly isSubscribed: boolean;
  /** Callback of a number, or of the account; null: the apps' own. @param number business number, or NONE for the account */
  overrideOf(number: number): { readonly url: string; readonly verifyToken: string } | null;
}

/** Who hears what. The same answer is the same list until something changes: what has one list may share a batch. */
export class Subscribers {
  /** Followed from the next webhook on. */
  overrides: Overrides = { isSubscribed: true, overrideOf: () => null };
  readonly #apps: Subscriber[] = [];
  /** Callbacks of numbers and accounts by address. */
  readonly #others = new Map<string, Callback>();

  add(subscriber: Subscriber): void {
    this.#apps.push(subscriber);
  }

  /** A callback of a number or an account that was just named, perhaps not for the first time: it is to be verified. */
  meet(url: string, verifyToken: string): Subscriber {
    return this.#know(url, verifyToken).subscriber;
  }

  /** Callbacks of numbers and accounts; those of apps belong to whoever made the platform. */
  snapshot(): KnownCallback[] {
    return [...this.#others.values()].map(({ subscriber: { url, verifyToken, verified } }) => ({ url, verifyToken: verifyToken!, verified }));
  }

  restore(callbacks: readonly KnownCallback[]): void {
    this.#others.clear();
    for (const { url, verifyToken, verified } of callbacks) if (verified) this.#know(url, verifyToken).subscriber.verified = true;
  }

  all(): Subscriber[] {
    return [...this.#apps, ...[...this.#others.values()].map(({ subscriber }) => subscriber)];
  }

  /** @param number business number, or NONE for what is about the account */
  of(number: number): readonly Subscriber[] {
    if (!this.overrides.isSubscribed) return NOBODY;
    const override = this.overrides.overrideOf(number);
    if (override === null) return this.#apps;
    return (this.#others.get(override.url) ?? this.#know(override.url, override.verifyToken)).alone;
  }

  /** An override belongs to the first app: its secret signs. */
  #know(url: string, verifyToken: string): Callback {
    const subscriber = { url, secret: this.#apps[0]?.secret ?? 'desksim', verifyToken, verified: false };
    const one = { subscriber, alone: [subscriber] };
    this.#others.set(url, one);
    return one;
  }
}

/** Of a number or an account. */
export interface KnownCallback {
  readonly url: string;
  readonly verifyToken: string;
  readonly verified: boolean;
}

interface Callback {
  readonly subscriber: Subscriber;
  readonly alone: readonly Subscriber[];
}

const NOBODY: readonly Subscriber[] = [];
