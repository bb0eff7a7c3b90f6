/** Columns to print in: the terminal's, unless it knows none (0 in some containers), else what COLUMNS says, else 80. */
export function screenWidth(stream: { readonly columns?: number }, env: NodeJS.ProcessEnv): number {
  const told = Number(env['COLUMNS'] ?? '');
  return stream.columns || (Number.isInteger(told) && told > 0 ? told : 80);
}

/** NO_COLOR wins over FORCE_COLOR; without either, colour goes to terminals only. */
export function wantsColor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if ((env['FORCE_COLOR'] ?? '0') !== '0') return true;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
