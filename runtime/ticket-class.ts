/** What a reader of the first message makes of it, packed: priority 0..3 | vip | intent 0..255 | language 0..31. */
export function packClass(priority: number, vip: number, intent: number, language: number): number {
  return priority | (vip << 2) | (intent << 3) | (language << 11);
}

export const priorityOf = (cls: number): number => cls & 3;
export const vipOf = (cls: number): number => (cls >> 2) & 1;
export const intentOf = (cls: number): number => (cls >> 3) & 255;
export const languageOf = (cls: number): number => cls >> 11;

/** The part that `ticketOpened` carries: without the language. */
export const CLASS_COLUMN = 0x7ff;
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
