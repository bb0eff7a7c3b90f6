import { z } from 'zod';
import { scenarioSchema } from './scenario-schema.js';
import type { Path } from './yaml-source.js';

/** The format as JSON Schema (draft-07, the newest that editors' YAML support reads). */
export function createJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(scenarioSchema, { target: 'draft-07', io: 'input' }) as JsonSchema;
  return { ...schema, title: 'desksim scenario', patternProperties: { '^x-': {} } };
}

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly [keyword: string]: unknown;
}

/**
 * The keys that the format knows at a path, sorted; empty where a path leads to a plain value.
 * Null where the path itself leaves the format. Groups whose keys the author names answer `['*']`.
 */
export function allowedKeys(path: Path): readonly string[] | null {
  root ??= createJsonSchema();
  let here = alternatives(root);
  for (const step of path) {
    here = here.flatMap((schema) => children(schema, step)).flatMap(alternatives);
    if (here.length === 0) return null;
  }
  const keys = here.flatMap((schema) => [...Object.keys(schema.properties ?? {}), ...(schema.additionalProperties ? ['*'] : [])]);
  return [...new Set(keys)];
}

let root: JsonSchema | undefined;

function alternatives(schema: JsonSchema): JsonSchema[] {
  if (schema.$ref !== undefined) return alternatives(root!.definitions![schema.$ref.slice('#/definitions/'.length)]!);
  const several = schema.anyOf ?? schema.allOf;
  return several === undefined ? [schema] : several.flatMap(alternatives);
}

function children(schema: JsonSchema, step: string | number): JsonSchema[] {
  if (schema.items !== undefined && /^\d+$/.test(String(step))) return [Array.isArray(schema.items) ? schema.items[Number(step)] : schema.items];
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, step)) return [schema.properties[step]!];
  return schema.additionalProperties ? [schema.additionalProperties] : [];
}
