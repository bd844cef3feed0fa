import { useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type CqFeedbackPrompt } from '@consultation-quebec/widgets/feedback-prompt.js';
import type {} from '@consultation-quebec/widgets/react';
import '@consultation-quebec/widgets/feedback-prompt.js';

const { api = '' } = document.documentElement.dataset;

function Page() {
  const [receipts, setReceipts] = useState<string[]>([]);
  const [shown, setShown] = useState(true);
  const prompt = useRef<CqFeedbackPrompt>(null);
  return (
    <main>
      {shown && (
        <cq-feedback-prompt
          ref={prompt}
          className="prompt"
          api={api}
          consultation="plan-velo"
          activity="page"
          oncq-ready={() => prompt.current?.setAttribute('data-ready', '')}
          oncq-submit={({ detail }) =>
            setReceipts((before) => [...before, `${detail.kind} ${detail.id} ${detail.version}`])
          }
        >
          <a href={`${api}/c/plan-velo`}>Donner son avis</a>
        </cq-feedback-prompt>
      )}
      <button onClick={() => setShown(!shown)}>{shown ? 'Enlever' : 'Remettre'}</button>
      <output>{receipts.join('\n')}</output>
    </main>
  );
}

export const wrong = [
  // @ts-expect-error The consultation is required,
  <cq-feedback-prompt api={api} />,
  // @ts-expect-error a section is another element's,
  <cq-feedback-prompt api={api} consultation="plan-velo" section="hiver" />,
  // @ts-expect-error and a receipt has no answers.
  <cq-survey api={api} consultation="plan-velo" oncq-submit={({ detail }) => detail.answers} />,
];

createRoot(document.querySelector('#root')!).render(<Page />);
