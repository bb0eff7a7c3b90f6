import { createHash } from 'node:crypto';
import type { ReplicationRecord } from '../kpis/record.js';
import type { Scenario } from '../scenario/scenario.js';

/** 16 hexadecimal digits of the scenario as the simulation reads it: comments and spelling make no difference. */
export function hashScenario(scenario: Scenario): string {
  return digest(JSON.stringify(scenario, withoutLoss));
}

/** 16 hexadecimal digits of all journals, in replication order. */
export function hashJournals(records: readonly ReplicationRecord[]): string {
  return digest(records.map((record) => record.hash).join('\n'));
}

/** JSON has no infinity and no typed arrays; two scenarios that differ in one must differ here. */
function withoutLoss(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  return value;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
