/** Kinds of the cloud's entries on the agenda, 16 to 31, and what their subjects are. */
export const CLOUD_ENTRY = {
  /** A customer's message reaches the platform; message slot. */
  arrives: 16,
  /** A business message reaches the phone; message slot. */
  delivers: 17,
  /** Blue ticks reach the phone; message slot. */
  marks: 18,
  /** A higher messaging limit takes effect; owner of the limit. */
  raises: 19,
  /** Webhooks reach the desk: 20 + WEBHOOK, second copies 26 + WEBHOOK; message slot. */
  webhook: 20,
  /** Something rare of the back office is due; errand slot. */
  errand: 25,
  webhookAgain: 26,
  /** A business message that did not reach the phone in its lifetime is dropped; message slot. */
  lapses: 31,
} as const;

/** What a webhook tells; those of statuses have the numbers of STATUS. */
export const WEBHOOK = { message: 0, sent: 1, delivered: 2, read: 3, failed: 4 } as const;
