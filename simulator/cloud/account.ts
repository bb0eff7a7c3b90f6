import { NONE, type Ms } from '../../runtime/units.js';
import type { Business } from './business.js';
import type { Quality } from './cloud-ports.js';
import { Message } from './messages.js';
import type { Pricing } from './pricing.js';
import type { RuleSet } from './rule-set.js';
import type { Templates } from './templates.js';

/** What may be asked about the business's account, and done to it, besides sending. */
export abstract class Account {
  readonly business: Business;
  /** The message that a status is being told of, until the hook returns. */
  told = new Message(NONE);

  constructor(business: Business) {
    this.business = business;
  }

  /** Rules of the platform: those of a dated rule set, or changed ones. */
  get rules(): RuleSet {
    return this.business.rules;
  }

  get templates(): Templates {
    return this.business.templates;
  }

  /** The messaging limit now. */
  limitOf(number: number): number {
    return this.business.limitOf(number).limit;
  }

  /** Unique recipients outside windows in the last 24 h. */
  limitUsed(now: Ms, number: number): number {
    return this.business.limitOf(number).used(now);
  }

  qualityOf(number: number): Quality {
    return this.business.numbers.qualityOf(number);
  }

  throughputOf(number: number): 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE' {
    return this.business.numbers.levelOf(number);
  }

  /** The recipient stops or resumes marketing from this business; nobody is told. */
  stopMarketing(contact: number, stopped: boolean): void {
    this.business.stopMarketing(contact, stopped);
  }

  /** Templates of a category meet this error (132001, 132015, 132016) from now on; 0 approves them again. */
  setTemplates(category: number, code: number): void {
    this.business.templateCode[category] = code;
  }

  /** A customer blocks a business number: later messages to them fail, quality suffers. */
  block(now: Ms, number: number, contact: number): void {
    this.business.block(now, number, contact);
  }

  unblock(number: number, contact: number): void {
    this.business.unblock(number, contact);
  }

  /** A customer reports a business number as spam. */
  report(now: Ms, number: number, contact: number): void {
    this.business.report(now, number, contact);
  }

  /** 0, or minus an error code. A registered number may be registered again. */
  register(now: Ms, number: number): number {
    return this.business.numbers.register(now, number, true);
  }

  deregister(now: Ms, number: number): number {
    return this.business.numbers.register(now, number, false);
  }

  /** What `pricing` and `conversation` say of a message, such as `told` inside the hook of a status. */
  pricing(now: Ms, message: Message = this.told): Pricing {
    return this.business.pricingOf(now, message);
  }

  /** Whether this customer has a username: a trait. */
  hasUsername(contact: number): boolean {
    return this.business.hasUsername(contact);
  }
}
