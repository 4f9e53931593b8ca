import js from '@eslint/js';
import globals from 'globals';

const shared = {
  ...js.configs.recommended.rules,
  eqeqeq: ['error', 'always'],
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
  'max-lines': ['error', { max: 450 }],
};

// Every sink that takes markup or a style string: the strict CSP would refuse it in the browser, this refuses it here.
const sinks = [
  ...['innerHTML', 'outerHTML', 'srcdoc'].map((name) => ({
    selector: `AssignmentExpression > MemberExpression.left[property.name="${name}"]`,
    message: 'Build DOM with Lit templates; Trusted Types refuses markup strings.',
  })),
  {
    selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|write|writeln)$/]',
    message: 'Build DOM with Lit templates; Trusted Types refuses markup strings.',
  },
  {
    selector: 'TemplateElement[value.raw=/\\sstyle=/]',
    message: "Inline style attributes are refused by style-src 'self'; use a class.",
  },
];

export default [
  { ignores: ['build/**', 'web/dist/**', 'node_modules/**', '**/*.wasm'] },
  {
    files: ['web/src/**/*.js', 'web/package/**/*.js', 'web/examples/*/*.js', 'wasm/**/*.js'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: globals.browser },
    rules: { ...shared, 'no-console': 'error', 'no-restricted-syntax': ['error', ...sinks] },
  },
  {
    files: [
      'web/*.mjs',
      'web/examples/*.mjs',
      'web/dev/**/*.{js,mjs}',
      'web/tests/**/*.js',
      'tests/**/*.{js,mjs}',
      '*.js',
    ],
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: 'module',
      globals: { ...globals.node, ...globals.browser },
    },
    rules: shared,
  },
];
