// The arrows of docs/ARCHITECTURE.md. A rule's comment is what the person sees who broke it.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', comment: 'Modules that import each other are one module in two files.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', comment: 'The import leads nowhere.', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: ['^virtual:', '^#', '^electron$'] } },
    {
      name: 'domain-is-pure', comment: 'Rules take data and give data: only src/shared and other rules, no clock, no database.', severity: 'error',
      from: { path: '^electron/backend/domain/' }, to: { pathNot: ['^electron/backend/domain/', '^src/shared/'] },
    },
    {
      name: 'store-below-usecases', comment: 'SQL knows neither use cases nor procedures.', severity: 'error',
      from: { path: '^electron/backend/store/' }, to: { path: '^electron/backend/(usecases|api|jobs|import)/' },
    },
    {
      name: 'usecases-below-api', comment: 'A use case does not know who calls it.', severity: 'error',
      from: { path: '^electron/backend/(usecases|import)/' }, to: { path: '^electron/(backend/(api|jobs)|hosts)/' },
    },
    {
      name: 'backend-is-plain-node', comment: 'The backend runs behind any door: neither Electron nor Fastify, nothing of the hosts or the window.', severity: 'error',
      from: { path: '^electron/backend/' }, to: { path: ['^electron/(hosts|main|preload)/', '^src/(?!shared/)', 'node_modules/(electron|fastify|@fastify)/', '^electron$'] },
    },
    {
      name: 'electron-only-in-the-shell', comment: 'Only electron/main and electron/preload import electron.', severity: 'error',
      from: { pathNot: '^electron/(main|preload)/' }, to: { path: ['node_modules/electron/', '^electron$'] },
    },
    {
      name: 'window-does-not-reach-into-the-backend', comment: 'The window asks through the contract.', severity: 'error',
      from: { path: '^src/' }, to: { path: '^electron/' },
    },
    {
      name: 'shared-imports-little', comment: 'src/shared imports zod and the oRPC contract, nothing else.', severity: 'error',
      from: { path: '^src/shared/' }, to: { pathNot: ['^src/shared/', 'node_modules/(zod|@orpc/contract)/'] },
    },
    {
      name: 'ui-without-business', comment: 'Parts in src/ui know neither screens nor the backend.', severity: 'error',
      // errors.ts only gives an unknown error its code; no call leaves from there.
      from: { path: '^src/ui/' }, to: { path: '^src/(features|api)/', pathNot: '^src/api/errors\\.ts$' },
    },
    {
      name: 'api-without-screens', comment: 'The client knows no screens.', severity: 'error',
      from: { path: '^src/api/' }, to: { path: '^src/(features|ui|stores|charts)/' },
    },
    {
      name: 'features-apart', comment: 'A screen does not import another screen; what two need goes to src/ui, src/stores or a feature made to be shared (frame, record).', severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      // Welcome takes files by the same drop zone as Import.
      to: { path: '^src/features/([^/]+)/', pathNot: ['^src/features/$1/', '^src/features/(frame|record)/', '^src/features/importing/(DropZone\\.vue|incoming\\.ts)$'] },
    },
    {
      name: 'shared-features-are-below', comment: 'What every screen uses can not use a screen, but for the frame, which lists their routes.', severity: 'error',
      from: { path: '^src/features/record/' }, to: { path: '^src/features/(?!record/|frame/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\?raw$', '\\.(css|svg|sql)$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.vue', '.json', '.cjs'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
