import { type Preview, setCustomElementsManifest } from '@storybook/web-components-vite';
import { html } from 'lit';
import manifest from '../custom-elements.json' with { type: 'json' };

setCustomElementsManifest(manifest);

const WIDTHS: Record<string, string> = { 320: '320px', 768: '768px', 1280: '1280px', auto: 'none' };

const preview: Preview = {
  tags: ['autodocs'],
  globalTypes: {
    locale: {
      description: 'Langue de la page · Page language',
      toolbar: {
        icon: 'globe',
        title: 'Français',
        items: [
          { value: 'fr', title: 'Français' },
          { value: 'en', title: 'English' },
        ],
        dynamicTitle: true,
      },
    },
    theme: {
      description: 'Thème · Theme',
      toolbar: {
        icon: 'contrast',
        title: 'Clair',
        items: [
          { value: 'light', title: 'Clair · Light' },
          { value: 'dark', title: 'Foncé · Dark' },
        ],
        dynamicTitle: true,
      },
    },
    width: {
      description: 'Largeur · Width',
      toolbar: {
        icon: 'mobile',
        title: 'Largeur',
        items: Object.keys(WIDTHS).map((value) => ({
          value,
          title: value === 'auto' ? 'Pleine largeur' : `${value} px`,
        })),
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { locale: 'fr', theme: 'light', width: 'auto' },
  decorators: [
    (story, { globals }) => {
      const page = document.documentElement;
      page.lang = globals.locale as string;
      page.style.colorScheme = globals.theme as string;
      page.classList.toggle('dark', globals.theme === 'dark');
      const width = WIDTHS[globals.width as string] ?? 'none';
      return html`<div style="max-inline-size: ${width}; margin-inline: auto">${story()}</div>`;
    },
  ],
  parameters: {
    a11y: { test: 'error', config: { rules: [{ id: 'region', enabled: false }] } },
    controls: { expanded: true },
    options: {
      storySort: {
        order: [
          'Bienvenue',
          'Intégrer',
          'Apparence',
          'Planche',
          'Sondage',
          'Commentaires',
          'Mes contributions',
          'Journal de modération',
          'Idées',
          'Rétroaction',
        ],
      },
    },
    backgrounds: { disable: true },
  },
};

export default preview;
