/**
 * Every error that can reach a person: a code, an HTTP status and an English sentence.
 * The window says it in the person's language by the code (i18n `errors.*`), with `details` as its parameters.
 */
export const errorCodes = {
  // Calls
  BAD_INPUT: 400, SIGN_IN: 401, FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409, TOO_LARGE: 413, REFUSED_BY_RULE: 422, TOO_MANY: 429,
  INTERNAL: 500, BACKEND_AWAY: 503, CANCELLED: 499,
  // Workspace files
  PULT_NO_WORKSPACE: 409, PULT_EXISTS: 409, PULT_NOT_FOUND: 404, PULT_NOT_A_DATABASE: 422, PULT_NOT_A_WORKSPACE: 422, PULT_NEWER_SCHEMA: 422,
  PULT_DAMAGED: 422, PULT_READ_ONLY: 403, PULT_NETWORK_SHARE: 422, PULT_DISK_FULL: 507, PULT_IN_USE: 423, PULT_MIGRATION_FAILED: 500,
  // Rules and imports
  PULT_AS_OF: 422, PULT_BAD_TIME: 400, PULT_USAGE: 400, PULT_NODE_VERSION: 500,
  PULT_IMPORT_NO_FILES: 422, PULT_IMPORT_EMPTY: 422, PULT_IMPORT_ENCODING: 422, PULT_IMPORT_QUOTES: 422, PULT_IMPORT_HEADER: 422,
  PULT_IMPORT_OLDER: 422, PULT_IMPORT_UNREADABLE: 422, PULT_IMPORT_TOO_LARGE: 422, PULT_IMPORT_OLD_EXCEL: 422, PULT_IMPORT_MIXED: 422, PULT_IMPORT_MAPPING: 422,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errorCodes

/** oRPC's own codes, and what they are for a person. */
export const codesOfTransport: Readonly<Record<string, ErrorCode>> = {
  BAD_REQUEST: 'BAD_INPUT', UNPROCESSABLE_CONTENT: 'BAD_INPUT', METHOD_NOT_SUPPORTED: 'BAD_INPUT', UNSUPPORTED_MEDIA_TYPE: 'BAD_INPUT',
  UNAUTHORIZED: 'SIGN_IN', PAYLOAD_TOO_LARGE: 'TOO_LARGE', TOO_MANY_REQUESTS: 'TOO_MANY', TIMEOUT: 'BACKEND_AWAY', INTERNAL_SERVER_ERROR: 'INTERNAL',
  SERVICE_UNAVAILABLE: 'BACKEND_AWAY', BAD_GATEWAY: 'BACKEND_AWAY', GATEWAY_TIMEOUT: 'BACKEND_AWAY', CLIENT_CLOSED_REQUEST: 'CANCELLED',
}

/** The error of every layer below the API. `message` is one English sentence; never a stack, never personal data. */
export class PultError extends Error {
  override readonly name = 'PultError'
  readonly code: ErrorCode
  readonly details: Record<string, unknown>

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}

export const isPultError = (error: unknown): error is PultError => error instanceof PultError
