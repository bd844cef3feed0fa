import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  stories: ['../stories/pages/*.mdx', '../stories/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  framework: '@storybook/web-components-vite',
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // The project's own vite.config.ts builds the product; Storybook needs none of it.
  viteFinal: (vite) => ({
    ...vite,
    base: './',
    plugins: vite.plugins,
    optimizeDeps: { ...vite.optimizeDeps, exclude: ['@electric-sql/pglite'] },
    worker: { format: 'es' },
    build: { ...vite.build, chunkSizeWarningLimit: 5000 },
  }),
};

export default config;
