import { defineConfig } from "vitest/config";

// Of a real Rancher a test waits for minutes (docs/real-rancher.md).
const forReal = (process.env["FORECOURT_RANCHER_URL"] ?? "") === "" ? 1 : 4;

// One worker: the lab is shared, and every machine this runs on has two cores.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 900_000 * forReal,
          hookTimeout: 1_200_000 * forReal,
          fileParallelism: false,
        },
      },
    ],
  },
});
