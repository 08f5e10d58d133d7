// Holds the scripts to the browsers named in package.json: the syntax by its year, what belongs to
// the page by the plugin, and what belongs to an element or a list, which it cannot see, by name.
import compat from "eslint-plugin-compat";

const TOO_NEW = {
  checkVisibility: "Safari 17.4",
  requestSubmit: "Safari 16",
  randomUUID: "there only where the address is https",
  showPopover: "Safari 17",
  togglePopover: "Safari 17",
  hidePopover: "Safari 17",
  startViewTransition: "Safari 18",
  setHTMLUnsafe: "Safari 17.4",
  moveBefore: "Chrome 133",
  scrollIntoViewIfNeeded: "never in Firefox",
  toSorted: "Safari 16",
  toReversed: "Safari 16",
  toSpliced: "Safari 16",
  findLastIndex: "Firefox 104",
  findLast: "Firefox 104",
  groupBy: "Safari 17.4",
  fromAsync: "Safari 16.4",
  withResolvers: "Safari 17.4",
  canParse: "Safari 17",
  isWellFormed: "Safari 16.4",
  union: "Safari 17",
  difference: "Safari 17",
  intersection: "Safari 17",
};

export default [
  {
    files: ["static/js/*.js"],
    ...compat.configs["flat/recommended"],
  },
  {
    files: ["static/js/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-restricted-properties": [
        "error",
        ...Object.entries(TOO_NEW).map(([property, message]) => ({ property, message })),
      ],
    },
  },
];
