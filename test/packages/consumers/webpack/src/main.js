import { CqCommentThread, CqIdeaVote } from '@consultation-quebec/widgets';

const { api = '' } = document.documentElement.dataset;
const output = document.createElement('output');
const thread = new CqCommentThread();
const ideas = document.createElement('cq-idea-vote');

for (const element of [thread, ideas]) {
  element.api = api;
  element.consultation = 'plan-velo';
}
thread.activity = 'discussion';
ideas.section = 'hiver';
thread.addEventListener('cq-submit', ({ detail }) => {
  output.textContent = `${detail.kind} ${detail.id} ${detail.version}`;
});
if (!(ideas instanceof CqIdeaVote)) throw new Error('<cq-idea-vote> is not what the package exports.');
document.body.append(thread, ideas, output);
