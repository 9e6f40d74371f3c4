import { z } from 'zod'

// Before the first schema: zod otherwise tries `new Function`, which the content policy refuses and reports.
z.config({ jitless: true })
