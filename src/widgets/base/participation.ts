/**
 * What only those need who take part: a file of its own, which the browser asks for once the first view is there. A
 * widget has it as `this.participation`.
 */
export * from './forms.js';
export { findPersonalData } from '../../domain/personal-data.js';
export { confirmation } from './participation/confirmation.js';
export { mistakeNotice, tellMistake, tellRelease } from './participation/developer.js';
export { forgottenWords, onThisDevice } from './participation/device.js';
export { eventWords, pendingList, pendingState, savedWords, sendingWords } from './participation/pending.js';
export { marked, passages } from './participation/personal-data.js';
export { privacyTerms } from './participation/privacy-terms.js';
export { receiptBlock } from './participation/receipt.js';
export { standing } from './participation/standing.js';
