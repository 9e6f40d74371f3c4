import vue from 'eslint-plugin-vue'
import typescript from 'typescript-eslint'

// oxlint checks all TypeScript, quickly; this one reads what it can't: the templates.
export default typescript.config(
  { ignores: ['out/**', 'node_modules/**', '.nuxt-ui/**', 'src/public/**'] },
  ...typescript.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'vue/no-unused-refs': 'error',
      'vue/require-explicit-emits': 'error',
      'vue/prefer-separate-static-class': 'error',
      // Layout of templates is the writer's: lines may be up to 180 long.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/multi-word-component-names': 'off',
      // The compiler sees more: a switch over all cases returns.
      'vue/return-in-computed-property': 'off',
      // Types say it: an optional property is undefined when it is left out.
      'vue/require-default-prop': 'off',
    },
  },
)
