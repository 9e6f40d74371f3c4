import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: 'sqlite', schema: './electron/backend/store/schema/index.ts', out: './drizzle' })
