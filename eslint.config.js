import tseslint from "typescript-eslint";

const walls = [
  // Pure parts: no SSH, no Kubernetes client, no file system, no Electron.
  {
    files: [
      "main/engine/**",
      "main/steps/**",
      "main/checks/**",
      "main/ports/**",
    ],
    forbid: [
      "electron",
      "node-ssh",
      "ssh2",
      "@kubernetes/client-node",
      "node:fs",
      "node:fs/*",
      "node:child_process",
      "node:net",
      "**/adapters/**",
      "**/commands/**",
      "**/logs/**",
    ],
  },
  {
    files: ["main/engine/**"],
    forbid: ["**/steps/**", "**/checks/**"],
  },
  {
    files: ["common/**"],
    forbid: ["node:*", "electron", "react", "**/main/**", "**/test/**"],
  },
  {
    files: ["main/adapters/**", "main/logs/**"],
    forbid: ["electron", "**/steps/**", "**/checks/**", "**/commands/**"],
  },
  { files: ["main/**"], forbid: ["**/test/**", "**/renderer/**"] },
];

/** Flat config replaces a rule, so each file gets the union of the walls that it stands behind. */
const wallsOf = (folder, alsoForbid = []) => ({
  files: [`${folder}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          ...new Set([
            ...alsoForbid,
            ...walls
              .filter((wall) =>
                wall.files.some((glob) =>
                  `${folder}/`.startsWith(glob.replace("**", "")),
                ),
              )
              .flatMap((wall) => wall.forbid),
          ]),
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ["node_modules/", ".cache/", "dist/"] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({
    ...config,
    files: ["**/*.ts"],
  })),
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "ExportDefaultDeclaration",
          message: "Name what you export.",
        },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "max-lines": [
        "error",
        { max: 320, skipBlankLines: true, skipComments: true },
      ],
    },
  },
  { files: ["main/**/*.ts"], ...wallsOf("main") },
  ...[
    "main/engine",
    "main/steps",
    "main/checks",
    "main/ports",
    "main/adapters",
    "main/logs",
    "common",
  ].map((folder) => wallsOf(folder)),
  {
    files: ["*.config.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["scripts/**", "test/**"],
    rules: { "no-console": "off" },
  },
);
