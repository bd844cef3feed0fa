/**
 * Makes the snippet builder live: draws the snippet and the preview again when a choice changes, checks values of the
 * look with the browser's own CSS, and copies. The page works without it, by its button.
 */
const form = document.querySelector<HTMLFormElement>('#choice')!;
const status = document.querySelector<HTMLElement>('#status')!;
const words = form.dataset as { updated: string; failed: string; copied: string; selected: string };

/** Says `text` to everybody; the same words again are said again. */
function say(text: string): void {
  status.textContent = status.textContent === text ? `${text}\u00a0` : text;
}

/** What works with this script alone is shown with it alone. */
function reveal(page: Document): void {
  for (const button of page.querySelectorAll<HTMLElement>('[data-copy]')) button.hidden = false;
  for (const note of page.querySelectorAll<HTMLElement>('[data-live-only]')) note.hidden = false;
}

/** The page as the server draws it. A request gives a document: trusted types would refuse HTML from a string. */
function drawn(address: string): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = 'document';
    request.open('GET', address);
    request.onload = () =>
      request.status === 200 && request.responseXML ? resolve(request.responseXML) : reject(Error());
    request.onerror = () => reject(Error());
    request.send();
  });
}

/** Puts what changed in its place; what has the focus, and what is open, stays so. */
function adopt(fresh: Document): void {
  reveal(fresh);
  for (const part of fresh.querySelectorAll('[data-live]')) {
    const shown = document.getElementById(part.id);
    if (!shown || shown.contains(document.activeElement)) continue;
    for (const { id } of shown.querySelectorAll('details[open]'))
      part.querySelector(`#${id}`)?.setAttribute('open', '');
    if (!shown.isEqualNode(part)) shown.replaceWith(document.adoptNode(part));
  }
  const otherLanguage = 'header a[hreflang]';
  document.querySelector(otherLanguage)!.replaceWith(fresh.querySelector(otherLanguage)!);
  for (const field of form.querySelectorAll<HTMLInputElement>('[data-css]')) {
    const refused = document.getElementById(`${field.id}-error`)!.textContent !== '';
    field.setAttribute('aria-invalid', String(refused));
  }
}

/** Whether this browser knows each value of the look; what it does not know is told beside its field. */
function isCss(field: HTMLInputElement): boolean {
  const value = field.value.trim();
  if (value === '' || CSS.supports(field.dataset['css']!, value)) return true;
  document.getElementById(`${field.id}-error`)!.textContent = field.dataset['error']!;
  field.setAttribute('aria-invalid', 'true');
  return false;
}

let latest = 0;

async function update(): Promise<void> {
  const fields = [...form.querySelectorAll<HTMLInputElement>('[data-css]')];
  if (!fields.map(isCss).every(Boolean)) return;
  const asked = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const address = `${form.action}?${asked.toString()}`;
  const turn = ++latest;
  try {
    const fresh = await drawn(address);
    if (turn !== latest) return;
    adopt(fresh);
    history.replaceState(null, '', address);
    say(words.updated);
  } catch {
    if (turn === latest) say(words.failed);
  }
}

async function copy(button: HTMLElement): Promise<void> {
  const source = document.getElementById(button.dataset['copy']!)!;
  try {
    await navigator.clipboard.writeText(source.textContent ?? '');
    say(`${words.copied} ${button.dataset['name']!}`);
  } catch {
    // The browser refuses its clipboard: the text is ready for the person's own keys.
    getSelection()?.selectAllChildren(source);
    say(words.selected);
  }
}

reveal(document);
form.addEventListener('change', () => void update());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void update();
});
document.addEventListener('click', ({ target }) => {
  const button = (target as Element).closest<HTMLElement>('[data-copy]');
  if (button) void copy(button);
});

/** Whether a control holds something else than the page came with. */
function differs(field: Element): boolean {
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options];
    return !(options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.selected;
  }
  if (!(field instanceof HTMLInputElement)) return false;
  return field.checked !== field.defaultChecked || field.value !== field.defaultValue;
}

// What was chosen before this script came, or what the browser put back, counts as if it were chosen now.
if ([...form.elements].some(differs)) void update();

export {};
