export declare const findChromium: () => string | null
export declare const chromiumArguments: string[]
