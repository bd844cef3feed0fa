import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { CqSurvey } from '../../src/widgets/survey/survey.js';
import '../../src/widgets/survey/survey.js';
import { tellingSegments, withSegments } from '../backend/files-made.js';
import { control, focused, inside, says, textOf } from './acting.js';
import { eventually, FILES, shown, stage, type Stage } from './base-stage.js';

const label = (fr: string) => ({ fr, en: fr });
const SURVEY = {
  id: 'sondage',
  kind: 'survey',
  title: label('Dépôt'),
  pages: [
    {
      id: 'depot',
      title: label('Vos pièces'),
      questions: [
        {
          id: 'piece',
          type: 'file',
          label: { fr: 'Vos photos', en: 'Your pictures' },
          accept: ['jpeg', 'pdf', 'txt'],
          maxFiles: 2,
          maxSize: 0.5,
          required: true,
        },
      ],
    },
  ],
};

async function widget(set: Stage, lang = 'fr'): Promise<CqSurvey> {
  const element = await shown<CqSurvey>(html`
    <div lang=${lang}><cq-survey consultation=${set.slug} api=${set.api}></cq-survey></div>
  `);
  await eventually(() => inside(element).querySelector('input[type=file]'), 'the field');
  return element;
}

const survey = () => stage({ activities: [SURVEY] });
const field = (element: Element) => inside(element).querySelector<HTMLInputElement>('input[type=file]')!;
const press = async (element: Element, name: string) => (await control(inside(element), name)).click();
const note = (name = 'note.txt', words = 'Une piste déneigée.') => new File([words], name);

/** As when somebody chose files in the browser's own window. */
function choose(element: Element, ...files: File[]): void {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  const input = field(element);
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

const listed = (element: Element) =>
  [...inside(element).querySelectorAll('.files li')].map((one) =>
    one.textContent.replace(/\s+/g, ' ').trim(),
  );

async function send(element: Element): Promise<void> {
  await press(element, 'Continuer');
  await says(element, 'Vérifiez vos réponses');
  await press(element, 'Envoyer mes réponses');
}

const storedFor = (set: Stage) => [...FILES.files].filter(([key]) => key.startsWith(`${set.slug}/`));

describe('cq-survey, questions of files', () => {
  it('says which files, how many and how large, and is accessible empty, filled and with errors', async () => {
    const set = await survey();
    const element = await widget(set);
    const input = field(element);
    expect(input.labels![0]!.textContent).to.contain('Vos photos');
    const described = input.getAttribute('aria-describedby')!.split(' ');
    const hint = inside(element).querySelector(`#${described[0]}`)!.textContent;
    expect(hint.replace(/\s/g, ' ')).to.contain(
      'Jusqu’à 2 fichiers JPEG, PDF ou texte (txt), d’au plus 0,5 Mo chacun.',
    );
    expect([input.accept, input.multiple]).to.eql(['.jpg,.jpeg,.pdf,.txt', true]);
    await expect(element).to.be.accessible();
    await press(element, 'Continuer');
    await says(element, 'Choisissez au moins un fichier.');
    await expect(element).to.be.accessible();
    choose(element, note(), note('page.html'));
    await says(element, 'page.html – Cette sorte de fichier n’est pas acceptée.');
    await says(element, 'Reçu');
    await expect(element).to.be.accessible();
  });

  it('sends a file at once, and the answer that names it; a picture arrives without what it told, and the same to see', async () => {
    const set = await survey();
    const element = await widget(set);
    const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 20 });
    const drawing = canvas.getContext('2d')!;
    drawing.fillStyle = '#095797';
    drawing.fillRect(0, 0, 20, 20);
    const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!), 'image/jpeg'));
    const plain = new Uint8Array(await blob.arrayBuffer());
    const telling = withSegments(plain, ...tellingSegments(6));
    choose(element, new File([telling], 'À vélo.JPG'));
    await says(element, 'Reçu');
    const [[, kept]] = storedFor(set) as [[string, Uint8Array<ArrayBuffer>]];
    expect(new TextDecoder('latin1').decode(kept)).not.to.contain('SECRET').and.not.to.contain('GPS');
    const pixels = async (bytes: Uint8Array<ArrayBuffer>) => {
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
      const seen = Object.assign(document.createElement('canvas'), {
        width: bitmap.width,
        height: bitmap.height,
      });
      const context = seen.getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      return [bitmap.width, bitmap.height, ...context.getImageData(0, 0, bitmap.width, bitmap.height).data];
    };
    expect((await pixels(kept)).slice(0, 2), 'on its side, as it was taken').to.eql([20, 40]);
    expect(await pixels(kept)).to.eql(await pixels(telling));
    await press(element, 'Continuer');
    await says(element, 'À vélo.JPG');
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci, vos réponses sont reçues.');
    const { body } = set.writes.at(-1)! as { body: { answers: { piece: { name: string; size: number }[] } } };
    expect(body.answers.piece.map(({ name, size }) => [name, size])).to.eql([['À vélo.JPG', telling.length]]);
  });

  it('says of each file that is not taken why, and what to do, and takes the others', async () => {
    const set = await survey();
    const element = await widget(set);
    choose(
      element,
      note('trop.txt', 'x'.repeat(500_001)),
      note('vide.txt', ''),
      note(),
      note('deux.txt', 'deux'),
      note('trois.txt', 'trois'),
    );
    await says(element, 'trois.txt – Vous pouvez joindre au plus 2 fichiers.');
    await says(element, 'trop.txt – Ce fichier est trop volumineux.');
    await says(element, 'vide.txt – Ce fichier est vide.');
    await eventually(() => listed(element).filter((one) => one.includes('Reçu')).length === 2);
  });

  it('takes back out of the answer what the platform refuses once it has looked inside', async () => {
    const set = await survey();
    const element = await widget(set);
    choose(element, new File(['%PDF-1.7'], 'photo.jpg'));
    await says(element, 'photo.jpg – Le contenu du fichier n’est pas de la sorte que son nom annonce.');
    expect(listed(element)).to.eql([]);
    await press(element, 'Continuer');
    await says(element, 'Choisissez au moins un fichier.');
  });

  it('removes a file here and there, and leaves the focus where one goes on', async () => {
    const set = await survey();
    const element = await widget(set);
    choose(element, note(), note('deux.txt', 'deux'));
    await eventually(() => listed(element).filter((one) => one.includes('Reçu')).length === 2);
    const removal = await control(inside(element), 'Retirer note.txt');
    removal.focus();
    removal.click();
    await eventually(
      () => focused(element)?.textContent?.includes('Retirer deux.txt'),
      'the focus on the next',
    );
    await eventually(() => storedFor(set).length === 1, 'one file less on the platform');
    await press(element, 'Retirer deux.txt');
    await eventually(() => focused(element) === field(element), 'the focus on the field');
    expect(listed(element)).to.eql([]);
  });

  it('keeps a file on the device while there is no network, and sends it, then the answer, once there is', async () => {
    const set = await survey();
    const element = await widget(set);
    set.cut = 'for-writes';
    choose(element, note());
    await says(element, 'ce fichier est gardé sur cet appareil et partira dès que la connexion reviendra');
    await send(element);
    await says(element, 'Vos réponses ne sont pas perdues');
    expect(storedFor(set)).to.eql([]);
    set.cut = false;
    dispatchEvent(new Event('online'));
    await says(element, 'Merci, vos réponses sont reçues.');
    expect(storedFor(set)).to.have.length(1);
    const waiting = await new Promise<unknown[]>((resolve) => {
      indexedDB.open('consultation-quebec-files').onsuccess = (event) => {
        const { result } = event.target as IDBOpenDBRequest;
        const request = result.transaction('files').objectStore('files').getAll();
        request.onsuccess = () => resolve(request.result);
      };
    });
    expect(
      waiting.filter((one) => (one as { box: string }).box.includes(set.slug)),
      'nothing stays here',
    ).to.eql([]);
  });

  it('says which files of a draft that is taken up again are no longer kept, and keeps the others', async () => {
    const set = await survey();
    const first = await widget(set);
    choose(first, note('vieux.txt'), note('autre.txt', 'Autre.'));
    await eventually(() => storedFor(set).length === 2, 'both files');
    await says(first, 'Tous les fichiers sont reçus');
    const draft = await first['client'].draft<{ entered: { piece: { files: { file: string }[] } } }>(
      'survey:sondage',
    );
    const [gone] = draft!.value.entered.piece.files;
    await first['client'].saveDraft('survey:sondage', {
      ...draft!.value,
      entered: {
        piece: { files: [{ ...gone, file: crypto.randomUUID() }, draft!.value.entered.piece.files[1]] },
      },
    });
    first.remove();
    const again = await widget(set);
    await says(again, 'vieux.txt – Ce fichier n’est plus gardé. Choisissez-le de nouveau.');
    expect(inside(again).querySelector('[role=status]')!.textContent).to.include('vieux.txt');
    expect(listed(again)).to.have.length(1);
    await expect(again).to.be.accessible();
  });

  it('takes files that are dropped on it', async () => {
    const set = await survey();
    const element = await widget(set);
    const dropped = new DataTransfer();
    dropped.items.add(note());
    field(element).dispatchEvent(
      new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: dropped }),
    );
    await says(element, 'Reçu');
  });

  it('takes nothing that is dropped on a question that does not apply', async () => {
    const opening = { id: 'ouvrir', type: 'yes-no', label: label('Avez-vous des photos') };
    const [page] = SURVEY.pages;
    const questions = [opening, { ...page!.questions[0]!, enableIf: { question: 'ouvrir', is: true } }];
    const element = await widget(
      await stage({ activities: [{ ...SURVEY, pages: [{ ...page, questions }] }] }),
    );
    const dropped = new DataTransfer();
    dropped.items.add(note());
    const drop = { bubbles: true, cancelable: true, dataTransfer: dropped };
    field(element).dispatchEvent(new DragEvent('drop', drop));
    (await eventually(() => inside(element).querySelector<HTMLElement>('#q-ouvrir'))).click();
    await eventually(() => !field(element).matches(':disabled'), 'the open question');
    expect(listed(element)).to.eql([]);
    field(element).dispatchEvent(new DragEvent('drop', drop));
    await says(element, 'Reçu');
    expect(listed(element)).to.have.length(1);
  });

  it('speaks English where the page does', async () => {
    const set = await survey();
    const element = await widget(set, 'en');
    choose(element, note('page.html'));
    await says(element, 'page.html – This kind of file is not accepted.');
    expect(textOf(element)).to.contain('Up to 2 files');
  });
});
