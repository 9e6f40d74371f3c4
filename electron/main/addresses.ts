/** The window's own address. `app:` is a standard scheme, so it has an origin like any site (appProtocol.ts). */
export const scheme = 'app'
export const appOrigin = `${scheme}://pult`

/** Node gives 'null' as the origin of any scheme it doesn't know; scheme and host say the same. Null for what is no address. */
export const originOf = (address: string): string | null => {
  try {
    const { protocol, host } = new URL(address)
    return host === '' ? null : `${protocol}//${host}`
  } catch {
    return null
  }
}

/** Where the window comes from: the built files, or the dev server of a checkout. Nothing else is ever shown. */
export interface OwnAddress {
  readonly origin: string
  readonly is: (address: string) => boolean
  readonly at: (path: string) => string
}

export const ownAddress = (devServer: string | undefined): OwnAddress => {
  const origin = (devServer && originOf(devServer)) || appOrigin
  return {
    origin,
    is: address => originOf(address) === origin,
    // A path alone: «//other.site» would be another host.
    at: path => `${origin}${/^\/(?!\/)[\w\-/.?=&%]*$/.test(path) ? path : '/'}`,
  }
}
