import type { Ms } from '../../../runtime/units.js';
import type { GraphRequest } from '../graph/graph-request.js';
import type { DeliveryEvent } from '../webhooks/deliveries.js';
import type { FakeAnswer } from './fake-answer.js';
import type { LogEntry } from './fake-options.js';

/** A request and its answer. */
export function requestLine(at: Ms, { method, path }: GraphRequest, { status, delayMs, transport }: FakeAnswer): LogEntry {
  return { at, type: 'request', method, path, status, delayMs, fault: transport };
}

/** An attempt to deliver a webhook. */
export function deliveryLine({ at, updates, ...rest }: DeliveryEvent): LogEntry {
  return { at, type: 'webhook', ...rest, fields: [...new Set(updates.map(({ field }) => field))], updates: updates.length };
}
