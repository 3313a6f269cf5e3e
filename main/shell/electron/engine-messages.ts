import type { Answered } from "../../../common/ipc/envelope.ts";

/** What crosses between the window's process and the engine's. */
export type ToEngine =
  | { readonly id: number; readonly channel: string; readonly input: unknown }
  | { readonly print: number; readonly pdf: Uint8Array }
  | { readonly print: number; readonly reason: string }
  | { readonly close: true };

export type FromEngine =
  | { readonly id: number; readonly answer: Answered<unknown> }
  | { readonly print: number; readonly html: string }
  | { readonly channel: string; readonly data: unknown };
