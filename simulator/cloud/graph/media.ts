import { DAY, MINUTE, type Ms } from '../../../runtime/units.js';
import { numberOf } from './addresses.js';
import { fromBase64, toBase64 } from './base64.js';
import { CODE } from '../errors.js';
import { problem, success, type GraphAnswer, type Problem } from './graph-answer.js';
import type { Bases, GraphCall, Routes } from './graph-call.js';
import type { GraphRequest } from './graph-request.js';
import { isFile, textOf } from './members.js';
import { LIMITS, mimeOf, sizeLimit } from './media-limits.js';
import { sha256 } from './sha256.js';

interface MediaFile {
  readonly id: string;
  /** That it was uploaded for, -1 for a customer's. */
  readonly number: number;
  readonly mime: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly until: Ms;
  /** Made when somebody asks. */
  hash: string;
}

/** Uploaded and received files: POST /{phone-number-id}/media, GET and DELETE /{media-id}, and the download behind its `url`. */
export class MediaShelf {
  readonly routes: Routes = {
    'POST number media': (call) => this.#upload(call),
    'GET media': (call) => this.#get(call),
    'DELETE media': (call) => this.#delete(call),
  };
  readonly #bases: Bases;
  readonly #files = new Map<string, MediaFile>();
  #count = 0;
  #bytes = 0;

  constructor(bases: Bases) {
    this.#bases = bases;
  }

  /** Whether an id can be used at this time. */
  has(id: string, now: Ms): boolean {
    const file = this.#files.get(id);
    return file !== undefined && now < file.until;
  }

  /** A customer sends a file: its id for the webhook lives seven days. */
  receive(now: Ms, bytes: Uint8Array<ArrayBuffer>, mime: string): string {
    return this.#keep(now, -1, bytes, mime, RECEIVED_LIFE);
  }

  mimeOf(id: string): string {
    return this.#files.get(id)!.mime;
  }

  /** Hexadecimal SHA-256 of a file; webhooks show it in base64. */
  hashOf(id: string): string {
    const file = this.#files.get(id)!;
    if (file.hash === '') file.hash = sha256(file.bytes);
    return file.hash;
  }

  /** A link that works for five minutes. */
  urlOf(id: string, now: Ms): string {
    const ext = Math.floor((now + URL_LIFE) / 1_000);
    return `${this.#bases.media}${DOWNLOAD}?mid=${id}&ext=${ext}&hash=${seal(id, ext)}`;
  }

  /** The bytes behind such a link, or null if the request is for something else. */
  download({ method, path, query }: GraphRequest, now: Ms): GraphAnswer | null {
    if (path !== DOWNLOAD || method !== 'GET') return null;
    const asked = new URLSearchParams(query);
    const id = asked.get('mid') ?? '';
    const ext = Number(asked.get('ext') ?? NaN);
    const file = this.#files.get(id);
    if (file === undefined || !(now < ext * 1_000) || asked.get('hash') !== seal(id, ext) || now >= file.until) return { status: 404, headers: {}, body: '' };
    return { status: 200, headers: { 'content-type': file.mime }, body: file.bytes };
  }

  snapshot(): MediaState {
    return { count: this.#count, files: [...this.#files.values()].map(({ id, number, mime, bytes, until }) => ({ id, number, mime, base64: toBase64(bytes), until })) };
  }

  /** @throws Error when a file is no base64 */
  restore({ count, files }: MediaState): void {
    this.#count = count;
    this.#files.clear();
    this.#bytes = 0;
    for (const { id, number, mime, base64, until } of files) {
      const bytes = fromBase64(base64);
      if (bytes === null) throw new Error(`media ${id} is not base64`);
      this.#files.set(id, { id, number, mime, bytes, until, hash: '' });
      this.#bytes += bytes.length;
    }
  }

  #upload({ number, members, now }: GraphCall): GraphAnswer | Problem {
    if (members['messaging_product'] !== 'whatsapp') return problem(CODE.badParameter, 'The parameter messaging_product is required.');
    const file = members['file'];
    if (!isFile(file)) return problem(CODE.badParameter, 'The parameter file is required.');
    const mime = mimeOf(textOf(members['type']) ?? '') ?? mimeOf(file.type);
    if (mime === null) return problem(CODE.badParameter, `Param file must be a file with one of the following types: ${Object.keys(LIMITS).join(', ')}. Received file of type '${file.type.slice(0, 64)}'.`);
    if (file.bytes.length === 0) return problem(CODE.badParameter, 'Param file is empty.');
    const most = sizeLimit(mime, file.bytes);
    if (file.bytes.length > most) return problem(CODE.badParameter, `Param file is too large: at most ${most} bytes for ${mime}.`);
    return success({ id: this.#keep(now, number, file.bytes, mime, UPLOADED_LIFE) });
  }

  #get(call: GraphCall): GraphAnswer | Problem {
    const file = this.#files.get(call.id)!;
    const objection = ownerProblem(call, file);
    if (objection !== null) return objection;
    return success({
      messaging_product: 'whatsapp',
      url: this.urlOf(file.id, call.now),
      mime_type: file.mime,
      sha256: this.hashOf(file.id),
      file_size: file.bytes.length,
      id: file.id,
    });
  }

  #delete(call: GraphCall): GraphAnswer | Problem {
    const file = this.#files.get(call.id)!;
    const objection = ownerProblem(call, file);
    if (objection !== null) return objection;
    this.#forget(file);
    return success({ success: true });
  }

  #keep(now: Ms, number: number, bytes: Uint8Array<ArrayBuffer>, mime: string, life: Ms): string {
    const id = `1003${String(this.#count).padStart(12, '0')}`;
    this.#count += 1;
    this.#bytes += bytes.length;
    this.#files.set(id, { id, number, mime, bytes, until: now + life, hash: '' });
    for (const file of this.#files.values()) {
      if (file.until > now && this.#bytes <= MOST_BYTES && this.#files.size <= MOST_FILES) break;
      this.#forget(file);
    }
    return id;
  }

  #forget(file: MediaFile): void {
    this.#files.delete(file.id);
    this.#bytes -= file.bytes.length;
  }
}

export interface MediaState {
  /** Files that have ever had an id. */
  readonly count: number;
  readonly files: readonly (Omit<MediaFile, 'bytes' | 'hash'> & { readonly base64: string })[];
}

/** With `phone_number_id` only the number that a file was uploaded for may have it (M-MEDIA; chatwoot #13319). */
function ownerProblem({ members }: GraphCall, file: MediaFile): Problem | null {
  const owner = textOf(members['phone_number_id']);
  if (owner === undefined || (file.number >= 0 && numberOf(owner) === file.number)) return null;
  return problem(CODE.badParameter, 'Param phone_number_id is not a valid whatsapp business phone number id ID');
}

/** Makes a link hard to invent and easy to check; no secret. */
function seal(id: string, ext: number): string {
  let hash = 0x811c9dc5;
  for (const character of `${id}:${ext}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return `A${(hash >>> 0).toString(36)}`;
}

const DOWNLOAD = '/whatsapp_business/attachments/';
const UPLOADED_LIFE: Ms = 30 * DAY;
const RECEIVED_LIFE: Ms = 7 * DAY;
const URL_LIFE: Ms = 5 * MINUTE;
/** The oldest files go when more is kept: the platform has more room than a test machine. In base64 they still fit into one string. */
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_FILES = 100_000;
