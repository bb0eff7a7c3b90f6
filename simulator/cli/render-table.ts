export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
}

/**
 * Rows as a table or, where it would be wider than the screen, as one block for each row: the first cell on its line,
 * the others below it.
 */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const widths = columns.map(({ head }, i) => Math.max(head.length, ...rows.map((row) => row[i]!.length)));
  const total = widths.reduce((sum, each) => sum + each + 2, -2);
  if (total > width) return rows.flatMap((row) => stacked(row, columns, width));
  const line = (cells: readonly string[]): string => cells.map((cell, i) => (columns[i]!.align === 'left' ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ').trimEnd();
  return [line(columns.map(({ head }) => head)), ...rows.map(line)];
}

function stacked(row: readonly string[], columns: readonly Column[], width: number): string[] {
  const lines = chopped(row[0]!, width);
  let line = '';
  row.forEach((cell, i) => {
    if (i === 0 || cell === '' || cell === '–') return;
    const named = columns[i]!.head === '' || i === 1 ? cell : `${columns[i]!.head} ${cell}`;
    if (line !== '' && line.length + 2 + named.length > width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? `    ${named}` : `  ${named}`;
  });
  return line === '' ? lines : [...lines, line];
}

/** A long first cell goes on under itself. */
function chopped(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const cut = rest.lastIndexOf(' ', width);
    const at = cut > 4 ? cut : width;
    lines.push(rest.slice(0, at));
    rest = `   ${rest.slice(at).trimStart()}`;
  }
  return [...lines, rest];
}
