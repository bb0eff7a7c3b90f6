// TypeScript 7 is native and has no API to parse with, so tidy.test.ts reads the sources with this small scanner.

export interface Import {
  readonly from: string;
  readonly line: number;
  /** Erased by the compiler. */
  readonly typeOnly: boolean;
  /** `import()`: loaded when it is called. */
  readonly lazy: boolean;
}

/** The code with spaces in the place of comments, regular expressions and the insides of strings; same length, same lines. */
export function blankOut(text: string): string {
  const out = text.split(''); // by code units, as indices count
  const blank = (from: number, to: number): void => {
    for (let k = from; k < to; k++) if (out[k] !== '\n') out[k] = ' ';
  };
  // Depth of braces at which each open `${` ends; a template goes on behind it.
  const templates: number[] = [];
  let depth = 0;
  let i = 0;
  const template = (from: number): number => {
    const end = endOfTemplate(text, from);
    blank(from, end);
    if (text[end] === '$') {
      templates.push(depth++);
      return end + 2;
    }
    return end + 1;
  };
  while (i < text.length) {
    const char = text[i]!;
    const end = char === '/' ? endOfSlash(text, i, out) : -1;
    if (end > 0) {
      blank(i, end);
      i = end;
    } else if (char === "'" || char === '"') {
      const close = endOfString(text, i);
      blank(i + 1, close);
      i = close + 1;
    } else if (char === '`') i = template(i + 1);
    else if (char === '}' && templates.at(-1) === depth - 1) {
      depth = templates.pop()!;
      i = template(i + 1);
    } else {
      if (char === '{') depth++;
      if (char === '}') depth--;
      i++;
    }
  }
  return out.join('');
}

/** Every import and re-export of a file. */
export function importsOf(text: string): Import[] {
  const code = blankOut(text);
  const found: Import[] = [];
  for (const match of code.matchAll(/\b(import|export)\b(\s+type\b)?[^;'"()]*?(?:\bfrom\s*|(?<=import)\s*)(['"])|\bimport\s*\(\s*(['"])/g)) {
    const start = match.index + match[0].length;
    found.push({
      from: text.slice(start, text.indexOf(text[start - 1]!, start)),
      line: text.slice(0, match.index).split('\n').length,
      typeOnly: match[2] !== undefined,
      lazy: match[4] !== undefined,
    });
  }
  return found;
}

/** Every function with a body in braces, and how many lines it has. Takes code without comments and strings. */
export function functionsOf(code: string): { readonly name: string; readonly lines: number }[] {
  const found: { name: string; lines: number }[] = [];
  const add = (name: string, from: number, brace: number): void => {
    const lines = code.slice(from, closing(code, brace)).split('\n').length;
    found.push({ name, lines });
  };
  for (const match of code.matchAll(HEADER)) {
    const name = match[1] ?? match[2]!;
    if (CONTROL.has(name)) continue;
    const brace = bodyOf(code, closing(code, match.index + match[0].length - 1) + 1);
    if (brace !== -1) add(name, match.index, brace);
  }
  for (const match of code.matchAll(/=>\s*\{/g)) {
    const line = code.slice(code.lastIndexOf('\n', match.index) + 1, match.index);
    // A describe block is a chapter, not a function.
    if (!/\b(?:describe|suite)\(/.test(line)) add(/(\w+)\s*[=:(]/.exec(line)?.[1] ?? 'arrow', match.index, match.index + match[0].length - 1);
  }
  return found;
}

const HEADER = /\bfunction\b\s*\*?\s*(\w*)(?:<[^(]*>)?\s*\(|^[ \t]+(?:(?:public|private|protected|static|override|async|get|set|\*)\s+)*(#?\w+)(?:<[^(=]*>)?\(/gm;
const CONTROL = new Set(['if', 'for', 'while', 'switch', 'catch', 'return', 'await', 'function']);

/** The brace that opens the body behind a parameter list, also behind a return type; -1 when there is none. */
function bodyOf(code: string, from: number): number {
  let before = ')';
  for (let i = from; i < code.length; i++) {
    const char = code[i]!;
    if (/\s/.test(char)) continue;
    if (char === '{' && !/[:|&,(<=>]/.test(before.replace(/(?<=[\w\]])>/, ''))) return i;
    if (i === from && char !== ':' && char !== '{') return -1;
    if (char === '{' || char === '(' || char === '[') i = closing(code, i);
    else if (char === ';' || char === '}' || char === ')' || char === '=') {
      if (code.slice(i, i + 2) !== '=>') return -1;
    }
    before = char === '>' ? code.slice(i - 1, i + 1) : code[i]!;
  }
  return -1;
}

/** Where the bracket that opens at `at` closes. */
function closing(code: string, at: number): number {
  let depth = 0;
  for (let i = at; i < code.length; i++) {
    if ('([{'.includes(code[i]!)) depth++;
    else if (')]}'.includes(code[i]!) && --depth === 0) return i;
  }
  return code.length;
}

function endOfString(text: string, from: number): number {
  let i = from + 1;
  while (i < text.length && text[i] !== text[from] && text[i] !== '\n') i += text[i] === '\\' ? 2 : 1;
  return i;
}

/** The closing backtick, or the `$` of the next hole. */
function endOfTemplate(text: string, from: number): number {
  let i = from;
  while (i < text.length && text[i] !== '`' && !(text[i] === '$' && text[i + 1] === '{')) i += text[i] === '\\' ? 2 : 1;
  return i;
}

/** Behind the comment or regular expression that starts here; -1 when the slash divides. */
function endOfSlash(text: string, at: number, before: readonly string[]): number {
  if (text[at + 1] === '/') return endOr(text.indexOf('\n', at), text);
  if (text[at + 1] === '*') return endOr(text.indexOf('*/', at + 2) + 2, text);
  let k = at - 1;
  while (k >= 0 && /\s/.test(before[k]!)) k--;
  const word = /\w+$/.exec(text.slice(Math.max(0, k - 10), k + 1))?.[0] ?? '';
  if (k >= 0 && /[\w)\]}'"`]/.test(before[k]!) && !['return', 'typeof', 'case', 'in', 'of'].includes(word)) return -1;
  let inClass = false;
  for (let i = at + 1; i < text.length && text[i] !== '\n'; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '[') inClass = true;
    else if (text[i] === ']') inClass = false;
    else if (text[i] === '/' && !inClass) return i + 1;
  }
  return -1;
}

function endOr(end: number, text: string): number {
  return end <= 1 ? text.length : end;
}
