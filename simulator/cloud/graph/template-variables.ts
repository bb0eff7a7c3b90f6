/** Variables of a template's text: `{{1}}`, or with names `{{first_name}}`. */
export function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(VARIABLE)].map((match) => match[1]!);
}

/** The text with its variables' values put in. */
export function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(VARIABLE, (whole, name: string) => values.get(name) ?? whole);
}

export function isNamed(variables: readonly string[]): boolean {
  return variables.some((name) => !/^\d+$/.test(name));
}

const VARIABLE = /\{\{\s*(\w{1,64})\s*\}\}/g;
