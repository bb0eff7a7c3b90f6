import { Agenda } from '../../../runtime/agenda.js';
import type { Ms } from '../../../runtime/units.js';
import type { Cloud } from '../cloud.js';
import type { CloudState } from '../cloud-state.js';
import type { FaultPlan, FaultPlanState } from '../faults/fault-plan.js';
import type { AddressBook } from '../graph/addresses.js';
import type { GraphApi, GraphState } from '../graph/graph-api.js';
import type { Batch } from '../webhooks/batch.js';
import type { Deliveries, WaitingDelivery } from '../webhooks/deliveries.js';
import type { KnownCallback } from '../webhooks/subscribers.js';
import type { FakeClock } from './fake-clock.js';
import { fakeStateCheck } from './fake-state-check.js';
import type { InboundMessages, InboundState } from './inbound-messages.js';
import type { People, PeopleState } from './people.js';
import type { Told } from './told.js';

/** Everything that a fake knows, as JSON. */
export interface FakeState {
  readonly version: typeof VERSION;
  readonly numbers: number;
  readonly nowMs: Ms;
  readonly speed: number;
  readonly cloud: CloudState;
  /** What is to happen at the cloud. */
  readonly agenda: readonly { readonly due: Ms; readonly kind: number; readonly subject: number }[];
  readonly strangers: readonly string[];
  readonly people: PeopleState;
  readonly graph: GraphState;
  readonly faults: FaultPlanState;
  /** How webhooks share their posts. */
  readonly batch: Batch;
  readonly callbacks: readonly KnownCallback[];
  readonly webhooks: readonly WaitingDelivery[];
  readonly inbound: InboundState;
  readonly given: ReturnType<Told['snapshot']>;
}

/** The parts that remember. */
export interface Remembering {
  readonly clock: FakeClock;
  readonly cloud: Cloud;
  readonly book: AddressBook;
  readonly people: People;
  readonly graph: GraphApi;
  readonly faults: FaultPlan;
  readonly deliveries: Deliveries;
  readonly inbound: InboundMessages;
  readonly told: Told;
}

export function takeState(parts: Remembering, agenda: Agenda, deliveryEntry: number): FakeState {
  return {
    version: VERSION,
    numbers: parts.cloud.numbers,
    nowMs: parts.clock.now(),
    speed: parts.clock.speed,
    cloud: parts.cloud.snapshot(),
    agenda: agenda.pending().filter((entry) => entry.kind !== deliveryEntry),
    strangers: parts.book.snapshot(),
    people: parts.people.snapshot(),
    graph: parts.graph.snapshot(),
    faults: parts.faults.snapshot(),
    batch: parts.deliveries.batch,
    callbacks: parts.deliveries.subscribers.snapshot(),
    webhooks: parts.deliveries.snapshot(),
    inbound: parts.inbound.snapshot(),
    given: parts.told.snapshot(),
  };
}

/** Puts the state in the place of what the parts know, and answers the new agenda's entries for the cloud. */
export function putState(parts: Remembering, agenda: Agenda, state: FakeState): void {
  parts.clock.restart(state.nowMs);
  parts.clock.run(state.speed);
  for (const { due, kind, subject } of state.agenda) agenda.at(due, kind, subject);
  parts.cloud.restore(state.cloud);
  parts.book.restore(state.strangers);
  parts.people.restore(state.people);
  parts.graph.restore(state.graph);
  parts.faults.restore(state.faults);
  parts.deliveries.batchBy(state.batch);
  parts.deliveries.subscribers.restore(state.callbacks);
  parts.inbound.restore(state.inbound);
  parts.told.restore(state.given);
  parts.deliveries.restore(state.nowMs, state.webhooks);
}

/** null, or what is wrong with it as a state of a fake that began with `own`. */
export function stateProblem(state: unknown, own: FakeState): string | null {
  const given = (state ?? {}) as Record<string, unknown>;
  if (given['version'] !== VERSION) return `this is no state of a fake of version ${VERSION}`;
  if (given['numbers'] !== own.numbers) return `the state has ${String(given['numbers'])} business numbers, this fake ${own.numbers}`;
  const damage = fakeStateCheck(state, own)(state, '');
  return damage === null ? null : `the state is damaged: ${damage}`;
}

const VERSION = 4;
