import { resolve } from 'node:path'

/**
 * Options for `ui()` of '@nuxt/ui/vite', shared by the build and by the component tests.
 * Colours are CSS variables in src/style.css: the library's own plugin would inject a <style> that the content policy refuses.
 */
export const nuxtUiOptions = {
  router: true,
  // The theme's templates belong beside package.json: Tailwind scans there, not under src/.
  root: resolve(import.meta.dirname, '../..'),
  dts: false,
  colorMode: false,
  autoImport: false as const,
  // Classes of components that are used nowhere would be tried on every element of the window.
  experimental: { componentDetection: true as const },
  theme: { colors: ['primary', 'error'], transitions: false, defaultVariants: { color: 'neutral' as never, size: 'sm' as const } },
  ui: {
    colors: { primary: 'primary', error: 'error', neutral: 'neutral' as const },
    button: {
      slots: { base: 'whitespace-nowrap select-none' },
      compoundVariants: [
        // Translucent hover colours fall below AA with white text.
        { color: 'primary' as const, variant: 'solid' as const, class: 'hover:bg-(--pult-accent-strong) active:bg-(--pult-accent-strong) text-(--pult-on-accent)' },
        { color: 'error' as const, variant: 'solid' as const, class: 'bg-(--pult-late-solid) hover:bg-(--pult-late-solid-strong) text-white' },
      ],
    },
    modal: {
      slots: {
        content: 'bg-default divide-y-0 rounded-lg ring-1 ring-default shadow-(--pult-float)',
        header: 'min-h-0 px-5 pt-4 pb-0 sm:px-5',
        title: 'text-base font-semibold text-highlighted',
        description: 'mt-1 text-sm text-muted',
        body: 'p-5 sm:p-5',
        footer: 'px-5 pb-4 pt-0 sm:px-5 justify-end gap-2',
      },
      variants: { overlay: { true: { overlay: 'bg-black/25 dark:bg-black/60' } } },
    },
    kbd: { base: 'font-sans' },
  },
  icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'], globExclude: ['node_modules', 'out'] }, sizeLimitKb: 512 } },
}
