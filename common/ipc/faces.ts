import type { z } from "zod";
import type { Contract } from "./contract.ts";
import type { Answered } from "./envelope.ts";

type Groups = Contract;

type Requests<G> = {
  [N in keyof G as G[N] extends { kind: "request" } ? N : never]: G[N] extends {
    kind: "request";
    input: infer I extends z.ZodType;
    output: infer O extends z.ZodType;
  }
    ? (input: z.input<I>) => Promise<Answered<z.output<O>>>
    : never;
};

type Events<G> = {
  [
    N in keyof G as G[N] extends { kind: "event" }
      ? `on${Capitalize<N & string>}`
      : never
  ]: G[N] extends { kind: "event"; data: infer D extends z.ZodType }
    ? (listener: (data: z.output<D>) => void) => () => void
    : never;
};

/** What the renderer has: `api.run.stop(null)`, `api.run.onEvent(…)`, which gives back its end. */
export type Api = {
  [G in keyof Groups]: Requests<Groups[G]> & Events<Groups[G]>;
};

/** What main answers requests with: parsed input in, plain value out; throws Failed. */
export type Handlers = {
  [G in keyof Groups]: {
    [
      N in keyof Groups[G] as Groups[G][N] extends { kind: "request" }
        ? N
        : never
    ]: Groups[G][N] extends {
      kind: "request";
      input: infer I extends z.ZodType;
      output: infer O extends z.ZodType;
    }
      ? (input: z.output<I>) => Promise<z.input<O>>
      : never;
  };
};

/** What main tells with: `tell.run.event(event)`. */
export type Teller = {
  [G in keyof Groups]: {
    [
      N in keyof Groups[G] as Groups[G][N] extends { kind: "event" } ? N : never
    ]: Groups[G][N] extends {
      kind: "event";
      data: infer D extends z.ZodType;
    }
      ? (data: z.input<D>) => void
      : never;
  };
};
