/**
 * How a small desk with its staff inside works: one line, first come first served; whoever is free takes the first, works
 * a while and answers everything written until then. Knows neither time nor network: what is around it says how to wait
 * and how to answer, so that the same rules run in virtual time and in a process behind HTTP.
 */
export class StaffedRules<Customer> {
  private readonly around: Surroundings<Customer>;
  private readonly line = new Set<Customer>();
  private readonly inWork = new Set<Customer>();
  private readonly answers = new Map<Customer, number>();

  constructor(around: Surroundings<Customer>) {
    this.around = around;
  }

  /** A customer wrote. */
  asks(customer: Customer): void {
    if (this.inWork.has(customer)) return;
    this.line.add(customer);
    this.assign();
  }

  /** A customer wrote that nothing more is needed. */
  withdraws(customer: Customer): void {
    this.line.delete(customer);
  }

  private assign(): void {
    const { agents, workMs, later } = this.around;
    for (const customer of this.line) {
      if (this.inWork.size === agents) return;
      this.line.delete(customer);
      this.inWork.add(customer);
      later(workMs(customer, this.answers.get(customer) ?? 0), () => this.done(customer));
    }
  }

  private done(customer: Customer): void {
    this.inWork.delete(customer);
    this.answers.set(customer, (this.answers.get(customer) ?? 0) + 1);
    this.around.answer(customer);
    this.assign();
  }
}

export interface Surroundings<Customer> {
  readonly agents: number;
  /** Work for one answer. @param answers given to this customer before */
  workMs(customer: Customer, answers: number): number;
  later(delayMs: number, job: () => void): void;
  answer(customer: Customer): void;
}

/** Exponential work as a function of the customer's number and the answer, so that the same customers make the same work everywhere. */
export function workMs(phone: string, answers: number, meanMs: number): number {
  let hash = 0x811c9dc5;
  for (const char of `${phone}/${answers}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  const uniform = (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32;
  return -meanMs * Math.log(uniform);
}
