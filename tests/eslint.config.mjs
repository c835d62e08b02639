/** The tests are plain JavaScript, so the extension's rules for TypeScript do not apply. */
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
