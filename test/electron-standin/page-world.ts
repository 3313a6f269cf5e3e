/**
 * Runs in the page before its own scripts: gives the preload its `require("electron")`. A string's
 * worth of plain JavaScript, as it crosses to Chromium as text.
 */
export function pageWorld(preload: string): string {
  return `(() => {
  if (window !== window.top) return;
  const listeners = new Map();
  window.__standinTell = (channel, args) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
  };
  // What crosses the bridge is copied; functions become functions that copy.
  const cross = (value, path = "it") => {
    if (typeof value === "function")
      return (...args) => {
        const given = value(...args.map((arg) => cross(arg, path)));
        return given instanceof Promise
          ? given.then((it) => cross(it, path))
          : cross(given, path);
      };
    if (typeof value === "symbol") throw new TypeError(path + " could not be cloned");
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((it) => cross(it, path));
    if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, it]) => [key, cross(it, path + "." + key)])),
    );
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, api) =>
        Object.defineProperty(window, name, { value: cross(api, name), enumerable: true }),
    },
    ipcRenderer: {
      invoke: async (channel, ...args) => {
        const { value, error } = await window.__standinInvoke(channel, args);
        if (error !== undefined)
          throw new Error("Error invoking remote method '" + channel + "': " + error);
        return value;
      },
      on: (channel, listener) => {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
    },
  };
  const require = (name) => {
    if (name !== "electron") throw new Error("module not found: " + name);
    return electron;
  };
  ((require, module, exports) => {
${preload}
  })(require, { exports: {} }, {});
})();`;
}
