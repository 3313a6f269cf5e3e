// Makes `import "electron"` find the stand-in: node --import ./test/electron-standin/register.mjs main/electron.ts
import { registerHooks } from "node:module";

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron"
      ? {
          url: new URL("./electron.ts", import.meta.url).href,
          shortCircuit: true,
        }
      : next(specifier, context),
});
