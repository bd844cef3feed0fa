import { expect } from '@open-wc/testing';
import '../../src/widgets/survey/survey.js';
import { tellingSegments, withSegments } from '../backend/files-made.js';
import { control, focused, inside, says, textOf } from './acting.js';
import { eventually, FILES, stage, type Stage } from './base-stage.js';
import { surveyIn } from './survey-stage.js';

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

const widget = (set: Stage, lang?: string) => surveyIn(set, lang, 'input[type=file]');

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

/** What the browser's own database keeps of a consultation's files. */
async function keptFor(set: Stage): Promise<{ box: string; name?: string }[]> {
  const all = await new Promise<{ box: string }[]>((resolve) => {
    indexedDB.open('consultation-quebec-files').onsuccess = (event) => {
      const { result } = event.target as IDBOpenDBRequest;
      const request = result.transaction('files').objectStore('files').getAll();
      request.onsuccess = () => resolve(request.result);
    };
  });
  return all.filter(({ box }) => box.endsWith(` ${set.slug}`));
}

async function eventuallyKept(set: Stage, right: (kept: { box: string }[]) => boolean) {
  let kept = await keptFor(set);
  for (const limit = performance.now() + 8000; !right(kept) && performance.now() < limit;)
    kept = await keptFor(set);
  expect(kept).to.satisfy(right);
  return kept;
}

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
    const said = await eventually(
      () =>
        [inside(element).querySelector('[role=status]')!.textContent].find((one) =>
          one.includes('sont reçus'),
        ),
      'the words for who does not see them',
    );
    expect(said, 'what is said last tells of the refused ones too').to.match(
      /trop\.txt – .*trois\.txt – .*Les autres fichiers sont reçus\.$/s,
    );
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

  it('says which file is removed without what turns the text around it or does not show', async () => {
    const element = await widget(await survey());
    const region = inside(element).querySelector('[role=status]')!;
    const status: string[] = [];
    new MutationObserver(() => status.push(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    choose(element, note(`pho\u202eto${'\u200b'.repeat(8)}.txt`));
    await says(element, 'photo.txt');
    await press(element, 'Retirer photo.txt');
    await eventually(() => status.some((words) => /^Fichier retiré\s: photo\.txt\s?$/.test(words)));
    expect(status.join(' ')).not.to.match(/[\u200b\u202e]/);
  });

  it('keeps a file for the tab while there is no network, and sends it once there is', async () => {
    const set = await survey();
    const element = await widget(set);
    set.cut = 'for-writes';
    choose(element, note());
    const words =
      'Ce fichier attend le réseau. Il est gardé jusqu’à la fermeture de cet onglet et partira dès que';
    await says(element, words);
    await eventually(
      () => inside(element).querySelector('[role=status]')!.textContent.includes('attend le réseau'),
      'the words for who does not see them',
    );
    await expect(element).to.be.accessible();
    const [kept] = await eventuallyKept(set, ([one]) => one !== undefined);
    expect(kept, 'nobody who comes later can read it').to.have.all.keys(
      'id',
      'box',
      'addedAt',
      'nonce',
      'sealed',
    );
    set.cut = false;
    dispatchEvent(new Event('online'));
    await says(element, 'Tous les fichiers sont reçus.');
    expect(storedFor(set)).to.have.length(1);
    expect(await keptFor(set), 'nothing stays here').to.eql([]);
  });

  it('keeps a file on the device as long as the draft is kept there', async () => {
    const set = await survey();
    const element = await widget(set);
    set.cut = 'for-writes';
    choose(element, note());
    await says(element, 'Il est gardé jusqu’à la fermeture de cet onglet');
    const keep = inside(element).querySelector<HTMLInputElement>('#keep')!;
    keep.click();
    await says(element, 'Il est gardé sur cet appareil et partira dès que le réseau reviendra.');
    const [kept] = await keptFor(set);
    expect(kept).to.include({ name: 'note.txt', question: 'piece' });
    keep.click();
    await eventuallyKept(set, ([one]) => one !== undefined && !('bytes' in one));
    await press(element, 'Retirer note.txt');
    await eventuallyKept(set, (files) => files.length === 0);
  });

  it('keeps a response that waits with its files, whatever becomes of the tab, and sends both once', async () => {
    const set = await survey();
    const element = await widget(set);
    set.cut = 'for-writes';
    choose(element, note(), note('deux.txt', 'Deux.'));
    await says(element, 'Ce fichier attend le réseau');
    await send(element);
    await says(element, 'Vos réponses ne sont pas perdues');
    await says(element, 'Enregistré sur cet appareil.');
    expect((await keptFor(set)).map(({ name }) => name)).to.have.members(['note.txt', 'deux.txt']);
    set.cut = false;
    dispatchEvent(new Event('online'));
    await says(element, 'Merci, vos réponses sont reçues.');
    expect(set.writes.map(({ path }) => path.split('/').at(-2))).to.eql(['files', 'files', 'responses']);
    expect(storedFor(set)).to.have.length(2);
    expect(await keptFor(set), 'nothing stays here').to.eql([]);
  });

  it('gives back the answers of a response whose file is refused in the end, and says which file and why', async () => {
    const [page] = SURVEY.pages;
    const mot = { id: 'mot', type: 'short-text', label: label('Un mot'), maxLength: 50 };
    const pages = [{ ...page, questions: [mot, ...page!.questions] }];
    const set = await stage({ activities: [{ ...SURVEY, pages }] });
    const element = await widget(set);
    const text = inside(element).querySelector<HTMLInputElement>('#q-mot')!;
    text.value = 'Déneiger';
    text.dispatchEvent(new Event('input', { bubbles: true }));
    set.cut = 'for-writes';
    choose(element, note(), note('faux.pdf', 'Pas un PDF.'));
    await says(element, 'Ce fichier attend le réseau');
    await send(element);
    await says(element, 'Vos réponses ne sont pas perdues');
    set.cut = false;
    dispatchEvent(new Event('online'));
    await says(element, 'N’a pas pu être accepté');
    await says(element, 'faux.pdf – ');
    expect(textOf(element)).not.to.include('Vous recevrez la confirmation');
    expect(textOf(element)).to.include('Elles ne sont pas reçues. Corrigez-les');
    expect(focused(element)?.id).to.equal('receipt-title');
    expect(await element['client'].draft('survey:sondage'), 'nothing began again by itself').to.equal(
      undefined,
    );
    await press(element, 'Corriger ces réponses');
    await says(element, 'Vérifiez vos réponses');
    await eventually(() => !inside(element).querySelector('[part=pending]'), 'one place for the answers');
    expect(textOf(element)).to.include('Déneiger').and.not.to.include('autre onglet');
    const answers = inside(element).querySelector('.answers')!.textContent;
    expect(answers, 'what was refused is no answer').to.include('note.txt').and.not.to.include('faux.pdf');
    (await eventually(() => [...inside(element).querySelectorAll<HTMLElement>('dd button')].at(-1))).click();
    await says(element, 'faux.pdf – ');
    await eventually(() => listed(element).length === 1, 'the other file alone');
    expect(inside(element).querySelectorAll('.files-refused li').length, 'told once').to.equal(1);
    await press(element, 'Continuer');
    await says(element, 'Vérifiez vos réponses');
    await press(element, 'Envoyer mes réponses');
    await says(element, 'Merci, vos réponses sont reçues.');
    const { body } = set.writes.at(-1)! as { body: { answers: { mot: string; piece: { name: string }[] } } };
    expect([body.answers.mot, body.answers.piece.map(({ name }) => name)]).to.eql(['Déneiger', ['note.txt']]);
  });

  it('erases the files that wait with the response that is let go of, and with what is forgotten', async () => {
    const set = await survey();
    const element = await widget(set);
    set.cut = 'for-writes';
    choose(element, note());
    await says(element, 'Ce fichier attend le réseau');
    await send(element);
    await says(element, 'Vos réponses ne sont pas perdues');
    expect(await keptFor(set)).to.have.length(1);
    await element['client'].forget();
    expect(await keptFor(set)).to.eql([]);
    set.cut = false;
    dispatchEvent(new Event('online'));
    choose(element, note('autre.txt', 'Autre.'));
    await says(element, 'Reçu');
    expect(storedFor(set), 'what was forgotten is not sent').to.have.length(1);
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
