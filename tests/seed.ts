import fc from 'fast-check'

// One seed for everybody: what fails here fails everywhere. `PULT_SEED=random` (or a number) looks further.
const asked = process.env.PULT_SEED
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 20_261_126) })
