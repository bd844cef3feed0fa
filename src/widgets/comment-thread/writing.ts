/** What only those need who write: a file of its own, which the browser asks for once the first view is there. */
import { msg } from '@lit/localize';
import type { Pending } from '../../client/client.js';

export { compose } from './compose.js';
export { reportForm } from './report.js';

/** What waits on this device or was refused, so that it can be copied. */
export function pendingWords({ contribution }: Pending): string {
  switch (contribution.kind) {
    case 'comment':
      return contribution.body;
    case 'comment-ballot':
      return msg('Votre vote sur un commentaire');
    case 'report':
      return msg('Votre signalement');
    default:
      return msg('Le retrait de votre commentaire');
  }
}
