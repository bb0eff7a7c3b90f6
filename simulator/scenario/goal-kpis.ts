/** Every KPI a goal can name, by its id and what it is measured in. A goal writes the id in words: `first response`. */
export const GOAL_KPIS = {
  firstResponse: 'time',
  anyResponse: 'time',
  slotWait: 'time',
  responseTime: 'time',
  resolution: 'time',
  firstResponseSla: 'share',
  resolutionSla: 'share',
  serviceLevel: 'share',
  abandonment: 'share',
  abandonmentAloud: 'share',
  abandonmentSilent: 'share',
  abandonmentExpired: 'share',
  backlog: 'number',
  occupancy: 'share',
  utilisation: 'share',
  reopenRate: 'share',
  transferRate: 'share',
  escalationRate: 'share',
  tierHeadroom: 'share',
  refusals: 'number',
  sendsOutsideWindow: 'number',
  windowExpiry: 'share',
  messageFees: 'number',
  costPerResolution: 'number',
  fairnessJain: 'number',
  fairnessGini: 'number',
  arrivals: 'number',
} as const satisfies Record<string, 'time' | 'share' | 'number'>;

export type GoalKpi = keyof typeof GOAL_KPIS;

/** `firstResponseSla` is written `first response sla`. */
export function kpiPhrase(kpi: string): string {
  return kpi.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
