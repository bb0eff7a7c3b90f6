import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/**
 * NO_COLOR wins over FORCE_COLOR; without either, colour goes to terminals only. (Picocolors by itself also colours
 * the logs of CI machines.)
 */
export function colorsFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Colors {
  const forced = (env['FORCE_COLOR'] ?? '0') !== '0';
  const wanted = forced || (stream.isTTY === true && env['TERM'] !== 'dumb');
  return picocolors.createColors(wanted && (env['NO_COLOR'] ?? '') === '');
}
