// What a utility process has of Electron, in a forked Node.
process.parentPort = {
  on: (event, listener) => process.on(event, (data) => listener({ data })),
  // A parent that is gone hears nothing any more.
  postMessage: (message) => process.send(message, () => undefined),
};
process.on("disconnect", () => process.exit(0));
