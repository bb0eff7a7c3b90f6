import type { Findings } from './findings.js';
import type { Path } from './yaml-source.js';

/** Shares that should make a whole: rounding such as three times 33.3% is evened out, anything more is an error. */
export function wholeShares(shares: Readonly<Record<string, number>>, path: Path, findings: Findings): { readonly name: string; readonly share: number }[] {
  const entries = Object.entries(shares);
  const total = entries.reduce((sum, [, share]) => sum + share, 0);
  if (Math.abs(total - 1) > TOLERANCE) {
    const made = `${Math.round(total * 10_000) / 100}%`;
    findings.errorAtKey(path, { code: 'DS120', message: `\`${path.join('.')}\` adds up to ${made}`, hint: 'the shares must make 100%' });
  }
  return entries.map(([name, share]) => ({ name, share: total === 0 ? 0 : share / total }));
}

const TOLERANCE = 0.005;
