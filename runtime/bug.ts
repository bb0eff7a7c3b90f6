/** We are wrong: thrown, never caught inside the loop. */
export class Bug extends Error {
  override readonly name = 'Bug';
}

/** States what must hold; says why it must when it does not. */
export function assert(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Bug(why);
}
