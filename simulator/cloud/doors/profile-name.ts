import { faker } from '@faker-js/faker/locale/es';

/**
 * The name in the profile of a customer whom nobody described: always the same for a phone number. Two names in five
 * are not plain ASCII, as outside: whoever reads webhooks, or checks their signature over the escaped bytes, meets that.
 * Faker serves as the list of names only: its own chance is asked for nothing, so that a user may seed it as they like.
 */
export function profileName(phone: string): string {
  const hash = hashOf(phone);
  return `${FIRST[hash % FIRST.length]!} ${LAST[(hash >>> 8) % LAST.length]!}`;
}

const { first_name, last_name } = faker.definitions.person;
const FIRST = listOf(first_name);
const LAST = listOf(last_name);

function listOf(names: Readonly<Partial<Record<string, readonly string[]>>>): readonly string[] {
  return [...new Set(Object.values(names).flatMap((some) => some ?? []))].sort();
}

/** Murmur's last steps over FNV's: neighbouring numbers get names that have nothing to do with each other. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
