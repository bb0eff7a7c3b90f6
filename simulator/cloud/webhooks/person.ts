/** Whoever is at the other end, as webhooks show them. */
export interface Person {
  /** Country code and number, no `+`. */
  readonly phone: string;
  readonly name: string;
  /** Business-scoped user id; null while the switch for it is off. */
  readonly userId: string | null;
  /** Of the parent of several portfolios; null: there is none. */
  readonly parentUserId: string | null;
  readonly username: string | null;
  /** The number may not be shown: `wa_id`, `from` and `recipient_id` are left out. */
  readonly withheld: boolean;
  /** With identity checks on: hash of the customer's key. */
  readonly identityHash: string | null;
}

/** Element of `contacts[]`. @param withUsername statuses show it on delivered and read only */
export function contactNode(person: Person, withUsername = true): object {
  const { name, username, userId, parentUserId, phone, withheld, identityHash } = person;
  return {
    profile: { name, ...(username === null || !withUsername ? {} : { username }) },
    ...(withheld ? {} : { wa_id: phone }),
    ...(userId === null ? {} : { user_id: userId }),
    ...(parentUserId === null ? {} : { parent_user_id: parentUserId }),
    ...(identityHash === null ? {} : { identity_key_hash: identityHash }),
  };
}
