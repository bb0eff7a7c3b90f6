import { DAY, type Ms } from '../../runtime/units.js';

/** The first instant of the next calendar month, UTC. Days to dates after Howard Hinnant, "chrono-compatible low-level date algorithms". */
export function endOfMonth(epochMs: Ms): Ms {
  const day = Math.floor(epochMs / DAY);
  // Days since 0000-03-01: a year that begins in March has its leap day at the end.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const firstOfNext = Math.floor((153 * (month + 1) + 2) / 5);
  // February is the last month of such a year; its length is the only one the formula does not know.
  const year = yearOfEra + era * 400 + 1;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const daysInYear = leap ? 366 : 365;
  return (day + Math.min(firstOfNext, daysInYear) - dayOfYear) * DAY;
}
