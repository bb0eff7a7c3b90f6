export { LiveAgenda } from './live-agenda.js';
