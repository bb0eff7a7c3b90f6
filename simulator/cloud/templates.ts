import { IntMap } from '../../runtime/int-map.js';
import { HOUR, NONE, type Ms } from '../../runtime/units.js';
import type { Quality, TemplateCategory, TemplateStatus, TemplateTitle } from './cloud-ports.js';
import { CODE } from './errors.js';
import type { ErrandKind, Office } from './office.js';
import { SIGNAL } from './signal-meter.js';
import type { TemplateHost } from './template-host.js';
import { TemplateRecord, type Template, type TemplateDraft, type TemplateState } from './template.js';

/** The templates of the business and their lives, by slot, in order of creation; slots are never used again. */
export class Templates {
  readonly #office: Office;
  readonly #host: TemplateHost;
  #list: TemplateRecord[] = [];
  /** Name and language to slot, as long as the template exists. */
  readonly #byName = new Map<string, number>();
  /** Contact to the template that last reached them: whose fault a block is. */
  readonly #lastTo = new IntMap();
  #created: Ms[] = [];
  #utilityPacedUntil: Ms = 0;

  constructor(office: Office, host: TemplateHost) {
    this.#office = office;
    this.#host = host;
  }

  /** Hands a template in for review; its slot, or minus an error code: 80007 too many an hour, 2388019 too many, 2388024 exists. */
  create(now: Ms, draft: TemplateDraft): number {
    const { templates: rule } = this.#office.rules;
    this.#created = this.#created.filter((at) => at > now - HOUR);
    if (this.#created.length >= rule.value.createdPerHour) return -CODE.accountCalls;
    if (this.find(draft.name, draft.language) !== NONE) return -CODE.templateExists;
    if (this.#byName.size >= (this.#host.isVerified() ? rule.value.storedVerified : rule.value.stored)) return -CODE.tooManyTemplates;
    this.#created.push(now);
    const slot = this.adopt(now, draft, 'PENDING');
    this.#handIn(now, this.#list[slot]!);
    return slot;
  }

  /** A template that exists already and has been approved: what a test or a scenario starts with. Nobody is told. */
  adopt(now: Ms, draft: TemplateDraft, status: TemplateStatus = 'APPROVED'): number {
    const template = new TemplateRecord(this.#list.length, draft, now);
    this.#list.push(template);
    this.#byName.set(keyOf(draft.name, draft.language), template.slot);
    template.become(status, 'NONE');
    return template.slot;
  }

  /** The slot, or NONE. */
  find(name: string, language: string): number {
    return this.#byName.get(keyOf(name, language)) ?? NONE;
  }

  at(slot: number): Template {
    return this.#list[slot]!;
  }

  /** Every template that has not been deleted, in order of creation. */
  all(): readonly Template[] {
    return this.#list.filter(({ status }) => status !== 'DELETED');
  }

  /** Changes a template and hands it in again. 0, or minus an error code: 2388039 while it cannot be changed, or too often. */
  edit(now: Ms, slot: number, change: { readonly category?: TemplateCategory; readonly components?: unknown; readonly ttlS?: number }): number {
    const template = this.#list[slot]!;
    const { edits, editsWithinMs, editEveryMs } = this.#office.rules.templates.value;
    if (template.status === 'PENDING' || template.status === 'DELETED') return -CODE.templateUnchangeable;
    if (template.status === 'APPROVED') {
      const recent = template.editedAt.filter((at) => at > now - editsWithinMs);
      if (recent.length >= edits || recent.some((at) => at > now - editEveryMs)) return -CODE.templateUnchangeable;
      template.editedAt = [...recent, now];
    }
    if (change.category !== undefined) template.category = change.category;
    if (change.components !== undefined) {
      template.components = change.components;
      template.rewritten = true;
    }
    if (change.ttlS !== undefined) template.ttlS = change.ttlS;
    this.#empty(now, template, CODE.pausedTemplate);
    this.#handIn(now, template);
    return 0;
  }

  /** Deletes a template; what it holds fails. */
  remove(now: Ms, slot: number): void {
    const template = this.#list[slot]!;
    if (template.status === 'DELETED') return;
    this.#byName.delete(keyOf(template.name, template.language));
    this.#empty(now, template, CODE.pausedTemplate);
    this.#become(now, template, 'DELETED', 'NONE', null);
  }

  /** Ends a pause by hand; the only way out of a pause that pacing caused. 0, or minus 2388039 when it is not paused. */
  unpause(now: Ms, slot: number): number {
    const template = this.#list[slot]!;
    if (template.status !== 'PAUSED') return -CODE.templateUnchangeable;
    this.#resume(now, template);
    return 0;
  }

  /** The platform finds that a template belongs to another category: told now, done after the notice's time. */
  recategorise(now: Ms, slot: number, category: TemplateCategory): void {
    const template = this.#list[slot]!;
    const atMs = now + this.#office.rules.recategoriseAfterMs.value;
    template.nextCategory = category;
    this.#office.tell(now, { kind: 'templateCategory', template: slot, phase: 'announced', from: template.category, to: category, atMs });
    this.#office.later(atMs, 'templateCategory', slot);
  }

  /** Sets a template's state as an outside hand would: tests, faults and control. */
  set(now: Ms, slot: number, status: TemplateStatus, reason = 'NONE'): void {
    this.#become(now, this.#list[slot]!, status, reason, null);
  }

  /** The error that a send with it meets, 0 for none. */
  refusal(slot: number): number {
    return slot < this.#list.length ? this.#list[slot]!.refusal : CODE.unknownTemplate;
  }

  /** Counts an accepted message. True: it is held until the template's quality is known. */
  paces(now: Ms, slot: number): boolean {
    const template = this.#list[slot]!;
    template.lastUsedAt = now;
    if (!template.paced || (template.category === 'UTILITY' && now >= this.#utilityPacedUntil)) return false;
    template.pacedSends += 1;
    return template.pacedSends > this.#office.rules.pacing.value.messages;
  }

  hold(now: Ms, slot: number, message: number): void {
    const template = this.#list[slot]!;
    template.held.push(message);
    if (template.verdictAt >= 0) return;
    template.verdictAt = now + this.#office.rules.pacing.value.verdictMs;
    this.#office.later(template.verdictAt, 'templateVerdict', slot);
  }

  countDelivered(now: Ms, slot: number, contact: number): void {
    const template = this.#list[slot]!;
    this.#lastTo.set(contact, slot);
    template.signals.countDelivered(now);
    template.unjudged += 1;
    if (template.unjudged >= this.#office.rules.templateQuality.value.leastMessages) this.#judge(now, template);
  }

  countRead(now: Ms, slot: number): void {
    const template = this.#list[slot]!;
    template.signals.count(now, SIGNAL.read);
    // Enough readers and nothing bad: what is held need not wait for the time to be over.
    if (template.held.length === 0 || template.signals.total(now, SIGNAL.read) < this.#office.rules.templateQuality.value.leastMessages) return;
    this.#judge(now, template);
    if (template.quality === 'GREEN') this.#release(now, template);
  }

  /** A customer blocked or reported the business: the template that reached them last is to blame. @param signal one of SIGNAL */
  countSignal(now: Ms, contact: number, signal: number): void {
    const slot = this.#lastTo.get(contact);
    if (slot === NONE || this.#list[slot]!.status === 'DELETED') return;
    this.#list[slot]!.signals.count(now, signal);
    this.#judge(now, this.#list[slot]!);
  }

  ring(now: Ms, kind: ErrandKind, slot: number): void {
    const template = this.#list[slot]!;
    if (kind === 'templateReview' && now === template.reviewAt) return this.#review(now, template);
    if (kind === 'templateUnpause' && now === template.pauseEndsAt) return this.#resume(now, template);
    if (kind === 'templateVerdict' && now === template.verdictAt) return this.#release(now, template);
    if (kind === 'templateCategory' && template.nextCategory !== null) return this.#changeCategory(now, template, template.nextCategory);
    if (kind === 'templateArchive') return this.#archive(now, template);
    if (kind === 'templateDeletion' && template.status === 'ARCHIVED') this.remove(now, slot);
  }

  snapshot(): TemplatesState {
    return { list: this.#list.map((template) => template.snapshot()), lastTo: this.#lastTo.entries(), created: [...this.#created], utilityPacedUntil: this.#utilityPacedUntil };
  }

  restore({ list, lastTo, created, utilityPacedUntil }: TemplatesState): void {
    this.#list = list.map((state) => TemplateRecord.restored(state));
    this.#byName.clear();
    for (const { name, language, slot, status } of this.#list) if (status !== 'DELETED') this.#byName.set(keyOf(name, language), slot);
    this.#lastTo.clear();
    for (const [contact, slot] of lastTo) this.#lastTo.set(contact, slot);
    this.#created = [...created];
    this.#utilityPacedUntil = utilityPacedUntil;
  }

  #handIn(now: Ms, template: TemplateRecord): void {
    template.become('PENDING', 'NONE');
    template.reviewAt = now + this.#office.rules.reviewMs.value;
    this.#office.later(template.reviewAt, 'templateReview', template.slot);
  }

  #review(now: Ms, template: TemplateRecord): void {
    if (template.status !== 'PENDING') return;
    template.reviewAt = -1;
    const { rewritten } = template;
    template.rewritten = false;
    if (this.#host.rejects(template.slot)) return this.#become(now, template, 'REJECTED', 'INVALID_FORMAT', null);
    this.#paceAnew(template);
    this.#become(now, template, 'APPROVED', 'NONE', null);
    if (rewritten) this.#office.tell(now, { kind: 'templateComponents', template: template.slot });
    const { idleMs } = this.#office.rules.archive.value;
    if (idleMs !== Infinity) this.#office.later(now + idleMs, 'templateArchive', template.slot);
  }

  #judge(now: Ms, template: TemplateRecord): void {
    template.unjudged = 0;
    const to = template.signals.quality(now, this.#office.rules.templateQuality.value);
    if (to === 'UNKNOWN') return;
    this.#score(now, template, to);
    if (to === 'RED' && template.status === 'APPROVED') this.#pause(now, template);
  }

  #score(now: Ms, template: TemplateRecord, to: Quality): void {
    const from = template.quality;
    template.qualityAt = now;
    if (to === from) return;
    template.quality = to;
    if (to === 'YELLOW') this.#paceAnew(template);
    this.#office.tell(now, { kind: 'templateQuality', template: template.slot, from, to });
  }

  /** The next rung: pauses of growing length, then disabled. While pacing holds messages: a pause until somebody ends it. */
  #pause(now: Ms, template: TemplateRecord): void {
    const rungs = this.#office.rules.templatePauseMs.value;
    if (template.category === 'UTILITY') this.#utilityPacedUntil = now + this.#office.rules.pacing.value.utilityForMs;
    if (template.held.length > 0) {
      this.#become(now, template, 'PAUSED', 'NONE', 'RATE_LIMITING_PAUSE');
      return this.#empty(now, template, CODE.pausedTemplate);
    }
    const pauseMs = rungs[template.pauses];
    template.pauses += 1;
    if (pauseMs === undefined) return this.#become(now, template, 'DISABLED', 'NONE', 'DISABLED');
    template.pauseEndsAt = now + pauseMs;
    this.#office.later(template.pauseEndsAt, 'templateUnpause', template.slot);
    this.#become(now, template, 'PAUSED', 'NONE', template.pauses === 1 ? 'FIRST_PAUSE' : 'SECOND_PAUSE');
  }

  /** A pause is over: quality begins anew. */
  #resume(now: Ms, template: TemplateRecord): void {
    template.pauseEndsAt = -1;
    template.signals.forget();
    template.unjudged = 0;
    this.#score(now, template, 'UNKNOWN');
    this.#paceAnew(template);
    this.#become(now, template, 'APPROVED', 'NONE', 'UNPAUSE');
  }

  /** New, unpaused and middling templates are watched; a template that is watched anew has its first messages before it. */
  #paceAnew(template: TemplateRecord): void {
    template.paced = template.category !== 'AUTHENTICATION' && this.#office.rules.pacing.value.messages !== Infinity;
    template.pacedSends = 0;
  }

  #release(now: Ms, template: TemplateRecord): void {
    template.paced = false;
    this.#empty(now, template, 0);
  }

  #empty(now: Ms, template: TemplateRecord, code: number): void {
    const held = template.held;
    template.held = [];
    template.verdictAt = -1;
    for (const message of held) this.#host.unhold(now, message, code);
  }

  #changeCategory(now: Ms, template: TemplateRecord, to: TemplateCategory): void {
    const from = template.category;
    template.nextCategory = null;
    template.category = to;
    template.ttlS = null; // M-TTTL
    if (from === 'UTILITY') this.#host.misclassified(now);
    this.#office.tell(now, { kind: 'templateCategory', template: template.slot, phase: 'changed', from, to, atMs: now });
  }

  #archive(now: Ms, template: TemplateRecord): void {
    const { idleMs, keptMs } = this.#office.rules.archive.value;
    if (template.status !== 'APPROVED' && template.status !== 'PAUSED') return;
    if (now < template.lastUsedAt + idleMs) return this.#office.later(template.lastUsedAt + idleMs, 'templateArchive', template.slot);
    this.#become(now, template, 'ARCHIVED', 'NONE', null);
    this.#office.later(now + keptMs, 'templateDeletion', template.slot);
  }

  #become(now: Ms, template: TemplateRecord, status: TemplateStatus, reason: string, title: TemplateTitle | null): void {
    template.become(status, reason);
    this.#office.tell(now, { kind: 'templateStatus', template: template.slot, event: status, reason, title });
  }
}

export interface TemplatesState {
  readonly list: readonly TemplateState[];
  readonly lastTo: readonly (readonly [number, number])[];
  readonly created: readonly Ms[];
  readonly utilityPacedUntil: Ms;
}

function keyOf(name: string, language: string): string {
  return `${name}\n${language}`;
}
