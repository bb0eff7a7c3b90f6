import type { Agenda } from './agenda.js';
import type { Conversation } from './conversation.js';
import type { DeskConfig } from './desk-config.js';
import { DESK_ENTRY } from './desk-entries.js';
import { FACTS, OBEDIENCE, SEND_KIND, type FactSink } from './facts.js';
import { CATEGORY, Intent, IntentQueue } from './intent.js';
import { RefillBucket } from './ledgers/pair-bucket.js';
import { ThroughputMeter } from './ledgers/throughput-meter.js';
import { UniqueRecipients } from './ledgers/unique-recipients.js';
import { Pool } from './pool.js';
import { SECOND, type Ms } from './units.js';

/** Refusals worth another try, after 4^attempt seconds as the platform advises. */
const RETRYABLE = new Set([4, 80007, 130429, 131056, 133016]);
const MAX_ATTEMPTS = 4;
const PAIR = new RefillBucket();

/**
 * What the desk wants to send, and when it may. Which of the platform's rules it keeps by itself is its `obeys`
 * setting: a naive sender keeps none and finds out from refusals. Intents that may go now wait in `take` order;
 * whoever drives the desk asks the platform and brings back the answer, one at a time.
 */
export class Outbox {
  private readonly config: DeskConfig;
  private readonly obeys: Record<keyof typeof OBEDIENCE, boolean>;
  private readonly agenda: Agenda;
  private readonly sink: FactSink;
  private readonly ready = new IntentQueue();
  /** By business number: replies go before campaigns. */
  private readonly paced: { readonly replies: IntentQueue; readonly campaign: IntentQueue; timer: boolean }[];
  private readonly meters: ThroughputMeter[];
  private readonly forTier = new IntentQueue();
  private tierTimer = false;
  private readonly recipients: UniqueRecipients;
  private readonly intents = new Pool((slot) => new Intent(slot));
  private count = 0;
  private readonly settled: (conversation: Conversation) => void;

  /** @param settled Told when a conversation has one send less under way. */
  constructor(config: DeskConfig, agenda: Agenda, sink: FactSink, settled: (conversation: Conversation) => void) {
    this.config = config;
    const obeys = (rule: number): boolean => (config.obeys & (1 << rule)) !== 0;
    this.obeys = { window: obeys(OBEDIENCE.window), optIn: obeys(OBEDIENCE.optIn), pair: obeys(OBEDIENCE.pair), throughput: obeys(OBEDIENCE.throughput), tier: obeys(OBEDIENCE.tier) };
    this.agenda = agenda;
    this.sink = sink;
    this.settled = settled;
    this.recipients = new UniqueRecipients(config.tier);
    this.meters = Array.from({ length: config.numbers }, () => new ThroughputMeter(config.mps));
    this.paced = this.meters.map(() => ({ replies: new IntentQueue(), campaign: new IntentQueue(), timer: false }));
  }

  submit(now: Ms, conversation: Conversation, kind: number, category: number, content: number): void {
    const intent = this.birth(conversation, kind, category, content, now);
    intent.number = this.count++;
    this.sink.tell(FACTS.sendIntended.kind, now, intent.number, conversation.contact, kind);
    this.consider(now, intent);
  }

  /** Blue ticks and the typing sign: a call of its own that no limit counts. */
  markRead(now: Ms, conversation: Conversation): void {
    const intent = this.birth(conversation, SEND_KIND.reply, CATEGORY.none, 0, now);
    intent.readReceipt = true;
    this.ready.push(intent);
  }

  /** Inbound messages use up the number's throughput too. */
  countInbound(now: Ms, number: number): void {
    this.meters[number]!.count(now);
  }

  /** The next intent to ask the platform for, or null. */
  take(): Intent | null {
    return this.ready.shift();
  }

  /** @param answer The platform's message id, or minus its error code. */
  answered(now: Ms, intent: Intent, answer: number): void {
    if (intent.readReceipt) return this.forget(intent);
    if (answer >= 0) {
      this.sink.tell(FACTS.sendAccepted.kind, now, intent.number, answer, now - intent.wantedAt);
      return this.forget(intent);
    }
    this.sink.tell(FACTS.sendRefused.kind, now, intent.number, -answer, ++intent.attempt);
    if (!RETRYABLE.has(-answer) || intent.attempt >= MAX_ATTEMPTS) return this.forget(intent);
    this.agenda.at(now + (1 << (2 * intent.attempt)) * SECOND, DESK_ENTRY.sendAgain, intent.slot);
  }

  again(now: Ms, slot: number): void {
    this.consider(now, this.intents.at(slot));
  }

  pacedDue(now: Ms, number: number): void {
    const queue = this.paced[number]!;
    queue.timer = false;
    const meter = this.meters[number]!;
    while (meter.canPass(now)) {
      const intent = queue.replies.shift() ?? queue.campaign.shift();
      if (intent === null) return;
      if (this.isStale(now, intent)) {
        this.consider(now, intent);
        continue;
      }
      meter.count(now);
      this.release(now, intent);
    }
    this.setPace(now, number);
  }

  tierDue(now: Ms): void {
    this.tierTimer = false;
    while (this.forTier.head !== null && (this.forTier.head.conversation!.windowIsOpen(now) || this.hasRoom(now, this.forTier.head))) {
      this.pace(now, this.forTier.shift()!);
    }
    this.setTierTimer(now);
  }

  limitChanged(now: Ms, limit: number): void {
    this.recipients.limit = limit;
    this.tierDue(now);
  }

  private consider(now: Ms, intent: Intent): void {
    const conversation = intent.conversation!;
    if (this.obeys.window && intent.kind === SEND_KIND.reply && !conversation.windowIsOpen(now)) {
      if (!this.config.reengage) return this.drop(now, intent, OBEDIENCE.window);
      intent.kind = SEND_KIND.template;
      intent.category = CATEGORY.utility;
    }
    const isTemplate = intent.kind !== SEND_KIND.reply;
    if (isTemplate && this.obeys.optIn && !conversation.optedIn) return this.drop(now, intent, OBEDIENCE.optIn);
    if (this.obeys.pair) {
      const freeAt = PAIR.nextFreeAt(conversation.pairTat, now);
      if (freeAt > now) {
        this.hold(now, intent, OBEDIENCE.pair, freeAt - now);
        this.agenda.at(freeAt, DESK_ENTRY.sendAgain, intent.slot);
        return;
      }
    }
    const countsForTier = isTemplate && this.obeys.tier && !conversation.windowIsOpen(now);
    if (countsForTier && (this.forTier.length > 0 || !this.hasRoom(now, intent))) {
      this.hold(now, intent, OBEDIENCE.tier, 0);
      this.forTier.push(intent);
      return this.setTierTimer(now);
    }
    this.pace(now, intent);
  }

  private pace(now: Ms, intent: Intent): void {
    if (!this.obeys.throughput) return this.release(now, intent);
    const number = intent.conversation!.number;
    const queue = this.paced[number]!;
    const meter = this.meters[number]!;
    if (queue.replies.length + queue.campaign.length === 0 && meter.canPass(now)) {
      meter.count(now);
      return this.release(now, intent);
    }
    this.hold(now, intent, OBEDIENCE.throughput, meter.nextFreeAt(now) - now);
    (intent.kind === SEND_KIND.campaign ? queue.campaign : queue.replies).push(intent);
    this.setPace(now, number);
  }

  /** Held for throughput so long that its window closed, or that others used up the pair's budget. */
  private isStale(now: Ms, intent: Intent): boolean {
    const conversation = intent.conversation!;
    if (this.obeys.window && intent.kind === SEND_KIND.reply && !conversation.windowIsOpen(now)) return true;
    return this.obeys.pair && !PAIR.passes(conversation.pairTat, now);
  }

  private release(now: Ms, intent: Intent): void {
    const conversation = intent.conversation!;
    if (this.obeys.pair) conversation.pairTat = PAIR.after(conversation.pairTat, now);
    this.ready.push(intent);
  }

  private hasRoom(now: Ms, intent: Intent): boolean {
    return this.recipients.tryCount(now, intent.conversation!.contact);
  }

  private setPace(now: Ms, number: number): void {
    const queue = this.paced[number]!;
    if (queue.timer || queue.replies.length + queue.campaign.length === 0) return;
    queue.timer = true;
    this.agenda.at(this.meters[number]!.nextFreeAt(now), DESK_ENTRY.sendPaced, number);
  }

  private setTierTimer(now: Ms): void {
    if (this.tierTimer || this.forTier.length === 0) return;
    this.tierTimer = true;
    this.agenda.at(this.recipients.nextFreeAt(now), DESK_ENTRY.sendTier, 0);
  }

  private hold(now: Ms, intent: Intent, rule: number, forMs: Ms): void {
    this.sink.tell(FACTS.sendHeld.kind, now, intent.number, rule, forMs);
  }

  private drop(now: Ms, intent: Intent, rule: number): void {
    this.sink.tell(FACTS.sendDropped.kind, now, intent.number, rule, 0);
    this.forget(intent);
  }

  private birth(conversation: Conversation, kind: number, category: number, content: number, now: Ms): Intent {
    const intent = this.intents.take();
    intent.conversation = conversation;
    intent.business = conversation.number;
    intent.contact = conversation.contact;
    intent.kind = kind;
    intent.category = category;
    intent.content = content;
    intent.wantedAt = now;
    intent.attempt = 0;
    intent.readReceipt = false;
    conversation.pendingSends++;
    return intent;
  }

  private forget(intent: Intent): void {
    const conversation = intent.conversation!;
    intent.conversation = null;
    this.intents.give(intent.slot);
    if (--conversation.pendingSends === 0) this.settled(conversation);
  }
}
