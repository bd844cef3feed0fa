import { useTransport } from '../../src/client/connect.js';
import { storyBackend, type StoryBackend } from './backend.js';

let shared: Promise<StoryBackend> | undefined;

/** The address of the real backend, which runs in this page: one for the whole preview. */
export const LIVE_API = `${location.origin}/plateforme/`;

/** A loader of stories: a consultation of the story's own, on the real backend in the browser. */
export async function liveConsultation({ id }: { id: string }): Promise<{ consultation: string }> {
  shared ??= storyBackend(location.origin);
  const backend = await shared;
  useTransport(LIVE_API, (input, init) => {
    const request = new Request(input, init);
    return backend.fetch(new Request(request.url.replace('/plateforme/', '/'), request));
  });
  return { consultation: await backend.consultation(id.replace(/[^a-z0-9]+/g, '-')) };
}

/** Writes a comment as somebody else than whoever looks at the story. */
export async function writeAsAnother(consultation: string, body: string): Promise<void> {
  const path = `/v1/consultations/${consultation}/activities/discussion/comments/${crypto.randomUUID()}`;
  const answer = await (
    await shared!
  ).fetch(
    new Request(location.origin + path, {
      method: 'PUT',
      headers: { authorization: `Bearer ${'B'.repeat(43)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ body }),
    }),
  );
  if (!answer.ok) throw new Error(await answer.text());
}
