import { NONE } from '../../../runtime/units.js';
import type { Update } from './webhook.js';

/** A template as webhooks name it. */
export interface TemplateName {
  /** Digits; webhooks carry it as a JSON number. */
  readonly id: string;
  readonly name: string;
  readonly language: string;
}

export interface TemplateStatus {
  readonly event: string;
  /** null: scheduled for deletion. */
  readonly reason: string | null;
  readonly category: string;
  /** FIRST_PAUSE, SECOND_PAUSE, RATE_LIMITING_PAUSE, UNPAUSE or DISABLED; null for none. */
  readonly title: string | null;
  /** Unix seconds, when it was disabled. */
  readonly disabledAt: number | null;
  readonly rejection: { readonly reason: string; readonly recommendation: string } | null;
}

/** message_template_status_update. */
export function templateStatusUpdate(template: TemplateName, status: TemplateStatus): Update {
  const { event, reason, category, title, disabledAt, rejection } = status;
  return ofTemplate('message_template_status_update', template, {
    event,
    ...nameOf(template),
    reason,
    message_template_category: category,
    ...(title === null ? {} : { other_info: { title, description: TITLES[title] ?? title } }),
    ...(disabledAt === null ? {} : { disable_info: { disable_date: disabledAt } }),
    ...(rejection === null ? {} : { rejection_info: rejection }),
  });
}

/** message_template_quality_update. */
export function templateQualityUpdate(template: TemplateName, previous: string, next: string): Update {
  return ofTemplate('message_template_quality_update', template, { previous_quality_score: previous, new_quality_score: next, ...nameOf(template) });
}

/** template_category_update, the notice 24 h ahead: there `new_category` is the present one (M-TCU). @param atUnixSeconds when it will happen */
export function categoryNoticeUpdate(template: TemplateName, present: string, coming: string, atUnixSeconds: number): Update {
  return ofTemplate('template_category_update', template, { ...nameOf(template), new_category: present, correct_category: coming, category_update_timestamp: atUnixSeconds });
}

/** template_category_update, once it has happened. */
export function categoryUpdate(template: TemplateName, previous: string, next: string): Update {
  return ofTemplate('template_category_update', template, { ...nameOf(template), previous_category: previous, new_category: next });
}

/** message_template_components_update. @param components as they were created */
export function componentsUpdate(template: TemplateName, components: readonly TemplateComponent[]): Update {
  const of = (type: string): TemplateComponent | undefined => components.find((component) => component.type?.toUpperCase() === type);
  const buttons = of('BUTTONS')?.buttons?.map((button) => ({
    message_template_button_type: button.type,
    message_template_button_text: button.text,
    ...(button.url === undefined ? {} : { message_template_button_url: button.url }),
    ...(button.phone_number === undefined ? {} : { message_template_button_phone_number: button.phone_number }),
  }));
  const header = of('HEADER')?.text;
  const footer = of('FOOTER')?.text;
  return ofTemplate('message_template_components_update', template, {
    ...nameOf(template),
    ...(header === undefined ? {} : { message_template_title: header }),
    message_template_element: of('BODY')?.text ?? '',
    ...(footer === undefined ? {} : { message_template_footer: footer }),
    ...(buttons === undefined ? {} : { message_template_buttons: buttons }),
  });
}

export interface TemplateComponent {
  readonly type?: string;
  readonly text?: string;
  readonly buttons?: readonly { readonly type?: string; readonly text?: string; readonly url?: string; readonly phone_number?: string }[];
}

function nameOf({ id, name, language }: TemplateName): object {
  return { message_template_id: Number(id), message_template_name: name, message_template_language: language };
}

function ofTemplate(field: string, template: TemplateName, value: object): Update {
  return { number: NONE, lane: Number(template.id) % 0x7fffffff, field, value };
}

const TITLES: Readonly<Record<string, string>> = {
  FIRST_PAUSE: 'Paused for 3 hours because of customers\' feedback.',
  SECOND_PAUSE: 'Paused for 6 hours because of customers\' feedback.',
  RATE_LIMITING_PAUSE: 'Paused while the first messages are assessed.',
  UNPAUSE: 'The pause is over.',
  DISABLED: 'Paused too often; edit it and submit it again.',
};
