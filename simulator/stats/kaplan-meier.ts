/** The share that is still there after each time at which anybody left. */
export interface Survival {
  readonly times: readonly number[];
  readonly shares: readonly number[];
}

/**
 * The product-limit estimator: how long people stay, seen from a crowd of whom some were taken away before they left.
 * @param observed [time, left]; `left` false: taken away at that time, who knows how long they would have stayed.
 * @param leastAtRisk Ends where fewer than this are still there: beyond, a single leaver would be half the crowd.
 */
export function kaplanMeier(observed: readonly (readonly [time: number, left: boolean])[], leastAtRisk = 1): Survival {
  const inOrder = observed.toSorted((a, b) => a[0] - b[0]);
  const times: number[] = [];
  const shares: number[] = [];
  let there = inOrder.length;
  let share = 1;
  for (let i = 0; i < inOrder.length && there >= leastAtRisk; ) {
    const time = inOrder[i]![0];
    let next = i;
    let leavers = 0;
    for (; next < inOrder.length && inOrder[next]![0] === time; next++) if (inOrder[next]![1]) leavers++;
    if (leavers > 0) {
      share *= 1 - leavers / there;
      times.push(time);
      shares.push(share);
    }
    there -= next - i;
    i = next;
  }
  return { times, shares };
}

/** The share that is still there just after a time. */
export function survivalAt({ times, shares }: Survival, time: number): number {
  let share = 1;
  for (let i = 0; i < times.length && times[i]! <= time; i++) share = shares[i]!;
  return share;
}
