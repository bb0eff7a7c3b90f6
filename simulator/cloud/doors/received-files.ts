import type { Ms } from '../../../runtime/units.js';
import { fromBase64, toBase64 } from '../graph/base64.js';
import type { MediaShelf } from '../graph/media.js';
import type { InboundNode } from '../webhooks/message-update.js';

/**
 * The files that customers send: kept where the Graph API finds them under the id of the webhook. A message may bring
 * its own as `data` (base64, or bytes), with its `mime_type`; otherwise a small one of its kind stands in.
 */
export class ReceivedFiles {
  readonly #media: () => MediaShelf;

  /** @param media the shelf, once it exists */
  constructor(media: () => MediaShelf) {
    this.#media = media;
  }

  /** The node of a message of a kind that brings a file, without its link; or what is wrong with it. */
  nodeOf(now: Ms, type: string, given: Record<string, unknown>): object | string {
    const sample = SAMPLES[type]!;
    const { data, ...own } = given;
    const media = this.#media();
    if (own['id'] !== undefined) {
      // Who names an id has a file of their own in mind, or none at all.
      const id = String(own['id']);
      const file = media.has(id, now) ? { mime_type: media.mimeOf(id), sha256: base64OfHex(media.hashOf(id)) } : { mime_type: sample.mime };
      return { ...sample.more, ...file, ...own, id };
    }
    const { mime_type: mime = sample.mime } = own;
    if (typeof mime !== 'string' || mime === '') return '`mime_type` is a text';
    const bytes = data === undefined ? fromBase64(sample.base64) : data instanceof Uint8Array ? new Uint8Array(data) : typeof data === 'string' ? fromBase64(data) : null;
    if (bytes === null || bytes.length === 0) return '`data` is the file, in base64';
    const id = media.receive(now, bytes, mime);
    return { ...sample.more, mime_type: mime, sha256: base64OfHex(media.hashOf(id)), ...own, id };
  }

  /** The message with the link to its file, which works for five minutes from now. */
  withLink(now: Ms, message: InboundNode): InboundNode {
    const { type } = message;
    if (SAMPLES[type] === undefined) return message;
    const node = message[type] as { readonly id: string };
    return { ...message, [type]: { url: this.#media().urlOf(node.id, now), ...node } };
  }
}

function base64OfHex(hex: string): string {
  return toBase64(Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16)));
}

interface Sample {
  readonly mime: string;
  /** Members of the node besides the file. */
  readonly more: object;
  readonly base64: string;
}

/** A grey dot, an empty page, 20 ms of silence, a video without a track: as small as a file of the kind can be. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  image: {
    mime: 'image/jpeg',
    more: {},
    base64: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z',
  },
  video: {
    mime: 'video/mp4',
    more: {},
    base64: 'AAAAGGZ0eXBpc29tAAACAGlzb21tcDQyAAAAdG1vb3YAAABsbXZoZAAAAAAAAAAAAAAAAAAAA+gAAAAAAAEAAAEAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=',
  },
  audio: {
    mime: 'audio/ogg; codecs=opus',
    more: { voice: true },
    base64: 'T2dnUwACAAAAAAAAAAABAAAAAAAAAByf9dkBE09wdXNIZWFkAQE4AYC7AAAAAABPZ2dTAAAAAAAAAAAAAAEAAAABAAAAlR67jAEXT3B1c1RhZ3MHAAAAZGVza3NpbQAAAABPZ2dTAATAAwAAAAAAAAEAAAACAAAAKZOw3QED+P/+',
  },
  document: {
    mime: 'application/pdf',
    more: { filename: 'document.pdf' },
    base64: 'JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+ZW5kb2JqCjIgMCBvYmo8PC9UeXBlL1BhZ2VzL0tpZHNbMyAwIFJdL0NvdW50IDE+PmVuZG9iagozIDAgb2JqPDwvVHlwZS9QYWdlL1BhcmVudCAyIDAgUi9NZWRpYUJveFswIDAgNTk1IDg0Ml0+PmVuZG9iagp4cmVmCjAgNAowMDAwMDAwMDAwIDY1NTM1IGYgCjAwMDAwMDAwMDkgMDAwMDAgbiAKMDAwMDAwMDA1MiAwMDAwMCBuIAowMDAwMDAwMTAxIDAwMDAwIG4gCnRyYWlsZXI8PC9TaXplIDQvUm9vdCAxIDAgUj4+CnN0YXJ0eHJlZgoxNjQKJSVFT0YK',
  },
  sticker: {
    mime: 'image/webp',
    more: { animated: false },
    base64: 'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==',
  },
};
