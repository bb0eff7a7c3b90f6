import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEND_KIND } from '../../runtime/facts.js';
import { CATEGORY } from '../../runtime/intent.js';
import { DAY, HOUR } from '../../runtime/units.js';
import { CloudRun } from './cloud-run.js';
import { overridden, type RuleOverrides } from './rule-overrides.js';
import { RULE_SETS } from './rule-sets.js';

test('a person gets two marketing messages in a moving day, and other templates as well', () => {
  const { fate } = started();
  assert.deepEqual([fate(0, 7), fate(HOUR, 7), fate(2 * HOUR, 7)], ['', '', '131049']);
  assert.equal(fate(2 * HOUR, 7, CATEGORY.utility), '');
  assert.equal(fate(2 * HOUR, 8), '', 'somebody else');
});

test('without a retry the third passes as soon as the first is a day old', () => {
  const { fate } = started();
  assert.deepEqual([fate(0, 7), fate(HOUR, 7), fate(2 * HOUR, 7), fate(DAY, 7)], ['', '', '131049', '']);
  assert.equal(fate(DAY + HOUR - 1, 7), '131049', 'the second and the third are held');
});

test('a retry within a day of a refusal keeps the person blocked for a day from the retry on', () => {
  const { fate } = started();
  assert.deepEqual([fate(0, 7), fate(HOUR, 7), fate(2 * HOUR, 7), fate(20 * HOUR, 7)], ['', '', '131049', '131049']);
  assert.equal(fate(20 * HOUR + DAY - 1, 7), '131049');
  // That was another retry.
  assert.equal(fate(44 * HOUR + DAY - 1, 7), '');
});

test('inside a window of the person marketing is neither stopped nor counted', () => {
  const { run, fate } = started();
  run.cloud.write(0, 7, 8);
  for (let i = 1; i < 6; i += 1) assert.equal(fate(i, 7), '');
  assert.deepEqual([fate(DAY, 7), fate(DAY + 1, 7), fate(DAY + 2, 7)], ['', '', '131049']);
});

test('the cap does not act in Europe’s economic area, the United Kingdom, Japan and South Korea', () => {
  for (const market of ['IT', 'NO', 'GB', 'JP', 'KR']) {
    const { fate } = started({}, market);
    for (let i = 0; i < 9; i += 1) assert.equal(fate(i, 7), '', market);
  }
});

test('what other businesses sent may have used up what a person takes: the same people all day, others the next', () => {
  const { fate } = started({ marketingCap: { messages: Infinity }, marketingCapShare: 0.3 });
  const capped = (now: number): number[] => Array.from({ length: 400 }, (_, who) => who).filter((who) => fate(now, who) === '131049');
  const first = capped(0);
  assert.ok(first.length > 85 && first.length < 155, `${first.length} of 400 at 30 %`);
  assert.deepEqual(capped(HOUR), first);
  assert.notDeepEqual(capped(DAY), first);
});

test('a person who stops marketing in WhatsApp gets none until they resume, and the business is told of both', () => {
  const { run, fate } = started();
  run.cloud.business.preferMarketing(0, 0, 7, false);
  assert.equal(fate(1, 7), '131050');
  run.cloud.business.preferMarketing(2, 0, 7, true);
  assert.equal(fate(3, 7), '');
  assert.deepEqual(run.notices, ['stop', 'resume']);
});

function started(rules: RuleOverrides = {}, market = 'BR') {
  const notices: string[] = [];
  const run = new CloudRun({ rules: overridden(RULE_SETS['meta-2026-10'], rules), platform: { tier: Infinity, mps: Infinity, market }, hooks: { webhookNotice: (_now, notice) => void (notice.kind === 'userPreference' && notices.push(notice.value)) } });
  /** The code that a message fails with, or nothing. */
  const fate = (now: number, who: number, category: number = CATEGORY.marketing): string => {
    run.runUntil(now);
    run.take();
    run.cloud.send(now, 0, who, SEND_KIND.campaign, category, 0);
    run.runUntil(now);
    return /failed (\d+)/.exec(run.take().join())?.[1] ?? '';
  };
  return { run: { cloud: run.cloud, notices }, fate };
}
