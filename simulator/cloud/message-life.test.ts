import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, MINUTE, NONE, SECOND, type Ms } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';
import { CloudRun } from './cloud-run.js';
import type { TemplateDraft } from './template.js';

// Times: Meta's page on time-to-live.

test('a one-time code that is ten minutes on its way never arrives, costs nothing, and nobody is told', () => {
  assert.deepEqual(story(10 * MINUTE - 1, CATEGORY.authentication), ['sent', 'phone', 'delivered']);
  assert.deepEqual(story(10 * MINUTE, CATEGORY.authentication), ['sent']);
});

test('everything else is tried for thirty days', () => {
  for (const category of [CATEGORY.utility, CATEGORY.marketing]) {
    assert.deepEqual(story(30 * DAY - 1, category), ['sent', 'phone', 'delivered']);
    assert.deepEqual(story(30 * DAY, category), ['sent']);
  }
});

test('a template may have a time of its own, or the longest; that of a marketing template is not for this API', () => {
  assert.deepEqual(story(30 * SECOND - 1, CATEGORY.utility, { category: 'UTILITY', ttlS: 30 }), ['sent', 'phone', 'delivered']);
  assert.deepEqual(story(30 * SECOND, CATEGORY.utility, { category: 'UTILITY', ttlS: 30 }), ['sent']);
  assert.deepEqual(story(DAY, CATEGORY.authentication, { category: 'AUTHENTICATION', ttlS: -1 }), ['sent', 'phone', 'delivered']);
  assert.deepEqual(story(DAY, CATEGORY.marketing, { category: 'MARKETING', ttlS: 43_200 }), ['sent', 'phone', 'delivered']);
});

test('a template that the platform puts into another category loses its own time', () => {
  const run = new CloudRun();
  const { templates } = run.cloud;
  const slot = templates.adopt(0, { name: 'code', language: 'en', category: 'UTILITY', components: [], ttlS: 60 });
  templates.recategorise(0, slot, 'MARKETING');
  run.runUntil(DAY);
  assert.deepEqual([templates.at(slot).category, templates.at(slot).ttlS], ['MARKETING', null]);
});

/** What becomes of one message that is so long on its way. */
function story(wayMs: Ms, category: number, draft: Partial<TemplateDraft> | null = null): string[] {
  let paid = 0;
  const run = new CloudRun({
    network: { instant: false, outboundMs: { kind: 'constant', value: wayMs } },
    sink: { tell: (kind) => void (paid += Number(kind === WORLD_FACTS.feeCharged.kind)) },
  });
  const { templates } = run.cloud;
  const slot = draft === null ? NONE : templates.adopt(0, { name: 'a', language: 'en', category: 'UTILITY', components: [], ...draft });
  assert.equal(run.cloud.send(0, 0, 7, SEND_KIND.template, category, 8, slot), 0);
  run.runUntil(60 * DAY);
  const told = run.take().map((line) => /phone|sent|delivered|failed/.exec(line)![0]).filter((word) => word !== undefined);
  assert.equal(paid, told.includes('delivered') ? 1 : 0);
  assert.equal(run.cloud.openMessages, 0);
  return told;
}
