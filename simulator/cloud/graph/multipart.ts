/** One part of a multipart/form-data body. */
export interface Part {
  readonly name: string;
  readonly value: string | FilePart;
}

/** A part with a file name or a type of its own. */
export interface FilePart {
  readonly filename: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads RFC 7578, or returns null for anything else. Our own because the API answers at once: `Response.formData` and
 * the parsers of the registry read streams.
 *
 * @param type header content-type, with its boundary
 */
export function readMultipart(body: Uint8Array, type: string): readonly Part[] | null {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;,"]{1,70}))/i.exec(type);
  if (boundary === null) return null;
  const delimiter = bytesOf(`\r\n--${boundary[1] ?? boundary[2]!}`);
  const first = delimiter.subarray(2);
  // A preamble before the first delimiter is allowed, and ignored.
  let at = startsWith(body, 0, first) ? first.length : end(body, 0, delimiter);
  const parts: Part[] = [];
  while (at >= 0) {
    if (body[at] === DASH && body[at + 1] === DASH) return parts;
    if (body[at] !== CR || body[at + 1] !== LF || parts.length >= MOST_PARTS) return null;
    const headEnd = indexOf(body, at, BLANK_LINE);
    const next = headEnd < 0 ? -1 : indexOf(body, headEnd + 2, delimiter);
    if (next < 0) return null;
    const part = partOf(text(body.subarray(at, headEnd)), body.slice(Math.min(headEnd + 4, next), next));
    if (part === null) return null;
    parts.push(part);
    at = next + delimiter.length;
  }
  return null;
}

function partOf(head: string, content: Uint8Array<ArrayBuffer>): Part | null {
  const disposition = /^content-disposition:\s*form-data\b(.*)$/im.exec(head)?.[1];
  const name = disposition === undefined ? undefined : parameter(disposition, 'name');
  if (name === undefined) return null;
  const filename = parameter(disposition!, 'filename');
  const type = /^content-type:\s*(.+?)\s*$/im.exec(head)?.[1];
  if (filename === undefined && (type === undefined || /^text\/plain/i.test(type))) return { name, value: text(content) };
  return { name, value: { filename: filename ?? '', type: type ?? 'application/octet-stream', bytes: content } };
}

/** `name="..."` as browsers write it: quotes and line ends inside come percent-encoded. */
function parameter(disposition: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(disposition);
  return match === null ? undefined : (match[1] ?? match[2]!).replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
}

function end(body: Uint8Array, from: number, bytes: Uint8Array): number {
  const at = indexOf(body, from, bytes);
  return at < 0 ? -1 : at + bytes.length;
}

function indexOf(body: Uint8Array, from: number, bytes: Uint8Array): number {
  for (let at = body.indexOf(bytes[0]!, from); at >= 0; at = body.indexOf(bytes[0]!, at + 1)) {
    if (startsWith(body, at, bytes)) return at;
  }
  return -1;
}

function startsWith(body: Uint8Array, at: number, bytes: Uint8Array): boolean {
  if (at + bytes.length > body.length) return false;
  for (let i = 0; i < bytes.length; i += 1) if (body[at + i] !== bytes[i]) return false;
  return true;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

const CR = 13;
const LF = 10;
const DASH = '-'.charCodeAt(0);
const BLANK_LINE = bytesOf('\r\n\r\n');
/** More than any request of the API has. */
const MOST_PARTS = 100;
