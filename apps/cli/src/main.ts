#!/usr/bin/env node
import process from "node:process";
import { run } from "./run.ts";
import { exitCodes } from "./terminal/exit-codes.ts";
import { processTerminal } from "./terminal/terminal.ts";

// Whoever reads the results may have read enough: `proj predict ... | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.ok);
});

process.exitCode = await run(process.argv.slice(2), processTerminal());
