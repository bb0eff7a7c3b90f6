import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankOut, functionsOf, importsOf } from './tidy-scanner.js';

test('blanks out comments, strings, templates and regular expressions', () => {
  assert.equal(blankOut('a // b\nc /* d\ne */ f'), 'a     \nc     \n     f');
  assert.equal(blankOut(`x = 'it\\'s' + "y";`), `x = '     ' + " ";`);
  assert.equal(blankOut('`a${b + `c${d}`}e` + f'), '` ${b + ` ${d}`} ` + f');
  assert.equal(blankOut('a / b / c; x = /[/]y/g.test(z)'), 'a / b / c; x =       g.test(z)');
  assert.equal(blankOut('`${{ a: 1 }.a}b` + c'), '`${{ a: 1 }.a} ` + c');
});

test('characters beyond 16 bits shift nothing', () => {
  assert.equal(blankOut("f('👍', '{');"), "f('  ', ' ');");
});

test('finds imports in every form', () => {
  const text = `import a from 'a';\nimport type { B } from './b.js';\nexport { c } from "./c.js";\nimport 'd';\nconst e = await import('./e.js');\nimport {\n  f,\n} from './f.js';\nexport const g = 'h';`;
  assert.deepEqual(importsOf(text).map((one) => `${one.from}:${one.line}${one.typeOnly ? ' type' : ''}${one.lazy ? ' lazy' : ''}`), ['a:1', './b.js:2 type', './c.js:3', 'd:4', './e.js:5 lazy', './f.js:6']);
});

test('measures functions, methods and arrows', () => {
  const code = `function one(a: { b: number }): { c: number } {\n  if (a) {\n  }\n}\nclass K {\n  two<T>(x: T): Map<T, T> {\n  }\n  declared(): void;\n  private async three() {\n\n  }\n}\nconst four = (): void => {\n\n};\ncall(x);\nfunction five(): () => void {\n}`;
  assert.deepEqual(functionsOf(code).map(({ name, lines }) => `${name} ${lines}`), ['one 4', 'two 2', 'three 3', 'five 2', 'four 3']);
});
