import tseslint from "typescript-eslint";

/** The rooms that a room does not import from. */
const ABOVE = {
  platform: ["messages", "text", "ui", "background", "content", "entrypoints"],
  messages: ["text", "ui", "background", "content", "entrypoints"],
  text: ["ui", "background", "content", "entrypoints"],
  ui: ["background", "content", "entrypoints"],
  reader: ["text", "ui", "background", "content", "entrypoints"],
  content: ["ui", "background", "entrypoints"],
  background: ["ui", "content", "entrypoints"],
};

export default tseslint.config(
  { ignores: [".wxt/", ".output/", "node_modules/"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // Strings never become markup, neither LinkedIn's nor our own.
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"].map(
          (property) => ({ property, message: "Build elements instead." }),
        ),
        { object: "document", property: "write", message: "Build elements instead." },
      ],
    },
  },
  {
    // Tests replace platform/clock.ts; a second clock would disagree with it.
    ignores: ["platform/clock.ts", "test/**", "**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...[
          "NewExpression[callee.name='Date'][arguments.length=0]",
          "CallExpression[callee.name='Date']",
          "MemberExpression[object.name='Date'][property.name='now']",
          "MemberExpression[property.name='timeOrigin']",
        ].map((selector) => ({ selector, message: "Ask platform/clock.ts for the time." })),
      ],
    },
  },
  ...Object.entries(ABOVE).map(([room, above]) => ({
    files: [`${room}/**/*.ts`],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: above.map((name) => `**/${name}/*`) }] },
  })),
  {
    // Pure: a Document in, a reading out.
    files: ["reader/**/*.ts"],
    rules: { "no-restricted-globals": ["error", "chrome", "browser", "window", "document", "location"] },
  },
);
