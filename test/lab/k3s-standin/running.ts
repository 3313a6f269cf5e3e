// What runs on for as long as a node does.
export const heartbeatMs =
  Number(process.env["STANDIN_HEARTBEAT_SECONDS"] ?? 10) * 1000;

/** Archives that appear while K3s runs are imported as well. */
export const watchImages = (
  importFolder: () => Promise<void>,
  then: () => unknown,
): void => {
  setInterval(() => {
    void importFolder().then(then);
  }, 3000);
};
