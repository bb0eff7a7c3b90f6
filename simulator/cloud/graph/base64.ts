/** Bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // A multiple of three bytes, so that only the last part is padded; few enough for one call.
  for (let from = 0; from < bytes.length; from += PART) parts.push(btoa(String.fromCharCode(...bytes.subarray(from, from + PART))));
  return parts.join('');
}

/** The bytes of a base64 text; null: it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.replace(/=+$/, '').length % 4 === 1) return null;
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

const PART = 3 * 8_192;
