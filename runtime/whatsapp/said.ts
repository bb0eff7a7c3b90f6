import type { MediaRecord, MessageRecord } from './message-record.js';

/** What the customer said in words: a text, a caption, the title of what they pressed. '' for none. */
export function textOf(message: MessageRecord): string {
  const { text, button, interactive } = message;
  if (text !== null) return text.body;
  if (button !== null) return button.text;
  if (interactive !== null) return interactive.button?.title ?? interactive.list?.title ?? '';
  return mediaOf(message)?.caption ?? '';
}

/** The id of the button or row that was pressed, as the business gave it; '' for none. */
export function choiceOf(message: MessageRecord): string {
  const { button, interactive } = message;
  return button?.payload ?? interactive?.button?.id ?? interactive?.list?.id ?? '';
}

/** The file that came with it, null for none. */
export function mediaOf(message: MessageRecord): MediaRecord | null {
  return message.image ?? message.video ?? message.audio ?? message.document ?? message.sticker;
}
