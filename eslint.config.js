// Odoo's own modules are ES modules in the browser; this is what their code may rely on.
import globals from "globals";

const odooGlobals = {
    odoo: "readonly",
    owl: "readonly",
    luxon: "readonly",
    L: "readonly",
    vis: "readonly",
    Chart: "readonly",
};

export default [
    { ignores: ["**/static/lib/**", "**/node_modules/**", ".odoo/**", ".venv/**"] },
    {
        files: ["**/static/{src,tests}/**/*.js"],
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: { ...globals.browser, ...odooGlobals },
        },
        linterOptions: { reportUnusedDisableDirectives: "error" },
        rules: {
            "array-callback-return": "error",
            "consistent-return": "error",
            curly: "error",
            "default-case-last": "error",
            eqeqeq: ["error", "smart"],
            "guard-for-in": "error",
            "no-alert": "error",
            "no-await-in-loop": "warn",
            "no-console": ["error", { allow: ["warn", "error"] }],
            "no-constant-binary-expression": "error",
            "no-debugger": "error",
            "no-dupe-keys": "error",
            "no-duplicate-imports": "error",
            "no-else-return": "error",
            "no-empty": "error",
            "no-eval": "error",
            "no-fallthrough": "error",
            "no-implied-eval": "error",
            "no-lonely-if": "error",
            "no-new-func": "error",
            "no-redeclare": "error",
            "no-return-assign": "error",
            "no-self-compare": "error",
            "no-shadow": "error",
            "no-undef": "error",
            "no-unreachable": "error",
            "no-unused-vars": [
                "error",
                { args: "after-used", argsIgnorePattern: "^_" },
            ],
            "no-useless-return": "error",
            "no-var": "error",
            "object-shorthand": "error",
            "prefer-const": "error",
            "prefer-template": "error",
            "require-await": "off",
            radix: "error",
            yoda: "error",
        },
    },
];
