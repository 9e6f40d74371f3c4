// `npm run icons`: src/public/icon.svg → resources/icons, drawn by Chromium. Its outputs are committed; run it when the drawing changes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { chromiumArguments, findChromium } from './chromium.mjs'
import { requireNode } from './nodeVersion.mjs'

requireNode()
const root = fileURLToPath(new URL('..', import.meta.url))
const place = join(root, 'resources', 'icons')
mkdirSync(place, { recursive: true })
const drawing = readFileSync(join(root, 'src', 'public', 'icon.svg'), 'utf8')
/** macOS: the drawing keeps its distance from the edge, as its neighbours in the Dock do. */
const withMargin = drawing.replace('viewBox="0 0 32 32"', 'viewBox="-3.4 -3.4 38.8 38.8"')
/** The menu bar colours a template by itself: black with transparency, the handles cut out of the tracks' full height. */
const template = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="4 4 24 24"><g stroke="#000" stroke-width="2.5" stroke-linecap="round"><path d="M9 7v18M16 7v18M23 7v18" opacity=".45"/></g><g><rect x="6" y="17" width="6" height="4" rx="1.2"/><rect x="13" y="9" width="6" height="4" rx="1.2"/><rect x="20" y="20" width="6" height="4" rx="1.2"/></g></svg>'

const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments })
const page = await browser.newPage()
const draw = async (svg, size) => {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  return page.screenshot({ omitBackground: true, type: 'png' })
}

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const pngs = new Map()
for (const size of sizes) pngs.set(size, await draw(drawing, size))
// electron-builder takes Linux' sizes from the names.
for (const [size, png] of pngs) writeFileSync(join(place, `${size}x${size}.png`), png)

/** Windows: a directory of PNGs; 0 stands for 256 pixels. */
const ico = entries => {
  const head = Buffer.alloc(6 + 16 * entries.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(entries.length, 4)
  let offset = head.length
  for (const [index, [size, png]] of entries.entries()) {
    const at = 6 + 16 * index
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...entries.map(([, png]) => png)])
}
writeFileSync(join(place, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256].map(size => [size, pngs.get(size)])))

/** macOS: PNGs under their four letters, those of double density once more. */
const icns = entries => {
  const parts = entries.map(([type, png]) => {
    const head = Buffer.alloc(8)
    head.write(type, 0, 'ascii')
    head.writeUInt32BE(png.length + 8, 4)
    return Buffer.concat([head, png])
  })
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.write('icns', 0, 'ascii')
  head.writeUInt32BE(body.length + 8, 4)
  return Buffer.concat([head, body])
}
const mac = new Map()
for (const size of [32, 64, 128, 256, 512, 1024]) mac.set(size, await draw(withMargin, size))
writeFileSync(join(place, 'icon.icns'), icns([['ic11', 32], ['ic12', 64], ['ic07', 128], ['ic13', 256], ['ic08', 256], ['ic14', 512], ['ic09', 512], ['ic10', 1024]].map(([type, size]) => [type, mac.get(size)])))

writeFileSync(join(place, 'trayTemplate.png'), await draw(template, 18))
writeFileSync(join(place, 'trayTemplate@2x.png'), await draw(template, 36))
await browser.close()
console.log(`Icons: ${place}`)
