import { maybe, needed, number, objectOf, text } from './form.js';
import type { JsonObject } from './json.js';

/** An error as webhooks tell it. Titles change and go away: decide by `code`. */
export interface ErrorRecord {
  readonly code: number;
  readonly title: string | null;
  readonly message: string | null;
  readonly data: { readonly details: string | null; readonly rest: JsonObject } | null;
  readonly rest: JsonObject;
}

export const ERROR = objectOf<ErrorRecord>({
  code: needed('code', number),
  title: maybe('title', text),
  message: maybe('message', text),
  data: maybe('error_data', objectOf({ details: maybe('details', text) })),
});
