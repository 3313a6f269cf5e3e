import { setFlagsFromString } from "node:v8";

/*
 * Imported for its effect, before anything else: each packet sent leaves two buffers of 32 KB behind,
 * freed when V8 next clears its space for new objects. That space grows to 16 MB, and does not
 * shrink again; tens of MB of packets wait for it. Kept at its first size, a process that uploads
 * stays about 50 MB smaller. Electron gives its processes their V8 flags at their start
 * (`--max-semi-space-size`), and does not let them be changed later.
 */
if (process.versions["electron"] === undefined)
  setFlagsFromString("--semi-space-growth-factor=1");
