/**
 * The half of the client that only those need who take part: a file of its own, which the browser asks for once the
 * first view is there.
 */
export { LiveChanges } from './live.js';
export { Outbox } from './outbox.js';
