export * from "./least-tfjs.mjs";
export * from "./usual-imports.mjs";
