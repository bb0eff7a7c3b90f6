/** Weights of the 24 local hours of a day, by name. Only their proportions matter. */
export const HOUR_CURVES = {
  flat: Array.from({ length: 24 }, () => 1),
  /** Assumption: 60 % between 08 and 18 h (S-SUDONUM in cloud/sources.ts), a busy noon and a long evening. */
  retail: [1.2, 0.8, 0.5, 0.4, 0.4, 0.6, 1.2, 2.4, 4, 5.5, 6.5, 7, 6.8, 6.4, 6.2, 6, 5.8, 5.8, 6, 6.4, 6.6, 6, 4.2, 2.3],
  /** UCI ServiceNow incident log, 2016 (CC BY 4.0): hour of opening. */
  office: [0.9, 0.7, 0.5, 0.5, 0.5, 0.4, 1.4, 2.5, 9.8, 12.5, 12.1, 10.1, 5.2, 7, 9.4, 8.9, 7.4, 4.6, 1.8, 0.9, 0.8, 0.8, 0.6, 0.6],
  /** Guedj and Mandelbaum, Technion, "Anonymous Bank" call-centre data, 1999: January to May. */
  bank: [0.4, 0.1, 0.1, 0, 0, 0.1, 0.4, 2.9, 6.4, 7.7, 8.7, 7.8, 7.1, 7.2, 7.3, 7, 7.4, 6, 4.7, 4.1, 3.9, 4.2, 3.8, 2.9],
} as const satisfies Record<string, readonly number[]>;

export type HourCurve = keyof typeof HOUR_CURVES;
