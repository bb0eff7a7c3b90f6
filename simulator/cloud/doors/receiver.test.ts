import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { DAY } from '../../../runtime/units.js';
import { kindOf, post, send, until, withReceiver, withServed } from './clients/door-stage.js';
import { signature } from './index.js';

const NOON = Date.UTC(2026, 10, 23, 12);

test('a receiver shakes hands first, then gets signed webhooks, in order', async () => {
  await withReceiver('token', async (receiver) => {
    await withServed({ webhookUrl: receiver.url, verifyToken: 'token', appSecret: 'secret' }, async (served) => {
      assert.equal(await served.handshake, null);
      assert.deepEqual(receiver.handshakes, ['subscribe']);
      served.fake.customerWrites('393331234567', 'caffè ☕');
      assert.equal((await send(served, '393331234567')).status, 200);
      await until(() => receiver.bodies.length === 3);
      assert.deepEqual(receiver.bodies.map(kindOf), ['text', 'sent', 'delivered']);
      assert.match(receiver.bodies[0]!, /caff\\u00e8/);
      receiver.bodies.forEach((body, i) => assert.equal(receiver.signatures[i], signature('secret', body)));
    });
  });
});

test('a receiver that does not know the token gets nothing', async () => {
  await withReceiver('token', async (receiver) => {
    await withServed({ webhookUrl: receiver.url, verifyToken: 'wrong' }, async (served) => {
      assert.match((await served.handshake)!, /is not verified: it answers 403/);
      served.fake.customerWrites('393331234567', 'Hello?');
      await send(served, '393331234567');
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.deepEqual(receiver.bodies, []);
    });
  });
});

test('a receiver that is up later, or knows the token later, gets what was told meanwhile', async () => {
  await withReceiver('other', async (receiver) => {
    await withServed({ webhookUrl: receiver.url, verifyToken: 'token', override: { webhookRetryMs: [20] } }, async (served) => {
      assert.match((await served.handshake)!, /is not verified/);
      served.fake.customerWrites('393331234567', 'Hello?');
      await until(() => receiver.handshakes.length > 2);
      assert.deepEqual(receiver.bodies, []);
      receiver.token = 'token';
      await until(() => receiver.bodies.length === 1);
      assert.equal(kindOf(receiver.bodies[0]!), 'text');
      assert.deepEqual(served.log.filter(({ type }) => type === 'webhook').map(({ statuses }) => statuses).slice(0, 2), [[0], [0]], 'the log has the attempts in vain');
    });
  });
});

test('a callback of the account is verified when it is named, each time, and misses nothing', async () => {
  await withReceiver('one', async (receiver) => {
    await withServed({ override: { webhookRetryMs: [20] } }, async (served) => {
      const name = (verify_token: string) => post(`${served.url}/v25.0/102290129340398/subscribed_apps`, { override_callback_uri: receiver.url, verify_token });
      assert.deepEqual((await name('one')).json, { success: true });
      await until(() => receiver.handshakes.length === 1);
      served.fake.customerWrites('393331234567', 'One');
      await until(() => receiver.bodies.length === 1);
      await name('two');
      served.fake.customerWrites('393331234567', 'Two');
      await until(() => receiver.handshakes.length > 2);
      assert.equal(receiver.bodies.length, 1, 'it does not know the new token');
      receiver.token = 'two';
      await until(() => receiver.bodies.length === 2);
      served.fake.customerWrites('393331234567', 'Three');
      await until(() => receiver.bodies.length === 3);
      assert.deepEqual(receiver.bodies.map((body) => JSON.parse(body).entry[0].changes[0].value.messages[0].text.body), ['One', 'Two', 'Three']);
      const handshakes = receiver.handshakes.length;
      await name('two');
      await until(() => receiver.handshakes.length === handshakes + 1);
    });
  });
});

test('an address that is none is refused, and no callback takes the fake down', async () => {
  await withServed({}, async (served) => {
    const name = (override_callback_uri: string) => post(`${served.url}/v25.0/102290129340398/subscribed_apps`, { override_callback_uri, verify_token: 't' });
    for (const url of ['http://[', 'http://host:99999/', 'nowhere']) assert.equal((await name(url)).json.error.code, 100, url);
    await name('http://127.0.0.1:1/');
    served.fake.customerWrites('393331234567', 'Hello?');
    await until(() => served.log.some(({ type, outcome }) => type === 'webhook' && outcome === 'retry'));
    assert.match(String(served.log.find(({ type }) => type === 'handshake')!['problem']), /does not answer/);
  });
});

test('a receiver that fails is tried again by the platform\'s clock, and the log has every attempt', async () => {
  await withReceiver(null, async (receiver) => {
    receiver.status = 500;
    await withServed({ webhookUrl: receiver.url, startAt: NOON, override: { webhookRetryMs: [60_000] } }, async (served) => {
      served.fake.customerWrites('393331234567', 'Hello?');
      await until(() => receiver.bodies.length === 1);
      for (let expected = 2; expected <= 4; expected++) {
        await until(() => served.log.filter(({ type }) => type === 'webhook').length === expected - 1);
        served.fake.advance(60_000);
        await until(() => receiver.bodies.length === expected);
      }
      receiver.status = 200;
      await until(() => served.log.filter(({ type }) => type === 'webhook').length === 4);
      served.fake.advance(DAY);
      await until(() => served.fake.deliveries.delivered === 1);
      const attempts = served.log.filter(({ type }) => type === 'webhook');
      assert.deepEqual(attempts.map(({ attempt, statuses, outcome }) => [attempt, statuses, outcome]), [
        [1, [500], 'retry'], [2, [500], 'retry'], [3, [500], 'retry'], [4, [500], 'retry'], [5, [200], 'delivered'],
      ]);
      assert.equal(new Set(receiver.bodies).size, 1, 'every attempt has the same bytes');
    });
  });
});

test('one jump of the clock over the control API shows every retry in it, and waits for a receiver that hangs no longer than the platform does', async () => {
  await withReceiver(null, async (receiver) => {
    receiver.status = 500;
    await withServed({ webhookUrl: receiver.url, startAt: NOON, override: { webhookRetryMs: [3_600_000] } }, async (served) => {
      served.fake.customerWrites('393331234567', 'Hello?');
      const jumps = await Promise.all([5, 5].map((hours) => post(`${served.url}/_desksim/clock`, { advanceMs: hours * 3_600_000 })));
      assert.deepEqual(jumps.map(({ json }) => json.nowMs - NOON), [5, 10].map((hours) => hours * 3_600_000), 'one jump after the other');
      const attempts = served.log.filter(({ type }) => type === 'webhook');
      assert.deepEqual(attempts.map(({ at }) => (at - NOON) / 3_600_000), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      assert.equal(receiver.bodies.length, 11);
    });
  });
  await withHanging(async (webhookUrl) => {
    await withServed({ webhookUrl, startAt: NOON, override: { webhookTimeoutMs: 30, webhookRetryMs: [3_600_000] } }, async (served) => {
      served.fake.customerWrites('393331234567', 'Hello?');
      assert.equal((await post(`${served.url}/_desksim/clock`, { advanceMs: 3 * 3_600_000 })).status, 200);
      assert.equal(served.fake.deliveries.attempts, 4);
    });
  });
});

test('a day of the standing clock in one jump shows the attempts of that day, each at its time', async () => {
  await withReceiver(null, async (receiver) => {
    receiver.status = 500;
    await withServed({ webhookUrl: receiver.url, startAt: NOON }, async (served) => {
      served.fake.customerWrites('393331234567', 'Hello?');
      assert.equal((await post(`${served.url}/_desksim/clock`, { advanceMs: 86_400_000 })).status, 200);
      const secondsAfter = served.log.filter(({ type }) => type === 'webhook').map(({ at }) => (at - NOON) / 1_000);
      assert.deepEqual(secondsAfter.slice(0, 7), [0, 0, 5, 35, 155, 755, 4_355]);
      assert.deepEqual([secondsAfter.length, receiver.bodies.length], [13, 13]);
    });
  });
});

test('a receiver that hangs is cut off after its time', async () => {
  await withHanging(async (webhookUrl) => {
    await withServed({ webhookUrl, override: { webhookTimeoutMs: 50 } }, async (served) => {
      served.fake.customerWrites('393331234567', 'Hello?');
      await until(() => served.log.some(({ type, statuses }) => type === 'webhook' && (statuses as number[])[0] === 0));
    });
  });
});

async function withHanging(body: (url: string) => Promise<void>): Promise<void> {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  try {
    await body(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
  } finally {
    silent.closeAllConnections();
    silent.close();
  }
}
