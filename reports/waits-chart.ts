import type { WaitShare } from '../simulator/kpis/quantiles.js';
import type { Ms } from '../runtime/units.js';
import { formatLimit, formatShare } from './format.js';

/** How long first responses took: one bar for each span of time; hatched bars lie beyond the threshold. */
export function waitsChart(waits: readonly WaitShare[], thresholdMs: Ms): string {
  const most = Math.max(...waits.map((wait) => wait.share));
  const bars = waits.map(({ upToMs, share }, i) => {
    const y = TOP + i * STEP;
    const wide = most === 0 ? 0 : ((WIDTH - LEFT - RIGHT) * share) / most;
    const name = upToMs === Infinity ? `over ${formatLimit(waits[i - 1]!.upToMs)}` : `up to ${formatLimit(upToMs)}`;
    const kind = upToMs <= thresholdMs ? 'in-time' : 'late';
    return `<text x="${LEFT - 8}" y="${y + 13}" text-anchor="end">${name}</text><rect class="${kind}" x="${LEFT}" y="${y}" width="${Number(wide.toFixed(1))}" height="${STEP - 4}"/><text x="${Number((LEFT + wide + 6).toFixed(1))}" y="${y + 13}">${formatShare(share)}</text>`;
  });
  const height = TOP + waits.length * STEP + 4;
  const title = 'Share of first responses by how long they took, each span beginning where the one above ends';
  return `<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="waits-title"><title id="waits-title">${title}</title><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" class="hatch"/></pattern></defs>${bars.join('')}</svg>`;
}

const WIDTH = 960;
const LEFT = 90;
const RIGHT = 70;
const TOP = 4;
const STEP = 22;
