/** JSON as it was parsed or is to be written: not a form, a file or a stream, which go another way. */
export const isPlainBody = (body: unknown): body is Record<string, unknown> => typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype
