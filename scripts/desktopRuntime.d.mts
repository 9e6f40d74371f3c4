export const findRuntime: (root: string) => string | null
export const whyNoWindow: (platform: string, environment: Record<string, string | undefined>, uid: number | undefined) => string | null
export const fetchRuntime: (root: string, options?: { now?: number, install?: (root: string) => boolean, say?: (line: string) => void }) => string | null
