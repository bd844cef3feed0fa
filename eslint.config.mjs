import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import noDbInTransaction from './scripts/eslint/no-db-in-transaction.mjs';

const NETWORK_AND_STORAGE = [
  'fetch',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'XMLHttpRequest',
  'EventSource',
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'data/',
      'node_modules/',
      'src/locales/generated/',
      'custom-elements.json',
      'test/lint/planted/',
      'test/packages/consumers/',
      '.dependency-cruiser.cjs',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { 'no-db-in-transaction': noDbInTransaction } } },
    rules: {
      'house/no-db-in-transaction': 'error',
      'no-control-regex': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/member-ordering': [
        'error',
        { default: { memberTypes: ['public-static-field', 'static-method', 'constructor'] } },
      ],
    },
  },
  {
    files: ['src/widgets/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...Object.fromEntries(Object.keys(litA11y.rules).map((rule) => [`lit-a11y/${rule}`, 'error'])),
      // Safari takes the list's meaning away with its bullets, unless the role says it.
      'lit-a11y/no-redundant-role': 'off',
      // A choice in a list that drops down shows other comments; it moves nobody elsewhere.
      'lit-a11y/no-invalid-change-handler': 'off',
      'wc/require-listener-teardown': 'error',
      'wc/guard-super-call': 'off',
      'no-restricted-globals': ['error', ...NETWORK_AND_STORAGE],
    },
  },
  {
    files: ['src/widgets/**/*.ts', 'src/client/**/*.ts', 'src/embed/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'JSON',
          property: 'stringify',
          message: 'Old libraries of host pages give arrays a `toJSON`: use `asJson`.',
        },
      ],
    },
  },
  {
    files: ['src/domain/**/*.ts', 'src/contract/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...NETWORK_AND_STORAGE, 'document', 'window'] },
  },
  {
    files: ['test/**/*.ts', 'stories/**/*.ts', 'bench/**/*.ts', '.storybook/**/*.ts'],
    rules: {
      // node:test gives promises that its own runner waits for.
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
);
