import { CONTENT } from '../../runtime/content.js';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY, type Ask } from '../../runtime/intent.js';
import type { Agenda } from '../../runtime/agenda.js';
import type { Ms } from '../../runtime/units.js';
import { phoneOf } from '../cloud/graph/addresses.js';
import type { DeskPort } from '../desk-port.js';
import { StaffedRules, workMs } from './staffed-rules.js';

/** The rules of the toy desk that runs as a process of its own, here in virtual time: agents sit inside, screens are not used. */
export class StaffedDesk implements DeskPort {
  readonly outbox = new StaffedOutbox();
  private readonly rules: StaffedRules<number>;
  private readonly agenda: Agenda;
  private readonly jobs: (() => void)[] = [];
  private readonly seen = new Set<number>();
  private now: Ms = 0;

  /** @param meanWorkMs of one answer */
  constructor(agents: number, meanWorkMs: Ms, agenda: Agenda) {
    this.agenda = agenda;
    this.rules = new StaffedRules({
      agents,
      workMs: (contact, answers) => workMs(phoneOf(contact), answers, meanWorkMs),
      later: (delayMs, job) => this.agenda.at(this.now + delayMs, 0, this.jobs.push(job) - 1),
      answer: (contact) => this.outbox.asks.push({ business: 0, contact, kind: SEND_KIND.reply, category: CATEGORY.service, content: 0, readReceipt: false }),
    });
  }

  receive(now: Ms, _number: number, contact: number, message: number, _timestampMs: Ms, content: number): void {
    this.now = now;
    if (this.seen.has(message)) return;
    this.seen.add(message);
    if ((content & CONTENT.withdraws) !== 0) this.rules.withdraws(contact);
    else this.rules.asks(contact);
  }

  ring(now: Ms, _kind: number, job: number): void {
    this.now = now;
    this.jobs[job]!();
  }

  waitingFor(): boolean {
    return false;
  }

  statusTold(): void {}
  limitTold(): void {}
  sendTemplate(): void {}
  signIn(): void {}
  signOut(): void {}
  pause(): void {}
  resume(): void {}
  reply(): void {}
  resolve(): void {}
}

class StaffedOutbox {
  readonly asks: Ask[] = [];

  take(): Ask | null {
    return this.asks.shift() ?? null;
  }

  answered(): void {}
}
