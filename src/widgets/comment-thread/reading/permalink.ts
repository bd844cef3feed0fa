const ID = /^#cq-([\da-f]{8}-[\da-f-]{27})$/i;

/** The comment that the fragment of an address names; nothing where it names none. */
export function idIn(hash: string): string {
  return ID.exec(hash)?.[1]?.toLowerCase() ?? '';
}

/** The comment that this page's address names: in its fragment or, on the platform itself, in its query. */
export function cameFor(api: string): string {
  const own = new URL(api).origin === location.origin;
  const asked = own && new URLSearchParams(location.search).get('comment');
  return idIn(location.hash) || idIn(`#cq-${asked || ''}`);
}

/** What each comment's threads have said: who shows it, and who has not got it. */
const answers = new Map<string, { shownBy?: object; lackedBy: Set<object> }>();

/**
 * Whether it is for this thread of the page to show a comment that it has (the first one does), or to say that it is
 * nowhere (the last one does).
 */
export function claim(id: string, thread: object, has: boolean): boolean {
  const answer = answers.get(id) ?? { lackedBy: new Set() };
  answers.set(id, answer);
  if (has) return (answer.shownBy ??= thread) === thread;
  answer.lackedBy.add(thread);
  return !answer.shownBy && answer.lackedBy.size >= document.querySelectorAll('cq-comment-thread').length;
}

/** Lets go of what a thread said, which is there no more. */
export function release(thread: object): void {
  for (const [id, { shownBy, lackedBy }] of answers) {
    lackedBy.delete(thread);
    if (shownBy === thread) answers.delete(id);
  }
}
