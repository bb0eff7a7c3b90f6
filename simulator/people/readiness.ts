import { NEVER, SECOND, type Ms } from '../../runtime/units.js';
import { createDistribution, type Distribution } from '../distributions.js';
import { PURPOSE, type Streams } from '../random.js';
import type { ReadinessPlan } from '../scenario/scenario.js';

/**
 * How one agent comes back to the desk. After a reply they are away for the handover. Who then sees nobody waiting is
 * ready at once, or takes a pause; who sees somebody waiting takes another pause. A pause runs only while somebody
 * waits for this agent, as the wallboard shows at a look each second: nobody hurries for an empty line.
 */
export class Readiness {
  /** When the agent next looks at the wallboard; NEVER when ready, at work or at home. */
  lookAt: Ms = NEVER;
  private readonly handoverMs: Ms;
  private readonly busy: Distribution;
  private readonly idle: Distribution;
  private readonly streams: Streams;
  private readonly who: number;
  private pieces = 0;
  private pauseMs: Ms = NOT_DRAWN;
  private lookedAt: Ms = 0;
  private sawWaiting = false;

  constructor(plan: ReadinessPlan, who: number, streams: Streams) {
    this.handoverMs = plan.handoverMs;
    this.busy = createDistribution(plan.pauseBusyMs);
    this.idle = createDistribution({ kind: 'atZero', share: plan.readyShare, then: plan.pauseIdleMs }); // oxlint-disable-line no-thenable -- plain data, never awaited
    this.streams = streams;
    this.who = who;
  }

  /** No look since the last piece of work: the handover is under way, or just over. */
  get handingOver(): boolean {
    return this.pauseMs === NOT_DRAWN;
  }

  /** A piece of work is done. */
  away(now: Ms): void {
    this.pieces++;
    this.pauseMs = NOT_DRAWN;
    this.sawWaiting = false;
    this.lookAt = now + this.handoverMs;
  }

  /** Something else decides now when this agent takes the next chat: a break, the way home. */
  cancel(): void {
    this.lookAt = NEVER;
  }

  /** The agent looks at the wallboard. True: ready for the next one; otherwise `lookAt` tells when to look again. */
  look(now: Ms, waiting: boolean): boolean {
    if (this.handingOver) this.pauseMs = (waiting ? this.busy : this.idle).sample(this.streams.uniform(this.who, PURPOSE.readiness, this.pieces));
    else if (this.sawWaiting) this.pauseMs -= now - this.lookedAt;
    if (this.pauseMs < SHORTEST) {
      this.lookAt = NEVER;
      return true;
    }
    this.lookedAt = now;
    this.sawWaiting = waiting;
    this.lookAt = now + (waiting ? Math.min(this.pauseMs, SECOND) : SECOND);
    return false;
  }
}

const NOT_DRAWN = -1;
/** What is left of a pause after a rounding error is no pause. */
const SHORTEST: Ms = 1;
