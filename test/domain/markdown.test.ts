import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markdown } from '../../src/domain/markdown.js';

/** The one paragraph that a text is. */
const words = (text: string) => {
  const [block] = markdown(text);
  assert.ok(block && 'paragraph' in block);
  return block.paragraph;
};

describe('safe Markdown', () => {
  it('knows headings, paragraphs, and lists with numbers and without', () => {
    assert.deepEqual(markdown('## Titre\nUn.\nDeux.\n\n- a\n- b\n  suite\n\n3. c\n4) d\nFin'), [
      { heading: 2, words: ['Titre'] },
      { paragraph: ['Un.', { lineEnd: true }, 'Deux.'] },
      { list: [['a'], ['b', { lineEnd: true }, 'suite']], numbered: false, start: 1 },
      { list: [['c'], ['d']], numbered: true, start: 3 },
      { paragraph: ['Fin'] },
    ]);
  });

  it('knows stressed words, one in another, and links', () => {
    assert.deepEqual(words('**Gras et *penché*** puis [le *plan*](https://exemple.ca/a_(b)).'), [
      { strong: ['Gras et ', { emphasis: ['penché'] }] },
      ' puis ',
      { link: 'https://exemple.ca/a_(b)', words: ['le ', { emphasis: ['plan'] }] },
      '.',
    ]);
    assert.deepEqual(words('__a__ _b_ [c](mailto:c@exemple.ca)'), [
      { strong: ['a'] },
      ' ',
      { emphasis: ['b'] },
      ' ',
      { link: 'mailto:c@exemple.ca', words: ['c'] },
    ]);
  });

  it('leaves alone what is no mark: in words, between spaces, never closed, after a backslash', () => {
    for (const text of [
      'nom_de_fichier',
      '2 * 3 * 4',
      '**ouvert',
      '[sans adresse]',
      'a ] b',
      '_',
      '[](https://a.ca)',
      '****',
    ])
      assert.deepEqual(words(text), [text]);
    assert.deepEqual(words('\\*pas penché\\*'), ['*pas penché*']);
  });

  it('leads nowhere but to the web and to an address for mail, and takes HTML for text', () => {
    for (const text of [
      '[a](javascript:alert(1))',
      '[a](data:text/html,x)',
      '[a](//ailleurs.test)',
      '[a](/page)',
      '[a](JAVASCRIPT:x)',
      '<img src=x onerror=alert(1)>',
    ])
      assert.deepEqual(words(text), [text]);
  });

  it('reads the longest text at once, whatever marks it is made of', () => {
    const begun = performance.now();
    for (const mark of ['*', '**a ', '[', '](', '_a ', '[a](', '- ', '\n', '*a **b '])
      markdown(mark.repeat(Math.ceil(20_000 / mark.length)));
    assert.ok(performance.now() - begun < 2000, `${performance.now() - begun} ms`);
  });
});
