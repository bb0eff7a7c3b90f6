/** Something that must hold does not. Thrown by every check of this room, whatever test runner calls it. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** States what must hold; `why` says it when it does not. */
export function must(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Violation(why);
}
