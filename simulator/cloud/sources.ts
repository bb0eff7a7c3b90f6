const META = 'developers.facebook.com/documentation/business-messaging/whatsapp';

/** Where the platform's rules were read: keys of `source` fields, with the date of the page or copy. */
export const SOURCES: Readonly<Record<string, string>> = {
  'M-LIMITS': `${META}/messaging-limits (8 May 2026)`,
  'M-THRU': `${META}/throughput (21 Nov 2025)`,
  'M-ABOUT': `${META}/about-the-platform (5 Dec 2025)`,
  'M-ERR': `${META}/support/error-codes (copy of 11 Sep 2026)`,
  'M-SEND': `${META}/messages/send-messages (23 Apr 2026)`,
  'M-REACT': `${META}/messages/reaction-messages`,
  'M-MEDIA': `${META}/business-phone-numbers/media (17 Apr 2026)`,
  'M-REG': `${META}/business-phone-numbers/registration (26 Jun 2026)`,
  'M-TPAUSE': `${META}/templates/template-pausing (22 Oct 2025)`,
  'M-TPACE': `${META}/templates/template-pacing (8 Dec 2025)`,
  'M-CAP': `${META}/templates/marketing-templates/per-user-limits (29 Apr 2026)`,
  'M-PRICING': `${META}/pricing (30 Mar 2026)`,
  'M-PRICING-OCT26': `${META}/pricing, service rates effective 1 October 2026 (second-hand)`,
  'M-NONTPL': `${META}/pricing/non-template-messages (copy of 11 Sep 2026)`,
  'M-STATUS': `${META}/webhooks/reference/messages/status (30 Apr 2026)`,
  'M-UNSUP': `${META}/webhooks/reference/messages/unsupported (20 Mar 2026)`,
  'M-TEXT': `${META}/messages/text-messages (3 Nov 2025)`,
  'M-LIST': `${META}/messages/interactive-list-messages (3 Nov 2025)`,
  'M-TPL': `${META}/templates/overview (5 May 2026)`,
  'M-TQUAL': `${META}/templates/template-quality (29 Oct 2025)`,
  'M-TARCH': `${META}/templates/template-archival (17 Apr 2026)`,
  'M-TCU': `${META}/webhooks/reference/template_category_update (11 Nov 2025)`,
  'M-PNQ': `${META}/webhooks/reference/phone_number_quality_update (14 Nov 2025)`,
  'M-BCU': `${META}/webhooks/reference/business_capability_update (14 Nov 2025)`,
  'M-HOOKS': `${META}/webhooks/overview (29 Apr 2026)`,
  'M-BSUID': `${META}/business-scoped-user-ids (7 May 2026)`,
  'M-POLICY': `${META}/policy-enforcement (4 Nov 2025)`,
  'R-OPENAPI': 'github.com/facebook/openapi, business-messaging-api_v23.0.yaml',
  'R-PYWA': 'github.com/david-lev/pywa, pywa/errors.py',
  'R-WHALOC': 'github.com/dgadelha/whaloc, docs/SPEC.md',
  'R-OLDERR-400': 'a public copy of the older error table with an HTTP column',
  'R-OLDERR-429': 'another public copy of the older error table',
  'B-YCLOUD': 'docs.ycloud.com, handle WhatsApp errors',
  'B-DOUBLETICK': 'learn.doubletick.io, messaging limits from 7 October 2025',
  'B-WATI': 'support.wati.io, messaging limit updates from 7 October 2025',
  'B-OLDTIER': 'docs.019sms.co.il, WhatsApp rate limit (before October 2025)',
  'B-SINCH': 'community.sinch.com, connection statuses of phone numbers',
  'B-QISCUS': 'support.qiscus.com, flagged status',
  'B-RATES': 'huggingface.co/datasets/tobachat/whatsapp-api-rates (card of 1 October 2026)',
  'R-WAJS': 'github.com/Secreto31126/whatsapp-api-js, src/types.ts',
  'B-CLICKATELL': 'clickatell.com help centre, status of a WhatsApp number',
  'B-360': 'docs.360dialog.com, receiving messages via webhook',
  'S-ISSUES': 'public threads: chatwoot #14120, #14529, #13556; restfb #1344',
  'S-RICH': 'richautomate.in, WhatsApp marketing benchmarks 2026',
  'S-CHATARMIN': 'chatarmin.com, WhatsApp KPIs',
  'S-SUDONUM': 'sudonum.com, fundamental objectives',
};

/** A source text with the addresses behind the keys it names. */
export function addressesIn(source: string): readonly string[] {
  const keys = [...new Set(source.match(/\b[MRBS]-[A-Z0-9]+(?:-[A-Z0-9]+)*\b/g) ?? [])];
  return keys.map((key) => `${key}: ${SOURCES[key] ?? 'unknown'}`);
}
