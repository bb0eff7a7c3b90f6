import { parseGoal } from './parse-goal.js';
import { textScalar } from './scalar.js';

export const goal = textScalar('a goal', 'DS140', parseGoal, {
  description: 'first response <= 5m for 90%, sends outside window = 0, ... in every forecast hour',
});
