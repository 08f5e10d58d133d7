// Holds the style sheets to the browsers named in package.json. What is newer stands inside
// @supports, after a plain value that does.

// Older than those browsers by a few months, or an ornament that nobody misses where it is not known.
const ALLOWED = {
  ignoreProperties: {
    "accent-color": ["/./"],
    appearance: ["/./"],
    "break-after": ["/./"],
    "break-before": ["/./"],
    "color-scheme": ["/./"],
    "forced-color-adjust": ["/./"],
    outline: ["/./"],
    "overflow-wrap": ["anywhere"],
    "print-color-adjust": ["/./"],
    "scroll-behavior": ["/./"],
    "scrollbar-width": ["/./"],
  },
  ignoreSelectors: ["backdrop", "focus-visible"],
  ignoreAtRules: ["page"],
};

export default {
  plugins: ["stylelint-no-unsupported-browser-features", "stylelint-plugin-use-baseline"],
  reportNeedlessDisables: true,
  rules: {
    "media-feature-range-notation": "prefix",
    // By the browsers; knows whole features, and not every one. Those that it ignores are left to
    // the rule below, which knows @supports.
    "plugin/no-unsupported-browser-features": [
      true,
      {
        severity: "error",
        ignorePartialSupport: true,
        ignore: [
          "css-content-visibility",
          "css-has",
          "css-paged-media",
          "css-scrollbar",
          "viewport-unit-variants",
        ],
      },
    ],
    // By the year before them; knows each function, selector and value.
    "plugin/use-baseline": [true, { available: 2021, ...ALLOWED }],
  },
};
