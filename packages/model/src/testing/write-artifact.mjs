// Runs in a child process of plain Node, against the compiled package: node write-artifact.mjs MODE URL DIR ARTIFACT...
// "once" writes one artifact; "forever" writes them in turn until the process is killed. An artifact is a folder.
import process from "node:process";

const [mode, moduleUrl, dir, ...sources] = process.argv.slice(2);
const { readArtifactFolder, writeArtifactFolder } = await import(moduleUrl);
const artifacts = await Promise.all(sources.map((source) => readArtifactFolder(source)));
try {
  process.stdout.write("ready\n");
  do {
    for (const artifact of artifacts) await writeArtifactFolder(dir, artifact);
  } while (mode === "forever");
  process.stdout.write("written\n");
} catch (error) {
  process.stdout.write(
    `${JSON.stringify({ code: error.code, cause: error.cause?.code, message: error.message })}\n`,
  );
}
