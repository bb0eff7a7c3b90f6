import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AddressBook, displayPhoneOf, numberOf, phoneNumberIdOf, phoneOf, phoneOfUserId, readWamid, userIdOf, wamidOf } from './addresses.js';

test('contacts, numbers and messages survive the way to the wire and back', () => {
  const book = new AddressBook();
  for (const contact of [0, 7, 9_999_999, 10_000_000, (1 << 26) + 12_345]) {
    assert.equal(book.contactOf(phoneOf(contact)), contact);
    assert.equal(book.digitsOf(contact), phoneOf(contact));
    for (const inbound of [true, false]) assert.deepEqual(readWamid(wamidOf(123_456, phoneOf(contact), inbound)), { message: 123_456, userDigits: phoneOf(contact), inbound });
  }
  for (const number of [0, 3, 99_999]) assert.equal(numberOf(phoneNumberIdOf(number)), number);
  assert.equal(displayPhoneOf(0), '15560000000');
  assert.equal(numberOf('102290129340398'), -1);
});

test('message ids have the layout of the platform’s own samples', () => {
  // Meta's sample of an outbound message to 16505551234.
  const sample = 'wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI4MjZGRDA0OUE2OTQ3RkEyMzcA';
  assert.deepEqual(readWamid(sample)?.userDigits, '16505551234');
  const ours = wamidOf(5, '16505551234', false);
  assert.equal(ours.length, sample.length);
  assert.equal(ours.slice(0, 32), sample.slice(0, 32));
  for (const broken of ['', 'wamid.', 'wamid.x', 'wamid.AAAAA', 'wamid.HBgL', 'HBgLMTY1']) assert.equal(readWamid(broken), null, broken);
});

test('strangers get a contact of their own and keep it', () => {
  const book = new AddressBook();
  const phones = ['16505551234', '393331234567', '155500000001', '1555123'];
  const contacts = phones.map((phone) => book.contactOf(phone));
  assert.equal(new Set(contacts).size, 4);
  assert.deepEqual(phones.map((phone) => book.contactOf(phone)), contacts);
  assert.deepEqual(contacts.map((contact) => book.digitsOf(contact)), phones);
});

test('user ids have the documented form, do not show the number, and lead back to it and to nobody else', () => {
  const phones = ['16505551234', '393331234567', '15550000007', '15550000008', '12345', '999999999999999'];
  const ids = phones.map(userIdOf);
  assert.equal(new Set(ids).size, phones.length);
  for (const [i, id] of ids.entries()) {
    assert.match(id, /^[A-Z]{2}\.[0-9A-Za-z]{1,128}$/);
    assert.ok(!id.includes(phones[i]!.slice(-4)) || phones[i] === '12345', id);
    assert.equal(phoneOfUserId(id), phones[i]);
  }
  assert.deepEqual([userIdOf('393331234567').slice(0, 3), userIdOf('16505551234').slice(0, 3)], ['IT.', 'US.']);
  const foreign = ['US.13491208655302741918', `IT${ids[0]!.slice(2)}`, 'US.1', 'US.ENT.12345678901234567890', ''];
  for (const id of foreign) assert.equal(phoneOfUserId(id), null, id);
});
