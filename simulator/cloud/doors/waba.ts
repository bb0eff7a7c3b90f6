/** The WhatsApp Business Account of every fake. */
export const WABA_ID = '102290129340398';
