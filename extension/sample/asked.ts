/** True for a page that shows the sample instead of the user's own data: its address says so. */
export const isSample = new URLSearchParams(globalThis.location?.search ?? "").has("sample");
