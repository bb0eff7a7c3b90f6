import { DEFINITIONS, type KpiDefinition, type KpiId } from '../kpis/definitions.js';

/** What a goal on a KPI is compared with. */
export type GoalUnit = 'time' | 'share' | 'number';

export function goalUnit(kpi: KpiId): GoalUnit {
  return UNITS[DEFINITIONS.find(({ id }) => id === kpi)!.unit];
}

/** The KPI that a goal names: by its id or its title, in any case, with or without blanks. */
export function kpiNamed(phrase: string): KpiId | null {
  return BY_NAME.get(plain(phrase)) ?? null;
}

/** `firstResponseSla` is written `first response sla`. */
export function kpiPhrase(kpi: string): string {
  return kpi.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/\d+$/, ' $&');
}

/** For suggestions: every KPI but the refusals of single codes. */
export function kpiPhrases(): string[] {
  return DEFINITIONS.map(({ id }) => kpiPhrase(id)).filter((phrase) => !/\d/.test(phrase));
}

const UNITS: Readonly<Record<KpiDefinition['unit'], GoalUnit>> = { ms: 'time', share: 'share', count: 'number', usd: 'number', ratio: 'number' };
const BY_NAME: ReadonlyMap<string, KpiId> = new Map(DEFINITIONS.flatMap(({ id, title }) => [[plain(title), id], [plain(id), id]]));

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s()-]+/g, '');
}
