/** The tests are plain JavaScript: what the extension's rules ask of TypeScript does not reach them. */
export default [
  {
    rules: {
      eqeqeq: "error",
      "no-constant-condition": "error",
      "no-dupe-keys": "error",
      "no-self-compare": "error",
      "no-unreachable": "error",
      "no-unused-vars": ["error", { varsIgnorePattern: "^_$" }],
      "prefer-const": ["error", { ignoreReadBeforeAssign: true }],
      "use-isnan": "error",
    },
  },
];
