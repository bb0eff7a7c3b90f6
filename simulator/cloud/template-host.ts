import type { Ms } from '../../runtime/units.js';

/** What templates need to know of everything else. */
export interface TemplateHost {
  /** A message that pacing held goes on its way, or fails with a code that is not 0. */
  unhold(now: Ms, message: number, code: number): void;
  /** Whether the business is verified: it may store more templates. */
  isVerified(): boolean;
  /** A utility template turned out to be none. */
  misclassified(now: Ms): void;
  /** Whether the review turns the template down. */
  rejects(slot: number): boolean;
}
