/** The screens, in the order in which a station is set up. */
export const screenIds = [
  "station",
  "server",
  "check",
  "plan",
  "install",
  "cluster",
  "central",
  "finish",
] as const;
export type ScreenId = (typeof screenIds)[number];
