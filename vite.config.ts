import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The wizard's page: for Electron's own protocol and the local server, both under a strict policy. */
export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    target: "es2024",
    // A `data:` picture would be allowed, an inlined script or font would not: files are files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
