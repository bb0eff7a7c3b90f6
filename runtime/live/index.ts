export { LiveAgenda } from './live-agenda.js';
export { answerHandshake, verifySignature } from './webhook-door.js';
