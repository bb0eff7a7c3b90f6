import { type Ms } from './units.js';

/** An agent as a router may see it. */
export interface AgentView {
  readonly id: number;
  readonly team: number;
  /** Chats at a time. */
  readonly slots: number;
  /** Bit masks; a router rarely needs more than `eligible` of the desk's view. */
  readonly skills: number;
  readonly languages: number;
  /** Signed in and not on a break. */
  readonly available: boolean;
  /** Slots in use. */
  readonly load: number;
  readonly lastAssignedAt: Ms;
  /** How many assignments the desk had made when this agent last got one, 0 for none: tells apart those of one instant. */
  readonly lastTurn: number;
  readonly availableSince: Ms;
}

export interface AgentConfig {
  readonly team: number;
  readonly slots: number;
  readonly skills: number;
  readonly languages: number;
}

export class Agent implements AgentView {
  readonly id: number;
  readonly team: number;
  readonly slots: number;
  readonly skills: number;
  readonly languages: number;
  readonly skillCount: number;
  /** Breaks ties that time leaves open: fixed by the desk's salt, not by the order of the list. */
  readonly tieBreak: number;
  signedIn = false;
  paused = false;
  available = false;
  load = 0;
  /** Tickets it owns, whether or not they hold a slot. */
  owned = 0;
  lastAssignedAt: Ms = -1;
  lastTurn = 0;
  availableSince: Ms = -1;
  signedOutAt: Ms = -1;

  constructor(id: number, config: AgentConfig, salt: number) {
    this.id = id;
    this.team = config.team;
    this.slots = config.slots;
    this.skills = config.skills;
    this.languages = config.languages;
    this.skillCount = bitCount(config.skills);
    this.tieBreak = scramble(id + salt);
  }
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function scramble(value: number): number {
  let x = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
