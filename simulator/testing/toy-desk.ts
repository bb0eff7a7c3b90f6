import { CONTENT } from '../../runtime/content.js';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY, type Ask } from '../../runtime/intent.js';
import { NONE, type Ms } from '../../runtime/units.js';
import type { DeskPort } from '../desk-port.js';
import type { AgentOwner } from '../people/ports.js';

/**
 * Somebody else's desk, in 100 lines: one line of chats, first come first served, one ticket a contact, no SLA, no
 * windows, no limits. It stands where the reference desk stands, under the same people and the same cloud.
 */
export class ToyDesk implements DeskPort {
  readonly outbox = new ToyOutbox();
  private readonly screen: AgentOwner;
  private readonly slots: readonly number[];
  private readonly load: number[];
  private readonly here: boolean[];
  private readonly chats = new Map<number, Chat>();
  private readonly byHandle: Chat[] = [];
  private readonly line: Chat[] = [];
  private readonly seen = new Set<number>();

  constructor(screen: AgentOwner, slots: readonly number[]) {
    this.screen = screen;
    this.slots = slots;
    this.load = slots.map(() => 0);
    this.here = slots.map(() => false);
  }

  receive(now: Ms, number: number, contact: number, message: number, _timestampMs: Ms, content: number): void {
    if (this.seen.has(message)) return;
    this.seen.add(message);
    if ((content & CONTENT.withdraws) !== 0) return this.end(now, this.chats.get(contact));
    const known = this.chats.get(contact);
    const chat = known ?? { handle: this.byHandle.length, number, contact, content, agent: NONE };
    chat.content = content;
    if (known !== undefined) {
      if (chat.agent !== NONE) this.screen.shown(now, chat.agent, chat.handle, contact, content);
      return;
    }
    this.chats.set(contact, chat);
    this.byHandle.push(chat);
    this.line.push(chat);
    this.assign(now);
  }

  reply(_now: Ms, _agent: number, handle: number): void {
    const { number, contact, content } = this.byHandle[handle]!;
    this.outbox.asks.push({
      business: number,
      contact,
      kind: SEND_KIND.reply,
      category: CATEGORY.service,
      content,
      readReceipt: false,
    });
  }

  resolve(now: Ms, _agent: number, handle: number): void {
    this.end(now, this.byHandle[handle]);
  }

  signIn(now: Ms, agent: number): void {
    this.here[agent] = true;
    this.assign(now);
  }

  signOut(_now: Ms, agent: number): void {
    this.here[agent] = false;
  }

  pause(_now: Ms, agent: number): void {
    this.here[agent] = false;
  }

  resume(now: Ms, agent: number): void {
    this.signIn(now, agent);
  }

  waitingFor(): boolean {
    return this.line.length > 0;
  }

  statusTold(): void {}
  limitTold(): void {}
  sendTemplate(): void {}
  ring(): void {}

  private assign(now: Ms): void {
    while (this.line.length > 0) {
      const agent = this.slots.findIndex((slots, i) => this.here[i] && this.load[i]! < slots);
      if (agent < 0) return;
      const chat = this.line.shift()!;
      chat.agent = agent;
      this.load[agent]!++;
      this.screen.shown(now, agent, chat.handle, chat.contact, chat.content);
    }
  }

  private end(now: Ms, chat: Chat | undefined): void {
    if (chat === undefined) return;
    this.chats.delete(chat.contact);
    const place = this.line.indexOf(chat);
    if (place >= 0) this.line.splice(place, 1);
    if (chat.agent === NONE) return;
    this.load[chat.agent]!--;
    this.screen.cleared(now, chat.agent, chat.handle);
    chat.agent = NONE;
    this.assign(now);
  }
}

interface Chat {
  readonly handle: number;
  readonly number: number;
  readonly contact: number;
  content: number;
  agent: number;
}

class ToyOutbox {
  readonly asks: Ask[] = [];

  take(): Ask | null {
    return this.asks.shift() ?? null;
  }

  answered(): void {}
}
