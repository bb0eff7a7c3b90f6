import { FACTS, type FactName, type FactSink } from '../../runtime/facts.js';
import { MINUTE } from '../../runtime/units.js';
import { WORLD_FACTS } from '../world-facts.js';

/** For tests: tells a fact by its name, at a minute of the run. */
export type Tell = (fact: FactName | keyof typeof WORLD_FACTS, atMinutes: number, a: number, b: number, c: number) => void;

export function teller(sink: FactSink): Tell {
  return (fact, atMinutes, a, b, c) => sink.tell({ ...FACTS, ...WORLD_FACTS }[fact].kind, atMinutes * MINUTE, a, b, c);
}
