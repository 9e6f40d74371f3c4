/** Long work in steps, each soon over: between two of them whoever drives it can look at what else is to be done. */
export type Steps<Result = void> = Generator<void, Result, void>

/** Work that is no longer than a step. */
export function* inOneStep<Result>(work: () => Result): Steps<Result> {
  yield
  return work()
}

/** All steps in one go, for a connection that others use too: nothing of theirs may come between. */
export const runAtOnce = <Result>(steps: Steps<Result>): Result => {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Step by step, with a pause between two. */
export const runWithPauses = async <Result>(steps: Steps<Result>, pause: () => Promise<void>): Promise<Result> => {
  try {
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      await pause()
    }
  } finally {
    // Given up in the middle: what the steps hold open is let go of.
    steps.return(undefined as never)
  }
}

const rowsOfSlice = 2000

/** Rows that are all there already, as slices. */
export function* slicesOf<Row>(rows: Iterable<Row>): Generator<Row[], void, void> {
  let slice: Row[] = []
  for (const row of rows) {
    slice.push(row)
    if (slice.length < rowsOfSlice) continue
    yield slice
    slice = []
  }
  if (slice.length > 0) yield slice
}

/** Every row of a file's slices, a slice a step. */
export function* eachRow<Row>(slices: Iterable<readonly Row[]>, take: (row: Row) => void): Steps {
  for (const rows of slices) {
    for (const row of rows) take(row)
    yield
  }
}
