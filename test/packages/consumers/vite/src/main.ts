import { type CqSurvey } from '@consultation-quebec/widgets/survey.js';
import '@consultation-quebec/widgets/survey.js';

const survey: CqSurvey = document.querySelector('cq-survey')!;
const output = document.querySelector('output')!;

survey.addEventListener('cq-submit', (event) => {
  const { id, kind, version }: { id: string; kind: string; version: number } = event.detail;
  output.textContent = `${kind} ${id} ${version}`;
});
// It bubbles, as its type says everywhere.
document.body.addEventListener('cq-error', (event) => {
  if (event.detail.code !== 'offline') output.textContent = `${event.detail.status} ${event.detail.code}`;
});
survey.activity = 'sondage';

export function wrong(): void {
  // @ts-expect-error What is not of that type is refused,
  survey.activity = 1;
  // @ts-expect-error and so is what a receipt does not have,
  survey.addEventListener('cq-submit', (event) => event.detail.answers);
  // @ts-expect-error what the element keeps to itself,
  void survey.view;
  // @ts-expect-error and an attribute that only another element has.
  survey.section = 'hiver';
}
