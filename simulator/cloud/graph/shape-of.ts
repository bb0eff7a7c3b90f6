/** For tests: every member and its type: `data[].id: string` and so on. */
export function shapeOf(value: unknown, where = ''): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set([`${where}: ${value === null ? 'null' : typeof value}`]);
  const members = Array.isArray(value) ? value.map((one) => [`${where}[]`, one] as const) : Object.entries(value).map(([name, one]) => [where === '' ? name : `${where}.${name}`, one] as const);
  return new Set(members.flatMap(([path, one]) => [...shapeOf(one, path)]));
}
