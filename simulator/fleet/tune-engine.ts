import { setFlagsFromString } from 'node:v8';

/**
 * Lets the compiler inline more than it would by itself. The loop is a long way of small methods; each call that
 * stays a call boxes the instant it passes on (measured on Node 20: a fifth to a quarter more entries a second, 2 % of it
 * by the last line, which lets in the twenty rounds of a draw).
 */
export function tuneEngine(): void {
  setFlagsFromString('--max-inlined-bytecode-size-small=40');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=5000');
  setFlagsFromString('--max-inlined-bytecode-size=1000');
}
