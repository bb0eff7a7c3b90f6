import assert from 'node:assert/strict';
import { test } from 'node:test';
import { near } from './near.js';
import { garnett, halfinWhitt } from './qed.js';

test('Halfin and Whitt 1981, digits from qed-square-root-staffing.csv', () => {
  near(halfinWhitt(0.5), 0.504538641);
  near(halfinWhitt(1), 0.2233612748);
  near(halfinWhitt(3), 0.001477094645);
  assert.equal(halfinWhitt(0), 1);
  assert.equal(halfinWhitt(-1), 1);
});

test('Garnett, Mandelbaum and Reiman 2002, digits from qed-square-root-staffing.csv', () => {
  near(garnett(-1.5, 0.25).pWait, 0.9988567551);
  near(garnett(-1.5, 0.25).scaledPAbandon, 1.500501515);
  near(garnett(0, 1).pWait, 0.5, 1e-15);
  near(garnett(2, 4).pWait, 0.01779022221);
  near(garnett(2, 4).scaledPAbandon, 0.01868454651);
});

test('hardly any patience lost comes near Halfin-Whitt', () => {
  near(garnett(1, 1e-12).pWait, halfinWhitt(1), 1e-9);
});
