/** Settings that were kept, or came from an address, are whatever somebody wrote: only an object has fields. */
export const isRecord = (value: unknown): value is Record<string, never> => typeof value === 'object' && value !== null
