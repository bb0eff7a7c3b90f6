// `desksim/testing`: what one needs to hold a router, or a whole desk, to its word.
export { routerCases, type RouterCase, type RouterCasesOptions } from './router-cases.js';
export { tinyDesk, TinyDesk, type Asked, type Message, type TinyOptions } from './tiny-desk.js';
export { Told, type AnyFactName } from './told.js';
export { Watch } from './watch.js';
export { INVARIANTS, type Fact, type Invariant } from './invariants.js';
export { Project, type AgentAccount, type Standing, type Sums, type TicketAccount } from './project.js';
export { disagreements } from './disagreements.js';
export { deskCommands, perform, type CommandOptions, type DeskCommand } from './desk-commands.js';
export { holds, testSeed, type SeedSource } from './seed.js';
export { Violation } from './violation.js';
