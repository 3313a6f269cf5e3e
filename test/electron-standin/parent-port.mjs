// What a utility process has of Electron, in a forked Node.
process.parentPort = {
  on: (event, listener) => process.on(event, (data) => listener({ data })),
  postMessage: (message) => process.send(message),
};
process.on("disconnect", () => process.exit(0));
