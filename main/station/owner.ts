import { hostname, userInfo } from "node:os";

/** `user@laptop`: what a second installer is told. */
export function owner(): string {
  return `${userInfo().username}@${hostname()}`;
}
