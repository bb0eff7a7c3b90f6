/** A cell that breaks between words into lines of at most `width`; longer words break too, at a slash if they have one. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((w) => pieces(w, width))) {
    const joined = line === '' ? word.text : word.glued ? line + word.text : `${line} ${word.text}`;
    if (joined.length <= width) {
      line = joined;
    } else {
      lines.push(line);
      line = word.text;
    }
  }
  lines.push(line);
  return lines;
}

/** A paragraph whose later lines start further in. */
export function paragraph(text: string, width: number, first = '', later = first): string[] {
  return wrap(text, width - Math.max(first.length, later.length)).map((line, i) => ((i === 0 ? first : later) + line).trimEnd());
}

export interface Column {
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** One row of cells, as many lines as its tallest cell needs, none longer than the widths with one space between. */
export function row(cells: readonly string[], columns: readonly Column[]): string[] {
  const wrapped = cells.map((cell, i) => wrap(cell, columns[i]!.width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns.map((column, i) => padded(wrapped[i]![line] ?? '', column)).join(' ').trimEnd(),
  );
}

function padded(text: string, column: Column): string {
  return column.align === 'left' ? text.padEnd(column.width) : text.padStart(column.width);
}

interface Piece {
  readonly text: string;
  /** Belongs to the word before it. */
  readonly glued: boolean;
}

function pieces(word: string, width: number): Piece[] {
  const all: Piece[] = [];
  let rest = word;
  while (rest.length > width) {
    const slash = rest.lastIndexOf('/', width - 1);
    const cut = slash > 0 ? slash + 1 : width;
    all.push({ text: rest.slice(0, cut), glued: all.length > 0 });
    rest = rest.slice(cut);
  }
  all.push({ text: rest, glued: all.length > 0 });
  return all;
}
