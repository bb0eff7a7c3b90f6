import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerHandshake, verifySignature } from './webhook-door.js';

// RFC 4231, test cases 1 and 2: HMAC-SHA-256.
const CASES = [
  { key: '\x0b'.repeat(20), data: 'Hi There', hex: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7' },
  { key: 'Jefe', data: 'what do ya want for nothing?', hex: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843' },
] as const;

const OPENSSL = '7a6e97a70b9de4912b9bbb355a2075e5b86dc86312085740bcf6e40a9b2290f7';

test('signatures of the published test cases pass', () => {
  for (const { key, data, hex } of CASES) assert.ok(verifySignature(key, Buffer.from(data), `sha256=${hex}`));
});

test('another secret, another byte, another digit, another header: none passes', () => {
  const { key, data, hex } = CASES[1];
  const body = Buffer.from(data);
  assert.ok(!verifySignature('jefe', body, `sha256=${hex}`));
  assert.ok(!verifySignature(key, Buffer.from(`${data} `), `sha256=${hex}`));
  assert.ok(!verifySignature(key, body, `sha256=${hex.replace('5', '6')}`));
  for (const header of [null, undefined, '', hex, `sha1=${hex}`, `sha256=${hex}00`, `sha256=${hex.slice(2)}`, 'sha256=zz']) {
    assert.ok(!verifySignature(key, body, header), String(header));
  }
});

test('the raw bytes count, escaped or not', () => {
  const escaped = Buffer.from('{"body":"caff\\u00e8"}');
  const plain = Buffer.from('{"body":"caffè"}');
  assert.deepEqual(JSON.parse(escaped.toString()), JSON.parse(plain.toString()));
  // printf '{"body":"caff\\u00e8"}' | openssl dgst -sha256 -hmac secret
  const header = `sha256=${OPENSSL}`;
  assert.ok(verifySignature('secret', escaped, header));
  assert.ok(!verifySignature('secret', plain, header));
});

test('the challenge is given back to whoever knows the token', () => {
  const query = (token: string, mode = 'subscribe') => new URLSearchParams({ 'hub.mode': mode, 'hub.challenge': '1158201444', 'hub.verify_token': token });
  assert.equal(answerHandshake('mine', query('mine')), '1158201444');
  assert.equal(answerHandshake('mine', query('yours')), null);
  assert.equal(answerHandshake('mine', query('mine', 'unsubscribe')), null);
  assert.equal(answerHandshake('mine', new URLSearchParams()), null);
});
