import { getSystemErrorMap } from 'node:util';

/** Why something failed, in words for an operator: systems and databases often give no more than a code. */
export function reasonOf(error: unknown): string {
  // Where a name stands for several addresses, each was tried: the first says what the others say.
  const cause: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code, errno, syscall, message } = cause as NodeJS.ErrnoException;
  const words = syscall === undefined ? undefined : getSystemErrorMap().get(errno ?? 0)?.[1];
  return words ?? (message || (code ?? 'no reason given'));
}
