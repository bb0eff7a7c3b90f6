/** Kinds of the desk's entries on the agenda; other rooms start at 16. */
export const DESK_ENTRY = {
  firstResponse: 0, // ticket
  resolution: 1, // ticket
  window: 3, // conversation
  idle: 4, // ticket: slot release, auto-resolve, close
  grace: 6, // agent
  sendAgain: 7, // intent
  sendPaced: 8, // business number
  sendTier: 9, // the portfolio
} as const;
