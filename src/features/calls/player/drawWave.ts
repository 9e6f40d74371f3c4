import WaveSurfer from 'wavesurfer.js'
import type { Palette } from '../../../charts/palette.ts'

export interface Wave {
  /** Draws these peaks over that time; a flat line without any. */
  readonly show: (peaks: readonly number[] | null, durationS: number) => void
  readonly paint: (palette: Palette) => void
  readonly destroy: () => void
}

const colours = (palette: Palette) => ({ waveColor: palette.steps[1], progressColor: palette.main, cursorColor: palette.text })

/** The waveform of a media element that streams by itself: nothing is fetched or decoded here, and a click or a drag moves the element. */
export const drawWave = (place: HTMLElement, media: HTMLMediaElement, palette: Palette): Wave => {
  const stage = document.createElement('div')
  const wave = WaveSurfer.create({ container: stage, media, height: 56, barWidth: 2, barGap: 1, cursorWidth: 2, normalize: true, dragToSeek: true, hideScrollbar: true, autoScroll: false, ...colours(palette) })
  takeStyle(stage)
  place.append(stage)
  return {
    show: (peaks, durationS) => {
      if (durationS <= 0) return
      const drawn = peaks && peaks.length > 0 ? Float32Array.from(peaks, peak => peak / 255) : new Float32Array(2)
      // Superseded by the next one, or the call was left: nothing to say.
      wave.load(media.src, [drawn], durationS).catch(() => {})
    },
    paint: next => wave.setOptions(colours(next)),
    destroy: () => {
      wave.destroy()
      stage.remove()
    },
  }
}

/** A style element is refused by the content policy. Before it comes into the page its text is made a sheet of its own, which is not. */
const takeStyle = (stage: HTMLElement): void => {
  const shadow = stage.firstElementChild?.shadowRoot
  const style = shadow?.querySelector('style')
  if (!shadow || !style) return
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style.textContent)
  shadow.adoptedStyleSheets = [sheet]
  style.remove()
}
