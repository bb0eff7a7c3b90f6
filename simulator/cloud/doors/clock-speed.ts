/** Speed of a clock mode: real, manual, x60; NaN for anything else. */
export function clockSpeed(mode: string): number {
  if (mode === 'real') return 1;
  if (mode === 'manual') return 0;
  const times = Number(/^x(\d+(?:\.\d+)?)$/.exec(mode)?.[1] ?? Number.NaN);
  return times > 0 && times <= 1_000_000 ? times : Number.NaN;
}
