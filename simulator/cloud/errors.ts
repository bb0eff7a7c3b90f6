/** Error codes the cloud raises by itself. */
export const CODE = {
  throughput: 130429,
  pairRate: 131056,
  windowClosed: 131047,
  marketingCap: 131049,
  stoppedMarketing: 131050,
  undeliverable: 131026,
  unknownTemplate: 132001,
  pausedTemplate: 132015,
  disabledTemplate: 132016,
  templateExists: 2388024,
  tooManyTemplates: 2388019,
  templateUnchangeable: 2388039,
  accountCalls: 80007,
  blocked: 368,
  locked: 131031,
  unpaid: 131042,
  blockedUser: 130403,
  misclassified: 131064,
  maintenance: 131057,
  notRegistered: 133010,
  registrations: 133016,
  badToken: 190,
  badParameter: 100,
  missingParameter: 131008,
  badValue: 131009,
  unsupportedType: 131051,
} as const;

export interface PlatformError {
  readonly code: number;
  /** Members `message` (after the code) and, asynchronously, `title`. The platform warns that it will go away. */
  readonly title: string;
  /** HTTP status of the answer; the platform publishes none for asynchronous ones and advises against relying on any. */
  readonly http: number;
  /** `sync`: the answer to the send. `async`: a `failed` status. `inbound`: inside a customer's message. */
  readonly channel: 'sync' | 'async' | 'both' | 'inbound';
  /** Whether the same message may pass later. */
  readonly retryable: boolean;
  /** Member `error_data.details`, where known; otherwise when it happens. */
  readonly when: string;
  readonly source: string;
}

/** By code. `source` holds keys of sources.ts. */
export const ERRORS: ReadonlyMap<number, PlatformError> = new Map(
  ([
    sync(0, 'AuthException', 401, 'unable to authenticate the app user', 'M-ERR'),
    sync(1, 'An unknown error occurred', 400, 'invalid request or server error', 'M-ERR'),
    sync(2, 'API Service', 503, 'temporary downtime or overload', 'M-ERR', true),
    sync(3, 'API Method', 500, 'capability or permissions issue', 'M-ERR'),
    sync(4, 'Application request limit reached', 429, 'the app calls too often', 'R-OPENAPI', true),
    sync(10, 'Permission Denied', 403, 'permission missing or removed', 'M-ERR'),
    sync(33, 'Parameter value is not valid', 400, 'the business number has been deleted', 'M-ERR'),
    sync(100, 'Invalid parameter', 400, 'unsupported or misspelled parameter, or unknown object', 'M-ERR; R-WHALOC'),
    sync(104, 'An access token is required to request this resource', 401, 'no access token', 'R-OPENAPI'),
    sync(190, 'Invalid OAuth access token', 401, 'the access token is missing, wrong or expired', 'M-ERR'),
    sync(200, 'API Permission', 403, 'permission missing', 'M-ERR'),
    sync(368, 'Temporarily blocked for policies violations', 403, 'the account is restricted', 'M-ERR'),
    sync(80007, 'Rate limit issues', 429, 'The WhatsApp Business Account has reached its rate limit.', 'R-OLDERR-429', true),
    sync(2500, 'Unknown path components', 400, 'the path names no edge of the platform', 'S-GRAPH'),
    async(CODE.blockedUser, 'Business has blocked this user', 'the business has blocked this user; the channel is not known: rule channelOf', 'M-ERR; M-BLOCK'),
    sync(CODE.throughput, 'Rate limit hit', 429, 'Cloud API message throughput has been reached.', 'M-THRU; B-YCLOUD', true),
    async(130472, "User's number is part of an experiment", 'marketing is not sent to a holdout', 'R-WHALOC'),
    sync(130497, 'Business account is restricted from messaging users in this country', 403, 'restricted country', 'M-ERR'),
    { ...sync(131000, 'Something went wrong', 500, 'unknown error', 'S-ISSUES', true), channel: 'both' },
    sync(131005, 'Access denied', 403, 'permission', 'M-ERR'),
    sync(CODE.missingParameter, 'Required parameter is missing', 400, 'a required parameter is missing', 'M-ERR'),
    { ...sync(CODE.badValue, 'Parameter value is not valid', 400, 'a parameter has an invalid value, or a reaction is to a message that cannot have one', 'M-ERR; M-REACT'), channel: 'both' },
    { ...sync(131016, 'Service unavailable', 500, 'a service is temporarily unavailable', 'M-ERR', true), channel: 'both' },
    sync(131021, 'Recipient cannot be sender', 400, 'sender and recipient are the same', 'M-ERR'),
    async(CODE.undeliverable, 'Message Undeliverable', 'not a WhatsApp number, terms not accepted, or an old client', 'restfb #1344'),
    sync(131030, 'Recipient phone number not in allowed list', 400, 'a test number may write to five listed recipients', 'R-PYWA'),
    sync(131031, 'Account has been locked', 403, 'the account is locked', 'M-ERR'),
    sync(131037, 'Display name not approved', 400, 'the display name of the number is not approved; wording and HTTP status are not known', 'M-ERR'),
    async(131042, 'Business eligibility payment issue', 'no payment method, or a bad one', 'M-ERR'),
    async(131044, 'Business eligibility payment issue', 'a payment problem of calling', 'R-PYWA'),
    sync(131045, 'Incorrect certificate', 500, 'the number could not be registered: wrong certificate', 'M-ERR'),
    async(CODE.windowClosed, 'Re-engagement message', 'more than 24 hours have passed since the customer last replied', 'R-PYWA; chatwoot #10143', false),
    async(131048, 'Spam rate limit hit', 'restrictions on how many messages this business may send; here: the messaging limit is used up', 'B-QISCUS; B-SINCH', true),
    async(CODE.marketingCap, 'This message was not delivered to maintain healthy ecosystem engagement.', 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.', 'M-CAP; M-STATUS'),
    async(CODE.stoppedMarketing, 'User has stopped marketing messages', 'the recipient stopped marketing from this business', 'M-STATUS'),
    sync(CODE.unsupportedType, 'Unsupported message type', 400, 'Message type is currently not supported.', 'M-ERR; M-UNSUP'),
    { ...async(131052, 'Media download error', "the user's media could not be fetched", 'M-MEDIA'), channel: 'inbound' },
    async(131053, 'Media upload error', 'the media link cannot be reached, is too large or of a wrong type', 'chatwoot #14120'),
    sync(131055, 'Method not allowed', 400, 'this interface sends marketing templates only', 'M-ERR'),
    sync(CODE.pairRate, '(Business Account, Consumer Account) pair rate limit hit', 400, 'Too many messages sent from the sender phone number to the same recipient phone number in a short period of time.', 'M-ABOUT; R-WHALOC', true),
    sync(131057, 'Account in maintenance mode', 500, 'for example while the throughput is upgraded', 'M-THRU', true),
    { ...async(131060, 'This message is currently unavailable.', 'the first message to a number that is shared with the Business app', 'M-UNSUP'), channel: 'inbound' },
    sync(131062, 'Business-scoped User ID (BSUID) recipients are not supported for this message.', 400, 'one-tap, zero-tap and copy-code authentication need a phone number; the HTTP status is not known', 'M-BSUID'),
    sync(131063, 'Marketing templates are disabled on Cloud API', 400, 'marketing templates are switched off here for this account; wording and HTTP status are not known', 'M-ERR'),
    async(CODE.misclassified, 'Messaging limit due to template classification violations', 'templates were put into wrong categories; it lifts by itself; wording and channel are not known: rules misclassified and channelOf', 'M-ERR', true),
    sync(132000, 'Number of parameters does not match the expected number of params', 400, 'template parameters do not match', 'R-WHALOC'),
    sync(CODE.unknownTemplate, 'Template name does not exist in the translation', 404, 'the template does not exist in that language or is not approved', 'M-ERR'),
    sync(132005, 'Template Hydrated Text Too Long', 400, 'the text with its parameters is too long', 'M-ERR'),
    sync(132007, 'Template Format Character Policy Violated', 400, 'characters that a template may not hold', 'M-ERR'),
    sync(132008, 'Parameter value is not valid', 400, 'a template parameter has an invalid value', 'R-PYWA'),
    sync(132012, 'Parameter format does not match format in the created template', 400, 'wrong format of a template parameter', 'M-ERR'),
    { ...sync(132015, 'Template is Paused', 400, 'the template is paused for low quality', 'M-TPAUSE; M-TPACE', true), channel: 'both' },
    sync(132016, 'Template is Disabled', 400, 'the template was paused too often', 'M-TPAUSE'),
    sync(132018, 'Template validation error', 400, 'something is wrong with the parameters of the template', 'M-ERR'),
    sync(132068, 'Flow is blocked', 400, 'the Flow is blocked', 'M-ERR'),
    sync(132069, 'Flow is throttled', 400, '10 messages with this Flow have been sent within an hour', 'M-ERR', true),
    sync(133000, 'Incomplete Deregistration', 500, 'an earlier deregistration did not finish', 'M-ERR', true),
    sync(133004, 'Server Temporarily Unavailable', 503, 'registration is not possible at the moment', 'M-ERR', true),
    sync(133005, 'Two step verification PIN Mismatch', 400, 'the PIN is wrong', 'M-ERR'),
    sync(133006, 'Phone number re-verification needed', 400, 'the number must be verified before it is registered', 'M-ERR'),
    sync(133008, 'Too many two step verification PIN guesses', 400, 'too many wrong PINs: wait as long as the details say', 'M-ERR', true),
    sync(133009, 'Two step verification PIN guessed too fast', 400, 'wrong PINs came too fast: wait as long as the details say', 'M-ERR', true),
    sync(133010, 'Phone number Not Registered', 400, 'the business number is not registered', 'M-ERR'),
    sync(133015, 'Please wait a few minutes before attempting to register this phone number', 400, 'the number has just been deleted: wait five minutes', 'M-ERR', true),
    sync(133016, 'Account register deregister rate limit exceeded', 400, 'more than 10 registrations in 72 hours', 'M-REG', true),
    { ...sync(134011, 'Payments terms are pending', 400, 'the terms of payments have not been accepted; wording, channel and HTTP status are not known', 'M-ERR'), channel: 'both' },
    sync(134100, 'Only marketing templates are supported', 400, 'an error of the marketing messages interface; wording not known', 'M-ERR'),
    sync(134101, 'Template is being synchronised', 400, 'an error of the marketing messages interface; wording not known', 'M-ERR', true),
    sync(134102, 'Template is not available', 500, 'an error of the marketing messages interface; wording not known', 'M-ERR', true),
    { ...sync(135000, 'Generic user error', 400, 'an unknown error with the parameters', 'M-ERR'), channel: 'both' },
    sync(136024, 'Request code error', 400, 'no verification code could be sent', 'R-WAJAVA'),
    sync(136025, 'Verify code error', 400, 'the verification code is wrong', 'R-WAJAVA'),
    sync(137000, 'Recipient identity key mismatch', 400, 'the identity check is on, and the recipient is another than before; the HTTP status is not known', 'R-PYWA'),
    sync(139100, 'Failed to block/unblock users', 400, 'Failed to block some users, see the block_users response list for details', 'M-BLOCK'),
    sync(139101, 'Blocklist limit reached', 400, 'a number may block 64,000 users', 'R-PYWA'),
    sync(139102, 'Blocklist concurrent update', 400, 'the list was changed at the same time', 'R-PYWA', true),
    sync(139103, 'Internal error of the blocklist', 400, 'an error while users were blocked; wording not known', 'R-PYWA', true),
    ...[147001, 147002, 147003, 147004].map((code) => sync(code, 'Username error', 400, 'a username cannot be had; which code means what is not known', 'M-BSUID')),
    sync(CODE.tooManyTemplates, 'Message template limit exceeded', 400, 'the account may not store more templates', 'M-ERR; M-TPL'),
    sync(CODE.templateExists, 'Content in this language already exists', 400, 'a template of this name exists in this language; code and wording from memory', 'M-ERR'),
    sync(CODE.templateUnchangeable, 'Template status cannot be changed', 400, 'the template cannot be changed in its status, or was changed too often', 'M-ERR; R-PYWA'),
    sync(2388040, 'Character limit exceeded', 400, 'a field of the template is too long', 'M-ERR'),
    sync(2388047, 'Message header format is incorrect', 400, 'the header of the template', 'M-ERR'),
    sync(2388072, 'Message body format is incorrect', 400, 'the body of the template', 'M-ERR'),
    sync(2388073, 'Message footer format is incorrect', 400, 'the footer of the template', 'M-ERR'),
    sync(2388293, 'Parameters words ratio exceeds limit', 400, 'too many variables for the length of the template', 'M-ERR'),
    sync(2388299, 'Leading or trailing parameters are not allowed', 400, 'a variable at the start or the end of the template', 'M-ERR'),
  ] satisfies readonly PlatformError[]).map((error) => [error.code, error]),
);

function sync(code: number, title: string, http: number, when: string, source: string, retryable = false): PlatformError {
  return { code, title, http, channel: 'sync', retryable, when, source };
}

function async(code: number, title: string, when: string, source: string, retryable = false): PlatformError {
  return { code, title, http: 400, channel: 'async', retryable, when, source };
}
