/** Things under way by number. Whoever knows that one is over forgets it; beyond a bound the oldest go by themselves. */
export class Recent<T> {
  readonly #atMost: number;
  #young = new Map<number, T>();
  #old = new Map<number, T>();

  /** @param atMost keeps at least so many, and at most twice as many */
  constructor(atMost: number) {
    this.#atMost = atMost;
  }

  keep(key: number, value: T): void {
    if (this.#young.size >= this.#atMost) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  find(key: number): T | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  forget(key: number): void {
    if (!this.#young.delete(key)) this.#old.delete(key);
  }

  all(): [number, T][] {
    return [...this.#old, ...this.#young];
  }

  restore(entries: readonly (readonly [number, T])[]): void {
    this.#old = new Map();
    this.#young = new Map(entries);
  }
}
