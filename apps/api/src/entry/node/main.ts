import process from "node:process";
import { runService } from "./run-service.ts";
import { startNode } from "./start-node.ts";

// The program: `node dist/entry/node/main.js`.
process.exitCode = await runService(startNode);
