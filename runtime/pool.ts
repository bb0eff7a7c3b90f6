/** Records by slot, used again once they are given back: births are what the loop pays for most. The last one back is the first to go. */
export class Pool<T> {
  readonly records: T[] = [];
  private readonly create: (slot: number) => T;
  /** Slots of the records that are free; whole numbers, which cost the garbage collector nothing. */
  private spare = new Int32Array(64);
  private spares = 0;

  constructor(create: (slot: number) => T) {
    this.create = create;
  }

  /** Records that are taken. */
  get size(): number {
    return this.records.length - this.spares;
  }

  at(slot: number): T {
    return this.records[slot]!;
  }

  /** A record whose fields are still its last user's: set every one. */
  take(): T {
    return this.spares > 0 ? this.records[this.spare[--this.spares]!]! : this.birth();
  }

  give(slot: number): void {
    if (this.spares === this.spare.length) this.grow();
    this.spare[this.spares++] = slot | 0;
  }

  /** The free slots, in the order in which they were given back. */
  get free(): number[] {
    return [...this.spare.subarray(0, this.spares)];
  }

  /** Puts others in the place of all records. */
  restore(records: readonly T[], free: readonly number[]): void {
    this.records.length = 0;
    this.records.push(...records);
    this.spares = 0;
    for (const slot of free) this.give(slot);
  }

  private birth(): T {
    const slot = this.records.length;
    const record = this.create(slot);
    this.records[slot] = record;
    return record;
  }

  private grow(): void {
    const longer = new Int32Array(this.spare.length * 2);
    longer.set(this.spare);
    this.spare = longer;
  }
}
