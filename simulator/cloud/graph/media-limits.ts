/** Largest file of each type in bytes (M-MEDIA); `sizeLimit` knows about stickers. */
export const LIMITS: Readonly<Record<string, number>> = {
  'audio/aac': 16 * 1024 * 1024,
  'audio/amr': 16 * 1024 * 1024,
  'audio/mpeg': 16 * 1024 * 1024,
  'audio/mp4': 16 * 1024 * 1024,
  'audio/ogg': 16 * 1024 * 1024,
  'image/jpeg': 5 * 1024 * 1024,
  'image/png': 5 * 1024 * 1024,
  'image/webp': 500 * 1024,
  'video/mp4': 16 * 1024 * 1024,
  'video/3gpp': 16 * 1024 * 1024,
  'text/plain': 100 * 1024 * 1024,
  'application/pdf': 100 * 1024 * 1024,
  'application/msword': 100 * 1024 * 1024,
  'application/vnd.ms-excel': 100 * 1024 * 1024,
  'application/vnd.ms-powerpoint': 100 * 1024 * 1024,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 100 * 1024 * 1024,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 100 * 1024 * 1024,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 100 * 1024 * 1024,
};

/** The type of the table that a content-type names, whatever its parameters and case; null: none. */
export function mimeOf(contentType: string): string | null {
  const mime = contentType.split(';')[0]!.trim().toLowerCase();
  return Object.hasOwn(LIMITS, mime) ? mime : null;
}

/** Whether a file of this type can be shown as an image, a sticker and so on; anything can be a document. */
export function showsAs(type: string, mime: string): boolean {
  if (type === 'document') return true;
  if (type === 'image' || type === 'sticker') return mime.startsWith('image/') && (mime === 'image/webp') === (type === 'sticker');
  return mime.startsWith(`${type}/`);
}

/** A sticker that moves may be larger than one that does not, though both are webp. */
export function sizeLimit(mime: string, bytes: Uint8Array): number {
  return mime === 'image/webp' && !isAnimated(bytes) ? 100 * 1024 : LIMITS[mime]!;
}

/** Flag 2 of the extended header of a webp file. */
function isAnimated(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(8, 16)) === 'WEBPVP8X' && (bytes[20]! & 2) !== 0;
}
