export const today = {
}
