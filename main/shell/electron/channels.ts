/** The one pair of channels between page and main; preload/electron.ts and main agree on it. */
export const askChannel = "forecourt:ask";
export const tellChannel = "forecourt:tell";
