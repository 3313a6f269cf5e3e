/** What a test can look at from outside. */
export const records = {
  sandbox: false,
  /** Items of the menu that have an id: whether they can be chosen. */
  menu: {} as Record<string, boolean>,
  schemes: [] as string[],
  dialogs: [] as { message: string; buttons: string[] }[],
  /** The system's dialogs for files and folders. */
  choosers: [] as {
    title: string;
    properties: string[];
    defaultPath?: string;
  }[],
  /** Ids of those that hold the machine awake. */
  blockers: [] as number[],
  /** Windows for printing that came and went. */
  printed: 0,
  focused: 0,
  shown: false,
  /** Addresses that were not loaded, and by whom. */
  refused: [] as string[],
  /** Process ids of the engines, oldest first. */
  engines: [] as number[],
};
export type Records = typeof records;
