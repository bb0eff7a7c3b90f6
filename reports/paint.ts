/** Colours text for a terminal, or leaves it alone. */
export type Painter = (ink: Ink, text: string) => string;
export type Ink = readonly [on: number, off: number];

export const INK = {
  title: [1, 22], met: [32, 39], missed: [31, 39], inconclusive: [33, 39], bad: [31, 39],
} as const satisfies Record<string, Ink>;

export function painter(color: boolean): Painter {
  return color ? ([on, off], text) => `\u001b[${on}m${text}\u001b[${off}m` : (_, text) => text;
}
