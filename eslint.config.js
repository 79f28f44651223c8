import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Bans that hold everywhere: one import style, and money that is never a float. */
const BANNED_EVERYWHERE = [
  { selector: 'TSNonNullExpression', message: 'Say what happens when it is missing: assert, or a typed result.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  { selector: 'CatchClause[body.body.length=0]', message: 'An error swallowed is an error lost.' },
];

/** Bans of the pure core: no clock, no chance, no floats. */
const BANNED_IN_DOMAIN = [
  ...BANNED_EVERYWHERE,
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is an argument.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Chance is an argument.' },
  { selector: "CallExpression[callee.name='parseFloat']", message: 'Money is never a float.' },
  { selector: "CallExpression[callee.property.name='toFixed']", message: 'Money is never a float.' },
  { selector: "MemberExpression[object.name='Math'][property.name='round']", message: 'shareOf rounds, nothing else.' },
  { selector: "MemberExpression[object.name='process']", message: 'The environment is read in app/env.server.ts.' },
];

const RELATIVE = { group: ['./*', '../*'], message: 'Import by #app/… or #tests/…: one style.' };
const fence = (files, groups, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [RELATIVE, { group: groups, message }] }] },
});

export default tseslint.config(
  { ignores: ['build/', 'node_modules/', 'coverage/', '.data/', 'app/adapters/shopify/generated/'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-console': 'error',
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 70, skipComments: true, skipBlankLines: true }],
      'max-depth': ['error', 3],
      'no-restricted-syntax': ['error', ...BANNED_EVERYWHERE],
      'no-restricted-imports': ['error', { patterns: [RELATIVE] }],
    },
  },
  fence(
    ['app/domain/**'],
    ['#app/!(domain)', '#app/!(domain)/**', 'node:*', 'react', 'pg', '@prisma/*', '@shopify/*', '@remix-run/*'],
    'The core is pure: it imports itself and zod.',
  ),
  { files: ['app/domain/**'], rules: { 'no-restricted-syntax': ['error', ...BANNED_IN_DOMAIN] } },
  fence(
    ['app/adapters/**'],
    ['#app/services/**', '#app/queries/**', '#app/routes/**', '#app/components/**', '#app/jobs/**'],
    'Adapters know the outside world and the core, nothing above them.',
  ),
  fence(
    ['app/queries/**'],
    [
      '#app/services/**',
      '#app/routes/**',
      '#app/components/**',
      '#app/jobs/**',
      '@remix-run/*',
      'react',
      'pg',
      '@prisma/*',
    ],
    'Queries read through adapters.',
  ),
  fence(
    ['app/services/**'],
    ['#app/queries/**', '#app/routes/**', '#app/components/**', '@remix-run/*', 'react', 'pg', '@prisma/*'],
    'Services are use cases: adapters and domain only.',
  ),
  fence(
    ['app/jobs/**'],
    ['#app/queries/**', '#app/routes/**', '#app/components/**', '@remix-run/*', 'react', 'pg', '@prisma/*'],
    'A job parses its payload and calls one service.',
  ),
  fence(['app/routes/**'], ['pg', '@prisma/*', '#app/adapters/db/**'], 'A route never sees the database.'),
  fence(
    ['app/components/portal/**', 'app/components/shared/**'],
    [
      '@shopify/polaris',
      '@shopify/polaris-icons',
      '#app/components/admin/**',
      '#app/services/**',
      '#app/queries/**',
      '#app/adapters/**',
    ],
    'Components have no data access, and Polaris stays in the admin (its licence).',
  ),
  fence(
    ['app/components/admin/**'],
    ['#app/components/portal/**', '#app/services/**', '#app/queries/**', '#app/adapters/**'],
    'Components have no data access.',
  ),
  {
    files: ['app/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 120, skipComments: true, skipBlankLines: true }] },
  },
  {
    files: ['tests/**'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['tests/{demo,bench,sandbox,screenshots,database}/**'], rules: { 'no-console': 'off' } },
);
