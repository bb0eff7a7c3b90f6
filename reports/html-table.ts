/** A table of cells that are HTML already; `align`: one letter for each column, l or r. No caption when it is empty. */
export function htmlTable(caption: string, head: readonly string[], rows: readonly (readonly string[])[], align: string): string {
  const cell = (tag: string, attributes: string, text: string, column: number): string =>
    `<${tag}${attributes}${align[column] === 'r' ? ' class="n"' : ''}>${text}</${tag}>`;
  const title = caption === '' ? '' : `<caption>${caption}</caption>`;
  const heads = head.map((text, i) => cell('th', ' scope="col"', text, i)).join('');
  const body = rows.map((row) => `<tr>${row.map((text, i) => cell('td', '', text, i)).join('')}</tr>`).join('\n');
  return `<div class="scroll"><table>${title}<thead><tr>${heads}</tr></thead>\n<tbody>${body}</tbody></table></div>`;
}
