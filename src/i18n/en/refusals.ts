export const refusals = {
}
