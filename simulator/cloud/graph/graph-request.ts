/** One HTTP request as every door hands it to the platform. */
export interface GraphRequest {
  /** Upper case. */
  readonly method: string;
  /** Of the URL, without query, as it was sent. */
  readonly path: string;
  /** Without the question mark; '' for none. */
  readonly query: string;
  readonly headers: HeaderReader;
  /** Bytes for multipart, text for everything else; '' for none. */
  readonly body: string | Uint8Array;
  /** The body is larger than `mostBytesOf` allows, and the door did not keep it. */
  readonly isTooLarge?: true;
}

/** Anything with `get`, names in lower case: `Headers`, or a door's own. */
export interface HeaderReader {
  get(name: string): string | null;
}
